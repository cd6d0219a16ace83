import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "../testing/stageForTests";
import { filesIn } from "./control-plane-processes";
import { isAlive, startOf } from "./processes";
import { readState } from "./state";

/** Opens a stage, starts a program from its folder as pulumi starts a plugin, and waits to be interrupted. */
const program = (directory: string): string => `
require("tsx/cjs");
const { exitWhenInterrupted } = require(${JSON.stringify(join(__dirname, "interruption.ts"))});
const { openStage } = require(${JSON.stringify(join(__dirname, "stage.ts"))});
exitWhenInterrupted();
openStage({ directory: ${JSON.stringify(directory)}, operators: false }).then(() => {
    const plugin = require("node:path").join(${JSON.stringify(directory)}, "home", "plugin");
    require("node:fs").copyFileSync("/bin/sleep", plugin);
    const { pid } = require("node:child_process").spawn(plugin, ["600"], { detached: true, stdio: "ignore" });
    console.log(pid);
});
`;

describe("a stage whose owner is interrupted", () => {
    const directory = mkdtempSync(join(tmpdir(), "hardened-db-interrupted-"));
    let owner: ChildProcess | undefined;
    after("the folder goes", async () => {
        if (owner?.kill("SIGINT") === true && owner.exitCode === null) {
            await once(owner, "close");
        }
        rmSync(directory, { recursive: true, force: true });
    });

    it("leaves nothing running: neither a control plane nor what was started from its folder", async function () {
        this.timeout(120_000);
        const started = spawn(process.execPath, ["-e", program(directory)], { stdio: ["ignore", "pipe", "inherit"] });
        owner = started;
        const ended = once(owner, "close");
        const [said] = (await once(started.stdout, "data")) as [Buffer];
        const plugin = Number(said.toString("utf8"));
        const { processes } = readState(filesIn(directory).state);
        assert.equal(processes.filter(isAlive).length, 5, "etcd, API server, controllers, scheduler, kwok");
        assert.ok(startOf(plugin) !== undefined, `no plugin ${plugin}`);

        owner.kill("SIGINT");
        assert.deepEqual(await ended, [130, null]);
        await until("all end", () => (processes.some(isAlive) || startOf(plugin) !== undefined ? undefined : true), {
            seconds: 20,
            seen: () =>
                `still there: ${processes
                    .filter(isAlive)
                    .map(({ name }) => name)
                    .join(", ")} ${startOf(plugin) !== undefined ? "plugin" : ""}`,
        });
    });
});
