import assert from "node:assert/strict";
import { request } from "../../sandbox/api-client";
import { at, recordsAt, textAt, textsAt } from "../../sandbox/json";
import { makeNamespace, paths, settingUpPrimary } from "../../testing/cluster";
import { issuer, onAws } from "../../testing/postgresArguments";
import { changedNothing, createStack, endedWell, nameOf, operations, type TestStack } from "../../testing/stack";
import { stageForTests } from "../../testing/stageForTests";
import type { PostgresDatabaseArgs } from "./arguments";
import type { PostgresUserArgs } from "./userArguments";

const reports: PostgresUserArgs = {
    name: "reports",
    database: "orders",
    access: "read",
    from: [{ cidr: "10.20.0.0/16" }],
};

const original: PostgresDatabaseArgs = { ...onAws(), users: [...onAws().users, reports], awaitReady: false };

/** Everything that people change about a database that serves. */
const changed: PostgresDatabaseArgs = {
    ...original,
    instances: 1,
    users: [
        ...onAws().users,
        { ...reports, from: [{ cidr: "10.30.0.0/16" }, { cidr: "2001:db8:30::/48" }] },
        { name: "billing", database: "orders", access: "readWrite", from: [{ podLabels: { app: "billing" } }] },
    ],
    storage: { size: "80Gi" },
    tls: { minimumVersion: "1.2" },
    backup: { schedule: "30 3 * * *", retentionDays: 60 },
};

/** As the README says, for Secrets and ConfigMaps that are changed in place. */
const config = {
    "aws:region": "eu-central-1",
    "kubernetes:enableSecretMutable": "true",
    "kubernetes:enableConfigMapMutable": "true",
};

function program(args: object, options: object = {}, others: Record<string, unknown> = {}) {
    return { resources: { ...others, orders: { type: "hardened-db:PostgresDatabase", properties: args, options } } };
}

describe("a database that is changed while the real operator looks after it", function () {
    this.timeout(180_000);
    const onStage = stageForTests();
    const { stage, access } = onStage;
    let orders: TestStack;

    before("the database comes up", async function () {
        this.timeout(180_000);
        await makeNamespace(access(), "shop");
        orders = await createStack(stage(), { project: "change", config, program: program(original) });
        endedWell(await orders.up());
        await settingUpPrimary(onStage, "orders", "orders");
    });

    const cluster = () => request(access(), paths.cluster("orders", "orders"));

    it("is protected: `destroy` stops with Pulumi's error before it takes anything away, also without its preview", async () => {
        const before = (await orders.resources()).filter(({ type }) => !type.startsWith("pulumi:providers:"));
        const destroy = await orders.destroy();
        assert.equal(destroy.ended, "badly");
        assert.match(destroy.output, /cannot be deleted[\s\S]*protect/);
        const after = await orders.resources();
        const gone = before.filter(({ urn }) => !after.some((resource) => resource.urn === urn));
        assert.deepEqual(
            gone.map(({ name }) => name),
            [],
        );
        const guarded = before.filter(({ state }) => state["protect"] === true).map(({ name }) => name);
        assert.deepEqual(guarded.sort(), [
            "orders",
            "orders-backups",
            "orders-vault-bucket",
            "orders-vault-key",
            "orders-vault-key-alias",
            "orders-vault-logs",
            "orders-volume-key",
            "orders-volume-key-alias",
        ]);
    });

    it("takes changes of all kinds in one `up`, which replaces and deletes nothing", async () => {
        orders.rewrite(program(changed));
        const preview = endedWell(await orders.preview());
        const expected = [
            "create orders-billing-connection-orders",
            "create orders-billing-egress-0",
            "create orders-billing-login",
            "create orders-billing-password",
            "update orders",
            "update orders-alerts",
            "update orders-backups",
            "update orders-dashboard",
            "update orders-network",
            "update orders-store",
            "update orders-vault-bucket-lifecycle",
            "update orders-vault-bucket-lock",
        ];
        assert.deepEqual(operations(preview), expected);
        assert.deepEqual(operations(endedWell(await orders.up())), expected);
    });

    it("is then as the program says, in the API server", async () => {
        const found = await cluster();
        assert.equal(at(found, "spec", "instances"), 1);
        assert.equal(textAt(found, "spec", "storage", "size"), "80Gi");
        assert.equal(textAt(found, "spec", "postgresql", "parameters", "ssl_min_protocol_version"), "TLSv1.2");
        const users = recordsAt(found, "spec", "managed", "roles").map(({ name }) => name);
        assert.deepEqual(users, ["orders_owner", "orders_read", "orders_read_write", "app", "reports", "billing"]);
        const admitted = textsAt(found, "spec", "postgresql", "pg_hba").join("\n");
        assert.ok(admitted.includes("10.30.0.0/16") && admitted.includes("2001:db8:30::/48"), admitted);
        assert.ok(!admitted.includes("10.20.0.0/16"), admitted);
        const backups = `${paths.group("postgresql.cnpg.io", "orders", "scheduledbackups")}/orders`;
        assert.equal(textAt(await request(access(), backups), "spec", "schedule"), "0 30 3 * * *");
        const store = `${paths.group("barmancloud.cnpg.io", "orders", "objectstores")}/orders`;
        assert.equal(textAt(await request(access(), store), "spec", "retentionPolicy"), "60d");
    });

    it("is changed by nothing when the program stays", async () => {
        changedNothing(await orders.up());
    });

    it("is found changed by `refresh` when somebody opened it by hand, and `up` names the field instead of leaving it open", async () => {
        await request(access(), `${paths.group("networking.k8s.io", "orders", "networkpolicies")}/orders`, {
            method: "PATCH",
            contentType: "application/merge-patch+json",
            body: { spec: { ingress: [{}] } },
        });
        assert.deepEqual(operations(endedWell(await orders.refresh())), ["update orders-network"]);
        const up = await orders.up();
        assert.equal(up.ended, "badly");
        assert.match(up.output, /NetworkPolicy \(orders-network\)[\s\S]*conflict[\s\S]*\.spec\.ingress/);
    });

    it("goes once it is unprotected, with the two commands of the README", async () => {
        await orders.pulumi("state", "unprotect", "--all", "--yes");
        endedWell(await orders.destroy());
        assert.deepEqual(await orders.resources(), []);
    });
});

describe("a database in a program whose other resources do not exist yet", function () {
    this.timeout(180_000);
    const onStage = stageForTests();
    const { stage, access } = onStage;
    let orders: TestStack;

    const trust = {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "pods.eks.amazonaws.com" } }],
    };
    /** An issuer, a role and an address as they come from resources: unknown until those are made. */
    const others = {
        issuer: {
            type: "aws:iam:OpenIdConnectProvider",
            properties: { url: `https://${issuer}`, clientIdLists: ["sts.amazonaws.com"] },
        },
        driver: {
            type: "aws:iam:Role",
            properties: { assumeRolePolicy: JSON.stringify(trust) },
        },
        part: { type: "random:RandomString", properties: { length: 2, upper: false, lower: false, special: false } },
    };
    const { platform, users } = onAws();
    const unknowns = {
        ...onAws(),
        instances: 1,
        deletionProtection: false,
        users: [...users, { ...reports, from: [{ cidr: "10.1${part.result}.0.0/16" }] }],
        platform: {
            network: { apiServerCidrs: ["10.1${part.result}.0.1/32"], podCidrs: ["10.1${part.result}.0.0/16"] },
            aws: { ...platform.aws, oidcProviderArn: "${issuer.arn}", ebsCsiRoleArn: "${driver.arn}" },
        },
    };

    before(async () => {
        await makeNamespace(access(), "shop");
        const patience = { customTimeouts: { create: "20s" } };
        orders = await createStack(stage(), {
            project: "unknown",
            config,
            program: program(unknowns, patience, others),
        });
    });

    it("is previewed whole", async () => {
        const preview = endedWell(await orders.preview());
        assert.deepEqual(preview.errors, []);
        assert.deepEqual(Object.keys(preview.summary), ["create"]);
        const names = preview.changes.map(({ urn }) => nameOf(urn));
        for (const name of ["orders-network", "orders-vault-bucket", "orders-storage-class", "orders-reports-login"]) {
            assert.ok(names.includes(name), `${name} among ${names.join(", ")}`);
        }
    });

    it("is waited for until it is ready: `up` says what it waits for, where the operator is, and ends in time", async () => {
        const up = await orders.up();
        assert.equal(up.ended, "badly");
        assert.match(up.output, /Waiting for \{\.status\.phase\}=Cluster in healthy state \(found "[A-Z][^"]+"\)/);
        assert.match(up.output, /Cluster \(orders\):[\s\S]*timed out waiting for the condition/);
    });

    it("is taken on by the next `up`, which replaces nothing", async () => {
        orders.rewrite(program({ ...unknowns, awaitReady: false }, {}, others));
        const up = endedWell(await orders.up());
        assert.deepEqual(operations(up), ["create orders-backups", "update orders"]);
        await settingUpPrimary(onStage, "orders", "orders");
    });
});
