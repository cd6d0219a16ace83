import assert from "node:assert/strict";
import { list, request } from "../../sandbox/api-client";
import { at, textAt } from "../../sandbox/json";
import { exists, makeNamespace, namesIn, paths, settingUpPrimary } from "../../testing/cluster";
import { onAws } from "../../testing/postgresArguments";
import { changedNothing, createStack, endedWell, type TestStack } from "../../testing/stack";
import { stageForTests } from "../../testing/stageForTests";

const { platform, ...base } = onAws();
const quick = { awaitReady: false, deletionProtection: false };
const { network } = platform;
const { ebsCsiRoleArn: _forVolumesOnly, ...identity } = platform.aws!;
const config = { "aws:region": "eu-central-1" };

/** A database that shares operator and vault with another one. */
function sharing(namespace: string) {
    return {
        type: "hardened-db:PostgresDatabase",
        properties: {
            ...base,
            ...quick,
            platform,
            namespace: { name: namespace, create: false },
            operator: { shared: "${postgres.reference}" },
            backup: { vault: "${vault.reference}" },
        },
    };
}

describe("what databases share", function () {
    this.timeout(180_000);
    const onStage = stageForTests();
    const { stage, access } = onStage;
    let platformTeam: TestStack;
    let otherTeam: TestStack;

    before("a stack comes up with two databases in two namespaces, one operator and one vault", async function () {
        this.timeout(180_000);
        await makeNamespace(access(), "shop");
        const watchNamespaces = [
            { name: "sales", create: true },
            { name: "stock", create: true },
        ];
        platformTeam = await createStack(stage(), {
            project: "shared",
            stack: "platform",
            config,
            program: {
                resources: {
                    postgres: {
                        type: "hardened-db:PostgresOperator",
                        properties: { namespace: { name: "operators", create: true }, watchNamespaces, network },
                    },
                    vault: {
                        type: "hardened-db:BackupVault",
                        properties: {
                            aws: identity,
                            clients: [
                                { namespace: "sales", serviceAccount: "orders" },
                                { namespace: "stock", serviceAccount: "items" },
                            ],
                            deletionProtection: false,
                        },
                    },
                    orders: sharing("sales"),
                    items: sharing("stock"),
                },
                outputs: { bucket: "${vault.bucket}", roles: "${vault.roleArns}" },
            },
        });
        endedWell(await platformTeam.up());
    });

    it("one operator sets both databases up", async () => {
        await settingUpPrimary(onStage, "sales", "orders");
        await settingUpPrimary(onStage, "stock", "items");
        assert.deepEqual(stage().operators?.running(), ["operators/postgres"]);
    });

    it("in the shared vault each writes to a folder of its own, with a role of its own [CM-5]", async () => {
        const { bucket, roles } = await platformTeam.outputs();
        for (const [namespace, name] of [
            ["sales", "orders"],
            ["stock", "items"],
        ] as const) {
            const store = await request(
                access(),
                `${paths.group("barmancloud.cnpg.io", namespace, "objectstores")}/${name}`,
            );
            assert.equal(
                textAt(store, "spec", "configuration", "destinationPath"),
                `s3://${String(bucket)}/${namespace}/${name}`,
            );
            const cluster = await request(access(), paths.cluster(namespace, name));
            const account = at(cluster, "spec", "serviceAccountTemplate", "metadata", "annotations");
            assert.equal(textAt(account, "eks.amazonaws.com/role-arn"), textAt(roles, `${namespace}/${name}`));
        }
        assert.notEqual(textAt(roles, "sales/orders"), textAt(roles, "stock/items"));
    });

    it("a second `up` changes nothing", async () => {
        changedNothing(await platformTeam.up());
    });

    it("another stack with the same names takes its place beside it, operator and all", async () => {
        const users = base.users.map((user) => ({ ...user, from: [{ podLabels: { app: "orders-api" } }] }));
        const properties = { ...onAws(), ...quick, users, namespace: { name: "other", create: true } };
        otherTeam = await createStack(stage(), {
            project: "shared",
            stack: "other",
            config,
            program: { resources: { orders: { type: "hardened-db:PostgresDatabase", properties } } },
        });
        endedWell(await otherTeam.up());
        await settingUpPrimary(onStage, "other", "orders");
        assert.deepEqual(stage().operators?.running().sort(), ["operators/postgres", "other/orders-operator"]);
    });

    it("when the stack that made the CRDs is destroyed, the other's database stays, with CRDs, rights and operator", async () => {
        const uid = textAt(await request(access(), paths.cluster("other", "orders")), "metadata", "uid");
        endedWell(await platformTeam.destroy());
        assert.deepEqual(await platformTeam.resources(), []);

        const left = await list(access(), paths.clusters);
        assert.deepEqual(
            left.map((cluster) => textAt(cluster, "metadata", "namespace")),
            ["other"],
        );
        assert.equal(textAt(left[0], "metadata", "uid"), uid);
        const definitions = await namesIn(access(), paths.definitions);
        assert.equal(definitions.filter((each) => each.endsWith(".cnpg.io")).length, 12);
        assert.ok(await exists(access(), `${paths.namespaces}/sales`), "a namespace may hold what is not ours");
        assert.deepEqual(stage().operators?.running(), ["other/orders-operator"]);
    });

    it("and its next `up` changes nothing", async () => {
        changedNothing(await otherTeam.up());
        changedNothing(await otherTeam.refresh());
    });
});
