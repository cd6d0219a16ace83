import assert from "node:assert/strict";
import { hoursIn } from "./duration";
import { isBelowFix, parseVersion } from "./version";

describe("a version", () => {
    const isBelow = (version: string, ...fixed: string[]): boolean => isBelowFix(parseVersion(version), fixed);

    it("is below the fix of its line, or of every line that was mended later", () => {
        const fixed = ["1.28.4", "1.29.2", "1.30.0"];
        for (const version of ["1.28.3", "1.29.1", "1.27.9", "0.40.0", "1.30.0-rc1", "1.29.2-beta.1"]) {
            assert.equal(isBelow(version, ...fixed), true, version);
        }
        for (const version of [
            "1.28.4",
            "v1.29.2",
            "1.29.10",
            "1.30.0",
            "1.31.0",
            "2.0.0",
            "1.30.0-ubi9",
            "1.30.0+build",
        ]) {
            assert.equal(isBelow(version, ...fixed), false, version);
        }
        assert.equal(isBelow("1.30.0-rc1", "1.30.0-rc2"), false);
        assert.equal(isBelow("latest", "1.30.0"), false);
    });

    it("is three numbers", () => {
        for (const tag of ["", "latest", "1.30", "release-1.30.0", "1.30.0.1", "1.30.0x"]) {
            assert.equal(parseVersion(tag), undefined, tag);
        }
        for (const early of ["rc", "ALPHA", "beta.2", "dev", "preview", "snapshot"]) {
            assert.equal(parseVersion(`1.30.0-${early}`)?.isEarly, true, early);
        }
        assert.equal(parseVersion("1.30.0-ubi9-rc")?.isEarly, false);
    });
});

describe("a duration of Go", () => {
    it("is told in hours", () => {
        assert.equal(hoursIn("2160h"), 2160);
        assert.equal(hoursIn("1h30m"), 1.5);
        assert.equal(hoursIn("1.5h36s"), 1.51);
        assert.equal(hoursIn("3600000ms"), 1);
    });

    it("is nothing else", () => {
        for (const text of ["", "90d", "1y2h", "2h ", "h", "90"]) {
            assert.equal(hoursIn(text), undefined, text);
        }
    });
});
