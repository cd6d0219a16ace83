import assert from "node:assert/strict";
import { isRecord, type JsonRecord } from "../../sandbox/json";
import { exampleStack } from "../../testing/exampleStack";
import { endedWell, operations, type TestStack } from "../../testing/stack";
import { stageForTests } from "../../testing/stageForTests";
import { otherLanguagesTakeOver } from "../../testing/takeOver";

describe("the quickstart, brought up in TypeScript", function () {
    this.timeout(600_000);
    const { stage } = stageForTests({ operators: false });
    let quickstart: TestStack;

    before("it comes up", async () => {
        quickstart = await exampleStack(stage(), "hardened-db-quickstart", __dirname);
        endedWell(await quickstart.up());
    });

    otherLanguagesTakeOver({
        folder: __dirname,
        stage,
        stack: () => quickstart,
        outputs: async () => {
            const { compliance, ...outputs } = await quickstart.outputs();
            return { ...outputs, compliance: inCamelCase(compliance) };
        },
    });

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
