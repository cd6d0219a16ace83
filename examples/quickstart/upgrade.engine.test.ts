import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { postgresAssets } from "../../provider/postgres/assets";
import { images } from "../../provider/postgres/pins";
import { recordsAt, textAt } from "../../sandbox/json";
import type { Change } from "../../testing/engineEvents";
import { makeObjectsOfState } from "../../testing/objectsOfState";
import { stateToImport } from "../../testing/recordedState";
import { changedNothing, endedWell, nameOf, type TestStack } from "../../testing/stack";
import { exampleStack } from "../../testing/exampleStack";
import { stageForTests } from "../../testing/stageForTests";

const states = join(__dirname, "states");

/** An older operator and a smaller database, so that both are changed whatever lies between the releases. */
function madeOlder<State extends object>(state: State): State {
    const operator = images.operator.replace(/:[^@]+@/, ":1.29.0@");
    const text = JSON.stringify(state)
        .replaceAll(/[^"]+\/cloudnative-pg:[^"]+/g, operator)
        .replaceAll('"instances":3', '"instances":2');
    return JSON.parse(text) as State;
}

for (const file of readdirSync(states).filter((each) => each.endsWith(".json"))) {
    const release = basename(file, ".json");

    describe(`an upgrade of the quickstart from ${release}`, function () {
        this.timeout(120_000);
        const { stage, access } = stageForTests({ operators: false });
        const recorded: unknown = JSON.parse(readFileSync(join(states, file), "utf8"));
        let quickstart: TestStack;
        let changes: Change[] = [];

        before("the recorded state is previewed with today's plugin", async () => {
            quickstart = await exampleStack(stage(), "hardened-db-quickstart", __dirname);
            const { monitoringQueries, customResourceDefinitions } = postgresAssets();
            const state = madeOlder(stateToImport(recorded, Object.values(monitoringQueries)));
            await makeObjectsOfState(state, access(), customResourceDefinitions);
            await quickstart.importState(state);
            const preview = endedWell(await quickstart.preview());
            changes = preview.changes.filter(({ urn }) => !isProvider(urn));
        });

        it("finds the state as it was recorded", async () => {
            const urns = recordsAt(recorded, "deployment", "resources").map((resource) => textAt(resource, "urn"));
            assert.ok(urns.length > 50, `${urns.length} resources`);
            assert.deepEqual((await quickstart.resources()).map(({ urn }) => urn).sort(), urns.sort());
        });

        it("keeps every resource: none is replaced and none goes", () => {
            const lost = changes.filter(({ operation }) => !["create", "update"].includes(operation));
            assert.deepEqual(
                lost.map(described),
                [],
                `${release} has these, and an upgrade must not take them away. A child that has another name, parent or type: give it ` +
                    "`aliases: [{ name: ..., parent: ..., type: ... }]` with the old ones, and a line in the changelog. A field that " +
                    "cannot be changed in place: leave it as it is, or let the change wait for a major version.",
            );
        });

        it("changes and adds what is recorded beside the state", () => {
            const list = join(states, `${release}.changes.txt`);
            const found = `${[...new Set(changes.map(described))].sort().join("\n")}\n`;
            if (process.env["RECORD"] === "1") {
                writeFileSync(list, found);
            }
            assert.equal(
                found,
                existsSync(list) ? readFileSync(list, "utf8") : "",
                "an upgrade does something else now; read what it is, then: RECORD=1 npx mocha examples/quickstart/upgrade.engine.test.ts",
            );
        });

        it("changes the CRDs first, then the operator, and the database last", () => {
            const places = (kind: RegExp): number[] =>
                changes.flatMap(({ urn, operation }, place) =>
                    operation === "update" && kind.test(urn) ? [place] : [],
                );
            const definitions = places(/\$kubernetes:apiextensions\.k8s\.io\/v1:CustomResourceDefinition::/);
            const [operator, ...others] = places(/:PostgresOperator\$kubernetes:apps\/v1:Deployment::/);
            const databases = places(/\$kubernetes:postgresql\.cnpg\.io\/v1:Cluster::/);
            const order = changes.map(described).join("\n");
            assert.equal(definitions.length, 12, `each CRD is changed:\n${order}`);
            assert.ok(operator !== undefined && others.length === 0, `the operator is changed:\n${order}`);
            assert.equal(databases.length, 1, `the database is changed:\n${order}`);
            assert.ok(Math.max(...definitions) < operator, `the CRDs before the operator:\n${order}`);
            assert.ok(operator < Math.min(...databases), `the operator before the database:\n${order}`);
        });

        it("is done by one `up`, after which there is nothing left to change", async () => {
            const up = endedWell(await quickstart.up());
            assert.deepEqual(up.errors, []);
            changedNothing(await quickstart.preview());
        });
    });
}

/** Default providers are named after their version; they come and go. */
function isProvider(urn: string): boolean {
    return urn.includes("::pulumi:providers:");
}

function described({ operation, urn }: Change): string {
    const type = urn.split("::").at(-2)?.split("$").at(-1) ?? "";
    return `${operation} ${type.split(":").at(-1) ?? ""} ${nameOf(urn)}`;
}
