import assert from "node:assert/strict";
import { join } from "node:path";
import { readSource } from "../../audit/read/source";
import type { JsonRecord } from "../../sandbox/json";
import { failingRules } from "../../testing/audit";
import { settingUpPrimary } from "../../testing/cluster";
import { exampleStack } from "../../testing/exampleStack";
import { otherLanguages, preparedProgram } from "../../testing/programs";
import { changedNoResource, changedNothing, endedWell, type ProgramFolder, type TestStack } from "../../testing/stack";
import { stageForTests } from "../../testing/stageForTests";

describe("the program for an existing EKS cluster, as it is, in the sandbox", function () {
    this.timeout(600_000);
    const onStage = stageForTests();
    const { stage } = onStage;
    let eks: TestStack;
    let told: JsonRecord;

    before("a stack with the sandbox's settings is made", async () => {
        eks = await exampleStack(stage(), "hardened-db-aws", __dirname);
    });

    it("comes up in one `pulumi up` in TypeScript", async () => {
        const up = endedWell(await eks.up());
        assert.deepEqual(up.errors, []);
        assert.deepEqual(Object.keys(up.summary), ["create"]);
        told = await eks.outputs();
    });

    it("has both databases set up by the one operator", async () => {
        await settingUpPrimary(onStage, "orders", "orders");
        await settingUpPrimary(onStage, "billing", "billing");
        assert.deepEqual(stage().operators?.running(), ["databases/databases"]);
    });

    it("fails no rule of the audit", async () => {
        const reading = readSource("stack", await eks.pulumi("stack", "export"));
        assert.ok(reading.complete && reading.subjects.length > 80);
        assert.deepEqual(failingRules(reading), []);
    });

    it("violates no policy of the pack", async () => {
        const preview = endedWell(await eks.preview("--policy-pack", join(__dirname, "..", "..", "policy", "dist")));
        assert.deepEqual(preview.violations, []);
    });

    it("is changed by nothing the second time", async () => {
        changedNothing(await eks.up());
    });

    for (const language of otherLanguages) {
        describe(`when the program in ${language} takes over`, () => {
            let program: ProgramFolder;

            before("it is compiled, or given the packages that it needs", async function () {
                this.timeout(30 * 60_000);
                program = await preparedProgram(join(__dirname, language), stage().directory);
            });

            it("is changed by nothing: the same resources from the same inputs", async () => {
                eks.rewrite(program);
                changedNoResource(await eks.up());
            });

            it("tells the same", async () => {
                assert.deepEqual(await eks.outputs(), told);
            });
        });
    }
});
