import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { withLock } from "./lock";

describe("a lock", () => {
    let file: string;
    beforeEach(() => {
        file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "hardened-db-lock-")), "lock");
    });
    afterEach(() => {
        fs.rmSync(path.dirname(file), { recursive: true });
    });
    const never = (): never => assert.fail("nobody holds the lock");

    it("lets one work at a time", async () => {
        let inside = 0;
        let most = 0;
        let waits = 0;
        const work = async () => {
            inside += 1;
            most = Math.max(most, inside);
            await sleep(20);
            inside -= 1;
        };
        const wait = () => {
            waits += 1;
        };
        await Promise.all([1, 2, 3].map(() => withLock(file, wait, work)));
        assert.equal(most, 1);
        assert.equal(waits, 2);
    });

    it("is free again after work that failed, and leaves no file", async () => {
        await assert.rejects(
            withLock(file, never, () => Promise.reject(new Error("went wrong"))),
            /went wrong/,
        );
        assert.equal(await withLock(file, never, () => Promise.resolve("done")), "done");
        assert.deepEqual(fs.readdirSync(path.dirname(file)), []);
    });

    for (const [whose, content] of Object.entries({
        "a process that is gone": JSON.stringify({ pid: 2 ** 22 + 1, started: "1" }),
        "an earlier process with the pid of a living one": JSON.stringify({ pid: process.pid, started: "1" }),
        "nobody that can be read": "{",
    })) {
        it(`is taken over from ${whose}`, async () => {
            fs.writeFileSync(file, content);
            assert.equal(await withLock(file, never, () => Promise.resolve("done")), "done");
            assert.deepEqual(fs.readdirSync(path.dirname(file)), []);
        });
    }

    it("tells whoever waits who holds it, and lets them refuse to", async () => {
        await withLock(file, never, async () => {
            const refuse = (pid: number): never => {
                throw new Error(`held by ${pid}`);
            };
            await assert.rejects(withLock(file, refuse, never), new RegExp(`held by ${process.pid}`));
        });
    });
});
