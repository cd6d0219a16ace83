import assert from "node:assert/strict";
import { join } from "node:path";
import { readSource } from "../../audit/read/source";
import { failingRules } from "../../testing/audit";
import { settingUpPrimary } from "../../testing/cluster";
import { exampleStack } from "../../testing/exampleStack";
import { changedNothing, endedWell, type TestStack } from "../../testing/stack";
import { stageForTests } from "../../testing/stageForTests";
import { otherLanguagesTakeOver } from "../../testing/takeOver";

describe("the program for an existing EKS cluster, as it is, in the sandbox", function () {
    this.timeout(600_000);
    const onStage = stageForTests();
    const { stage } = onStage;
    let eks: TestStack;

    before("a stack with the sandbox's settings is made", async () => {
        eks = await exampleStack(stage(), "hardened-db-aws", __dirname);
    });

    it("comes up in one `pulumi up` in TypeScript", async () => {
        const up = endedWell(await eks.up());
        assert.deepEqual(up.errors, []);
        assert.deepEqual(Object.keys(up.summary), ["create"]);
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

    otherLanguagesTakeOver({ folder: __dirname, stage, stack: () => eks });
});
