import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const program = `
require("tsx/cjs");
require(${JSON.stringify(join(__dirname, "interruption.ts"))}).exitWhenInterrupted();
process.on("exit", () => console.log("ended what was started"));
console.log("ready");
setInterval(() => {}, 1000);
`;

describe("a process that is interrupted", () => {
    for (const [interruption, code] of [
        ["SIGINT", 130],
        ["SIGTERM", 143],
    ] as const) {
        it(`ends what it started, and says by its exit code that ${interruption} ended it`, async function () {
            this.timeout(60_000);
            const child = spawn(process.execPath, ["-e", program], { stdio: ["ignore", "pipe", "inherit"] });
            let said = "";
            child.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
            const ended = once(child, "close");
            await once(child.stdout, "data");
            child.kill(interruption);
            assert.deepEqual(await ended, [code, null]);
            assert.equal(said, "ready\nended what was started\n");
        });
    }
});
