import * as assert from "node:assert/strict";
import * as os from "node:os";
import * as path from "node:path";

import { findGo, freeBytes, isNewEnough, requireSpace } from "./go";

describe("the Go that builds the toolchain", () => {
    it("is 1.26 or newer", () => {
        for (const version of ["go1.26", "go1.26.8", "go1.30.1", "go2.0"]) {
            assert.equal(isNewEnough(version), true, version);
        }
        for (const version of ["go1.25.8", "go1.9", "", "devel"]) {
            assert.equal(isNewEnough(version), false, version);
        }
    });

    it("is asked for by name and version when it is missing", async () => {
        const before = process.env["PATH"];
        process.env["PATH"] = path.join(os.tmpdir(), "no-such-folder");
        try {
            await assert.rejects(findGo(__dirname), /there is no go on PATH\. Install Go 1\.26 or newer/);
        } finally {
            process.env["PATH"] = before;
        }
    });
});

describe("the disk for a build", () => {
    it("suffices when every place has as much as is needed", () => {
        assert.doesNotThrow(() => {
            requireSpace(8, [{ folder: "/cache", gigabytes: 8.1 }]);
        });
    });

    it("is refused with how much is needed, where, and how to go elsewhere", () => {
        assert.throws(() => {
            requireSpace(8, [
                { folder: "/cache", gigabytes: 3.25 },
                { folder: "/large", gigabytes: 100 },
            ]);
        }, /needs about 8\.0 GB of disk, and there is less at \/cache \(3\.3 GB free\)\. Make room, or point HARDENED_DB_CACHE/);
    });

    it("is measured where a folder will be, before it is there", async () => {
        const there = await freeBytes(os.tmpdir());
        const notYet = await freeBytes(path.join(os.tmpdir(), "not", "yet", "there"));
        assert.ok(there > 0);
        assert.ok(Math.abs(notYet - there) < 1e9, "the same disk as the nearest folder that exists");
    });
});
