import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { processEnvironment } from "../../sandbox/environment";
import { run, type RunResult } from "../../sandbox/run";
import { prepareEnvironment } from "../../sandbox/stage";
import { ensureToolchain } from "../../sandbox/toolchain/build";
import { engineParts } from "../../sandbox/toolchain/parts";

const program = `name: passwords
runtime: yaml
resources:
  login: { type: "random:RandomPassword", properties: { length: 12 } }
`;

describe("examples/ci/check.sh preview", function () {
    this.timeout(180_000);
    let folder = "";
    let env: NodeJS.ProcessEnv = {};
    before("a program and an engine are laid out", async function () {
        this.timeout(30 * 60_000);
        folder = mkdtempSync(join(tmpdir(), "hardened-db-ci-"));
        const toolchain = await ensureToolchain(engineParts, () => undefined);
        env = processEnvironment(await prepareEnvironment(join(folder, "stage"), toolchain), process.env);
        writeFileSync(join(folder, "Pulumi.yaml"), program);
        const made = await run("pulumi", ["stack", "init", "prod", "--non-interactive"], { cwd: folder, env });
        assert.equal(made.code, 0, made.stderr);
    });
    after(() => {
        rmSync(folder, { recursive: true, force: true });
    });
    const preview = (): Promise<RunResult> =>
        run(join(__dirname, "check.sh"), ["preview", folder], { env: { ...env, NO_COLOR: "1", PULUMI_STACK: "prod" } });

    it("passes what is no database's, and with the pack's configuration fails on it", async () => {
        const none = await preview();
        assert.equal(none.code, 0, none.stdout + none.stderr);
        writeFileSync(
            join(folder, "hardened-db-pack.json"),
            JSON.stringify({ "hardened-db": { scope: "everything" } }),
        );
        const { code, stdout, stderr } = await preview();
        assert.notEqual(code, 0);
        assert.match(stdout + stderr, /\[mandatory\].*generated-password-strength/);
        assert.match(stdout + stderr, /length is 12: write 24 or more/);
    });
});
