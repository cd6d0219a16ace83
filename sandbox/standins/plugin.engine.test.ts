import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm, stat, symlink } from "node:fs/promises";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { buildStandins } from "./build";
import { providers } from "./sources";

async function firstLine(child: ChildProcess): Promise<string> {
    assert.ok(child.stdout);
    const data = (await once(child.stdout, "data")) as unknown[];
    return String(data[0]).trim();
}

function isListening(port: number): Promise<boolean> {
    return new Promise((resolve) => {
        const socket = net.connect(port, "127.0.0.1");
        socket.once("connect", () => {
            socket.destroy();
            resolve(true);
        });
        socket.once("error", () => {
            resolve(false);
        });
    });
}

async function untilSilent(port: number): Promise<void> {
    const end = Date.now() + 10_000;
    while (await isListening(port)) {
        assert.ok(Date.now() < end, `something still listens on port ${port}`);
        await pause(100);
    }
}

describe("the stand-ins as programs", function () {
    this.timeout(120_000);
    let folder: string;

    before(async () => {
        folder = await mkdtemp(path.join(os.tmpdir(), "standins-"));
        await buildStandins(folder);
    });
    after(async () => {
        await rm(folder, { recursive: true });
    });

    for (const name of providers) {
        it(`${name} serves on a port that it prints, also when started through a symlink, and ends when told`, async () => {
            const link = path.join(folder, `link-${name}`);
            await symlink(`pulumi-resource-${name}`, link);
            const plugin = spawn(link, ["127.0.0.1:1"], { cwd: os.tmpdir(), stdio: ["ignore", "pipe", "inherit"] });
            const port = Number(await firstLine(plugin));
            assert.ok(await isListening(port));
            plugin.kill();
            await once(plugin, "exit");
            await untilSilent(port);
        });
    }

    it("end when the engine that started them was killed", async () => {
        const plugin = path.join(folder, "pulumi-resource-random");
        const script = `require("child_process").spawn(${JSON.stringify(plugin)}, [], { stdio: "inherit" })`;
        const engine = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
        const port = Number(await firstLine(engine));
        assert.ok(await isListening(port));
        engine.kill("SIGKILL");
        await untilSilent(port);
    });

    it("are not built again when nothing has changed, and are when something is missing", async () => {
        const built = async (): Promise<number> => (await stat(path.join(folder, "aws.cjs"))).mtimeMs;
        const before = await built();
        await buildStandins(folder);
        assert.equal(await built(), before);
        await rm(path.join(folder, "aws.schema.json"));
        await buildStandins(folder);
        assert.ok((await readdir(folder)).includes("aws.schema.json"));
    });
});
