import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { at, isRecord, type JsonRecord } from "../../sandbox/json";
import { goEnvironment, otherLanguages, preparedPrograms, type Programs } from "../../testing/programs";
import { changedNoResource, createStack, endedWell, operations, type TestStack } from "../../testing/stack";
import { stageForTests } from "../../testing/stageForTests";

describe("the quickstart, brought up in TypeScript", function () {
    this.timeout(240_000);
    const { stage } = stageForTests({ operators: false });
    let programs: Programs;
    let quickstart: TestStack;
    let told: JsonRecord;

    before("the programs in other languages are compiled, or given what they need", async function () {
        this.timeout(30 * 60_000);
        programs = await preparedPrograms(__dirname, stage().directory);
    });

    before("it comes up", async () => {
        const settings: unknown = parse(readFileSync(join(__dirname, "Pulumi.sandbox.yaml"), "utf8"));
        const config = at(settings, "config");
        assert.ok(isRecord(config), "Pulumi.sandbox.yaml has a config");
        quickstart = await createStack(stage(), {
            project: "hardened-db-quickstart",
            stack: "sandbox",
            program: { folder: __dirname, runtime: "nodejs" },
            config,
            env: goEnvironment,
        });
        endedWell(await quickstart.up());
        told = await quickstart.outputs();
    });

    for (const language of otherLanguages) {
        it(`is changed by nothing when the program in ${language} takes over: the same resources from the same inputs`, async () => {
            quickstart.rewrite(programs[language]);
            changedNoResource(await quickstart.up());
        });

        it(`tells the same in ${language}`, async () => {
            assert.deepEqual(await quickstart.outputs(), told);
        });
    }

    it("would be changed by a program that says something else", async () => {
        const other = "hardened-db-quickstart:keyAdministratorArn=arn:aws:iam::123456789012:role/other";
        const preview = endedWell(await quickstart.preview("--config", other));
        assert.ok(operations(preview).includes("update orders-vault-key"), preview.output);
    });
});
