import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startServerProcess } from "./serverProcess";

describe("a server for the tests", () => {
    const folder = mkdtempSync(join(tmpdir(), "hardened-db-server-"));
    after("the folder goes", () => {
        rmSync(folder, { recursive: true, force: true });
    });
    const output = join(folder, "output");
    const said = (): string => (existsSync(output) ? readFileSync(output, "utf8") : "");
    const start = (script: string): ReturnType<typeof startServerProcess> =>
        startServerProcess({
            title: "it",
            program: process.execPath,
            args: [
                "-e",
                `const say = (line) => process.stdout.write(line + "\\n"); setInterval(() => {}, 1000); ${script}; say("ready")`,
            ],
            environment: {},
            output,
            isReady: () => said().includes("ready"),
        });

    beforeEach(() => {
        rmSync(output, { force: true });
    });

    it("is asked to end, and waited for", async () => {
        const server = await start('process.on("SIGINT", () => { say("ended"); process.exit(0); })');
        await server.stop();
        assert.equal(said(), "ready\nended\n");
    });

    it("is ended when it does not end within 20 seconds, and obeys nothing", async function () {
        this.timeout(60_000);
        const server = await start(
            'process.on("SIGINT", () => say("stays")); process.on("SIGQUIT", () => say("stays"))',
        );
        await server.stop();
        assert.match(said(), /^ready\nstays\nstays\n/);
    });
});
