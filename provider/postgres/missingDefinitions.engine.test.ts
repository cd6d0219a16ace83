import assert from "node:assert/strict";
import { makeNamespace, namesIn, paths, settingUpPrimary } from "../../testing/cluster";
import { onAnyCluster } from "../../testing/postgresArguments";
import { createStack, endedWell, type TestStack } from "../../testing/stack";
import { stageForTests } from "../../testing/stageForTests";

const args = { ...onAnyCluster(), awaitReady: false, deletionProtection: false };

function program(monitoring: object) {
    const properties = { ...args, ...monitoring };
    return { resources: { orders: { type: "hardened-db:PostgresDatabase", properties } } };
}

describe("a cluster without Prometheus Operator", function () {
    this.timeout(240_000);
    const onStage = stageForTests({ definitions: false });
    let orders: TestStack;

    before("a stack that says nothing of monitoring", async () => {
        await makeNamespace(onStage.access(), "shop");
        orders = await createStack(onStage.stage(), { project: "unwatched", program: program({}) });
    });

    it("is told of before anything but the namespace is made [MAA-1]", async () => {
        const up = await orders.up();
        assert.equal(up.ended, "badly");
        assert.match(
            up.output,
            /Verify that any required CRDs have been created: no matches for kind "PrometheusRule"/,
        );
        const made = (await orders.resources()).filter(({ type }) => !/^(pulumi:|hardened-db:)/.test(type));
        assert.deepEqual(made.map(({ type }) => type).sort(), [
            "kubernetes:core/v1:Namespace",
            "kubernetes:networking.k8s.io/v1:NetworkPolicy",
        ]);
        assert.deepEqual(await namesIn(onStage.access(), paths.core("orders", "secrets")), []);
        assert.deepEqual(await namesIn(onStage.access(), paths.core("shop", "secrets")), []);
    });

    it("runs a database that nobody watches, when that is written", async () => {
        orders.rewrite(program({ monitoring: { kind: "none" } }));
        endedWell(await orders.up());
        await settingUpPrimary(onStage, "orders", "orders");
        const types = (await orders.resources()).map(({ type }) => type);
        assert.deepEqual(
            types.filter((type) => type.includes("monitoring.coreos.com")),
            [],
        );
    });

    it("gives it up again", async () => {
        endedWell(await orders.destroy());
    });
});
