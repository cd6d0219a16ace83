import assert from "node:assert/strict";
import { join } from "node:path";
import { isRecord, type JsonRecord } from "../../sandbox/json";
import { exampleStack } from "../../testing/exampleStack";
import { otherLanguages, preparedProgram } from "../../testing/programs";
import { changedNoResource, endedWell, operations, type ProgramFolder, type TestStack } from "../../testing/stack";
import { stageForTests } from "../../testing/stageForTests";

describe("the quickstart, brought up in TypeScript", function () {
    this.timeout(600_000);
    const { stage } = stageForTests({ operators: false });
    let quickstart: TestStack;
    let told: JsonRecord;

    before("it comes up", async () => {
        quickstart = await exampleStack(stage(), "hardened-db-quickstart", __dirname);
        endedWell(await quickstart.up());
        told = await quickstart.outputs();
    });

    for (const language of otherLanguages) {
        describe(`when the program in ${language} takes over`, () => {
            let program: ProgramFolder;

            before("it is compiled, or given the packages that it needs", async function () {
                this.timeout(30 * 60_000);
                program = await preparedProgram(join(__dirname, language), stage().directory);
            });

            it("is changed by nothing: the same resources from the same inputs", async () => {
                quickstart.rewrite(program);
                changedNoResource(await quickstart.up());
            });

            it("tells the same", async () => {
                const { compliance, ...outputs } = await quickstart.outputs();
                assert.deepEqual({ ...outputs, compliance: inCamelCase(compliance) }, told);
            });
        });
    }

    describe("when a program says something else", () => {
        it("would be changed", async () => {
            const other = "hardened-db-quickstart:keyAdministratorArn=arn:aws:iam::123456789012:role/other";
            const preview = endedWell(await quickstart.preview("--config", other));
            assert.ok(operations(preview).includes("update orders-vault-key"), preview.output);
        });
    });
});

/** Python spells the fields of an output in its own way. */
function inCamelCase(fields: unknown): JsonRecord {
    assert.ok(isRecord(fields));
    return Object.fromEntries(
        Object.entries(fields).map(([name, value]) => [
            name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
            value,
        ]),
    );
}
