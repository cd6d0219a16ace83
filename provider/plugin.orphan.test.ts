import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

describe("The plugin, when the engine that started it is killed", () => {
    it("ends by itself", async () => {
        const starts = `
            const plugin = require("node:child_process").spawn("bin/pulumi-resource-hardened-db", ["127.0.0.1:1"]);
            plugin.stdout.once("data", () => console.log(plugin.pid));
            setInterval(() => {}, 1000);`;
        const engine = spawn(process.execPath, ["-e", starts], { stdio: ["ignore", "pipe", "inherit"] });
        const [said] = (await once(engine.stdout, "data")) as [Buffer];
        const plugin = Number(said.toString());
        assert.ok(isRunning(plugin), "it did not start");
        engine.kill("SIGKILL");
        for (let waited = 0; waited < 100 && isRunning(plugin); waited += 1) {
            await sleep(100);
        }
        assert.ok(!isRunning(plugin), `process ${plugin} goes on`);
    });
});

/** A process that has ended may wait as a zombie for somebody to ask how. */
function isRunning(pid: number): boolean {
    try {
        return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
    } catch {
        return false;
    }
}
