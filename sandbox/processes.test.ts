import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { isAlive, signal, startDetached, startOf, stopAll, tail } from "./processes";

describe("processes that outlive their starter", () => {
    let directory: string;
    beforeEach(() => {
        directory = fs.mkdtempSync(path.join(os.tmpdir(), "hardened-db-processes-"));
    });
    afterEach(() => {
        fs.rmSync(directory, { recursive: true });
    });
    const start = (script: string) =>
        startDetached({
            name: "sleeper",
            program: "/bin/sh",
            args: ["-c", script],
            log: path.join(directory, "logs", "sleeper.log"),
        });

    it("are ended by their record, and leave their output in the log", async () => {
        const record = start("echo begun; exec sleep 60");
        assert.equal(isAlive(record), true);
        while (!fs.readFileSync(record.log, "utf8").includes("begun")) {
            await new Promise((resolve) => setTimeout(resolve, 10));
        }
        await stopAll([record]);
        assert.equal(isAlive(record), false);
        assert.equal(tail(record.log), "begun");
    });

    it("are ended by force when they do not listen", async () => {
        const record = start("trap '' TERM; while true; do sleep 0.1; done");
        await new Promise((resolve) => setTimeout(resolve, 200));
        await stopAll([record], 300);
        assert.equal(isAlive(record), false);
    });

    it("are never taken for a later process that was given the same pid", async () => {
        const record = start("exec sleep 60");
        try {
            const earlier = { ...record, started: "1" };
            assert.equal(isAlive(earlier), false);
            signal(earlier, "SIGKILL");
            await stopAll([earlier]);
            assert.equal(isAlive(record), true, "the process that has the pid now is left alone");
        } finally {
            await stopAll([record]);
        }
    });

    it("that cannot be started are an error that names the program", () => {
        assert.throws(
            () => startDetached({ name: "etcd", program: "/no/such/etcd", args: [], log: path.join(directory, "log") }),
            /etcd could not be started: is \/no\/such\/etcd there and executable\?/,
        );
    });

    it("have no start when there are none", () => {
        assert.equal(startOf(2 ** 22 + 1), undefined);
        assert.notEqual(startOf(process.pid), undefined);
    });
});
