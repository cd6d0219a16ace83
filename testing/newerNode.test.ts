import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { run } from "../sandbox/run";
import { startFakeEngine } from "./fakeEngine";
import { environmentWithNewerNode, newest } from "./newerNode";
import { startPack } from "./policyPack";
import { onAws } from "./postgresArguments";
import { weakCluster } from "./weakResources";

describe("a Node.js newer than the one of these tests", function () {
    this.timeout(120_000);
    let env: NodeJS.ProcessEnv;
    let folder: string;

    before("it is fetched", async function () {
        this.timeout(600_000);
        env = await environmentWithNewerNode();
        folder = mkdtempSync(join(tmpdir(), "hardened-db-node-"));
    });
    after(() => {
        rmSync(folder, { recursive: true, force: true });
    });

    it("is the pinned one", async () => {
        const { stdout } = await run("node", ["--version"], { env });
        assert.equal(stdout.trim(), `v${newest.version}`);
    });

    it("runs the plugin: it serves its schema and makes a database", async () => {
        const engine = await startFakeEngine("bin", env);
        try {
            assert.equal(await engine.schema(), readFileSync("schema.json", "utf8"));
            const made = await engine.construct({ type: "PostgresDatabase", name: "orders", inputs: onAws() });
            assert.equal(made.error, undefined, JSON.stringify(made.error));
            assert.ok(made.resources.length > 50, `${made.resources.length} resources`);
            assert.ok("complianceSummary" in made.outputs);
        } finally {
            await engine.close();
        }
    });

    it("runs the command line: the same findings, and no warning of its own", async () => {
        const audit = ["audit", resolve("examples/audit"), "--format", "json"];
        const command = resolve("bin/hardened-db");
        const newer = await run(command, audit, { env, cwd: folder });
        const older = await run(command, audit, { cwd: folder });
        assert.equal(newer.code, 1, newer.stderr);
        assert.doesNotMatch(newer.stderr, /Warning/);
        assert.deepEqual(findings(newer.stdout), findings(older.stdout));
        assert.ok(findings(newer.stdout).length > 5);
    });

    it("runs the policy pack: the same violations", async () => {
        const violations = async (environment: NodeJS.ProcessEnv): Promise<string[]> => {
            const pack = await startPack({ env: environment });
            try {
                return (await pack.preview([weakCluster])).map(({ policy, urn }) => `${policy} ${urn}`).sort();
            } finally {
                await pack.close();
            }
        };
        const newer = await violations(env);
        assert.ok(newer.length > 0);
        assert.deepEqual(newer, await violations(process.env));
    });
});

function findings(report: string): unknown[] {
    return (JSON.parse(report) as { findings: unknown[] }).findings;
}
