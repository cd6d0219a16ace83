import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { readSource } from "../audit/read/source";
import { isRecord } from "../sandbox/json";
import { run } from "../sandbox/run";
import { prepareEnvironment } from "../sandbox/stage";
import { processEnvironment } from "../sandbox/environment";
import { ensureToolchain } from "../sandbox/toolchain/build";
import { engineParts } from "../sandbox/toolchain/parts";
import { auditForTests } from "../testing/audit";
import { violationsIn } from "../testing/engineEvents";
import { exampleResources, stateOf } from "../testing/stateOfExamples";

const pack = resolve(__dirname, "dist");

describe("`pulumi policy analyze` with the pack", function () {
    this.timeout(180_000);
    let directory = "";
    let env: NodeJS.ProcessEnv = {};
    before("an engine is laid out", async function () {
        this.timeout(30 * 60_000);
        directory = mkdtempSync(join(tmpdir(), "hardened-db-test-"));
        const toolchain = await ensureToolchain(engineParts, () => undefined);
        env = processEnvironment(await prepareEnvironment(directory, toolchain), process.env);
    });
    after(() => {
        rmSync(directory, { recursive: true, force: true });
    });

    const bad = JSON.stringify(stateOf(exampleResources("fail")));

    for (const [form, path] of [
        ["as a folder", pack],
        ["as an executable file", join(pack, "hardened-db-policy")],
    ] as const) {
        it(`${form} finds in the bad examples of all rules what the audit finds`, async () => {
            const file = join(directory, "bad.json");
            writeFileSync(file, bad);
            const { code, stdout, stderr } = await run(
                "pulumi",
                ["policy", "analyze", "--policy-pack", path, "--file", file, "--json"],
                { cwd: directory, env: { ...env, NO_COLOR: "1" } },
            );
            assert.match(stderr, /one or more mandatory policy violations were found/);
            assert.notEqual(code, 0);
            const { findings, errors } = auditForTests(readSource("state", bad));
            assert.deepEqual(errors, []);
            const expected = findings
                .filter(
                    ({ status, message }) => status === "fail" && !message.startsWith("the key is neither protected"),
                )
                .map(({ rule, resource, message }) => `${rule} ${resource.urn ?? ""} ${message}`);
            assert.ok(expected.length > 1000, `${expected.length} findings`);
            assert.deepEqual(toldIn(stdout).sort(), expected.sort());
        });
    }
});

/** `rule urn message` of the events, a JSON object a line. */
function toldIn(output: string): string[] {
    const events = output
        .split("\n")
        .filter((line) => line.startsWith("{"))
        .map((line): unknown => JSON.parse(line))
        .filter(isRecord);
    return violationsIn(events).map(({ policy, urn, message }) => `${policy} ${urn} ${message}`);
}
