import assert from "node:assert/strict";
import { builtPlugin } from "../testing/builtPlugin";
import { onAnyCluster, onAws } from "../testing/postgresArguments";
import { stackUrn } from "../testing/fakeEngine";
import { the } from "../testing/registrations";
import { openTexts, output, secret, textAt, type Wire } from "../testing/wire";

describe("The plugin, given what it cannot use", function () {
    this.timeout(60_000);
    const construct = builtPlugin();
    const aws = onAws();
    const s3 = onAnyCluster();
    const user = aws.users[0]!;

    it("answers one error with every wrong field by path, over the wire, and registers nothing", async () => {
        const { error, resources, outputs } = await construct({
            type: "PostgresDatabase",
            name: "orders",
            inputs: {
                ...aws,
                instances: 0,
                replicas: 2,
                version: "9.6",
                users: [
                    { ...user, name: "pg_monitor" },
                    { ...user, from: [{ cidr: "10.0.0.0" }] },
                    { ...user, from: [{ cidr: "0.0.0.0/0" }] },
                ],
                storage: { size: "512Mi" },
                platform: { ...aws.platform, s3: { ...s3.platform.s3, endpoint: "http://s3.example.org" } },
                backup: { schedule: "0 2 * * *", retentionDays: 1 },
                tls: { allowPlaintext: { reason: "", expires: "31.3.2027" } },
            },
        });
        assert.ok(error);
        assert.equal(
            error.message,
            'PostgresDatabase "orders": 14 arguments cannot be used as written; nothing was created',
        );
        assert.deepEqual(
            error.problems.map(({ path }) => path),
            [
                "backup.retentionDays",
                "instances",
                "platform",
                "platform.s3.endpoint",
                "replicas",
                "storage.size",
                "tls.allowPlaintext.expires",
                "tls.allowPlaintext.owner",
                "tls.allowPlaintext.reason",
                "users[0].name",
                "users[1].from[0].cidr",
                "users[2].from[0].cidr",
                "users[2].name",
                "version",
            ],
        );
        assert.deepEqual(resources, []);
        assert.deepEqual(outputs, {});
    });

    it("refuses a PostgresOperator and a BackupVault in the same way", async () => {
        const operator = await construct({
            type: "PostgresOperator",
            name: "cnpg",
            inputs: {
                namespace: { name: "Databases", create: true },
                watchNamespaces: [{ name: "kube-system", create: true }],
                network: { apiServerCidrs: ["10.100.0.1"] },
            },
        });
        assert.equal(
            operator.error?.message,
            'PostgresOperator "cnpg": 3 arguments cannot be used as written; nothing was created',
        );
        assert.deepEqual(
            operator.error.problems.map(({ path }) => path),
            ["namespace.name", "network.apiServerCidrs[0]", "watchNamespaces[0].name"],
        );
        const vault = await construct({
            type: "BackupVault",
            name: "backups",
            inputs: {
                aws: { oidcProviderArn: "arn:aws:iam::111122223333:role/x", keyAdministrators: [] },
                clients: [{ namespace: "orders", serviceAccount: "orders" }],
                retentionDays: 0,
            },
        });
        assert.deepEqual(
            vault.error?.problems.map(({ path }) => path),
            ["aws.keyAdministrators", "aws.oidcProviderArn", "retentionDays"],
        );
        assert.deepEqual([...operator.resources, ...vault.resources], []);
    });

    it("names the components there are, asked for one that there is not", async () => {
        const { error } = await construct({ type: "MySqlDatabase", name: "orders", inputs: {} });
        assert.match(
            error?.message ?? "",
            /^there is no component hardened-db:index:MySqlDatabase in hardened-db \d+\.\d+\.\d+; there are: .*PostgresDatabase/,
        );
    });

    it("goes on with its other work: two constructs at once do not disturb one another", async () => {
        const inputs = { ...aws, operator: { crds: "existing" } };
        const [refused, fine, other] = await Promise.all([
            construct({ type: "PostgresDatabase", name: "orders", inputs: { ...inputs, version: "9.6" } }),
            construct({ type: "PostgresDatabase", name: "invoices", inputs }),
            construct({ type: "PostgresDatabase", name: "audit", inputs: { ...s3, operator: { crds: "existing" } } }),
        ]);
        assert.deepEqual(
            refused.error?.problems.map(({ path }) => path),
            ["version"],
        );
        assert.deepEqual(refused.resources, []);
        for (const [run, name] of [
            [fine, "invoices"],
            [other, "audit"],
        ] as const) {
            assert.equal(run.error, undefined);
            assert.ok(run.resources.length > 10);
            assert.deepEqual(
                run.resources.filter((each) => !each.name.startsWith(name)),
                [],
                "each engine is told of its own resources only",
            );
        }
    });

    it("refuses an output in place of a plain value, also when it is known, and before it could be taken for one", async () => {
        const standing = (value: Wire): Wire => output({ value, dependencies: [`${stackUrn}-other`] });
        const { error, resources } = await construct({
            type: "PostgresDatabase",
            name: "orders",
            inputs: {
                ...aws,
                version: standing("17"),
                namespace: { name: standing("orders"), create: false },
                users: [{ ...user, from: [{ podLabels: { app: standing("api") } }] }],
                deletionProtection: standing(false),
            },
        });
        assert.ok(error);
        assert.deepEqual(
            error.problems.map(({ path }) => path),
            ["deletionProtection", "namespace.name", "users[0].from[0].podLabels.app", "version"],
        );
        for (const { reason } of error.problems) {
            assert.match(reason, /^is another resource's output or a secret, .*: write the value itself/);
        }
        assert.deepEqual(resources, []);
    });

    it("refuses a secret that covers what decides, and takes it where an output may stand", async () => {
        const { network, s3: store } = s3.platform;
        const withStore = (platform: object): object => ({ ...s3, operator: { crds: "existing" }, platform });
        const covered = await construct({
            type: "PostgresDatabase",
            name: "orders",
            inputs: withStore({ network, s3: { ...store, bucket: secret("backups") } }),
        });
        assert.deepEqual(
            covered.error?.problems.map(({ path }) => path),
            ["platform"],
            "without output values, a secret makes all of the argument that holds it one",
        );
        const taken = await construct({
            type: "PostgresDatabase",
            name: "orders",
            inputs: withStore({ network, s3: { ...store, bucket: output({ value: "backups", isSecret: true }) } }),
        });
        const { inputs, wire } = the(taken, "ObjectStore", "orders-store");
        assert.equal(textAt(inputs, "spec.configuration.destinationPath"), "s3://backups/orders/orders");
        assert.deepEqual(
            openTexts(wire).filter(({ text }) => text.includes("s3://backups")),
            [],
            "it stays a secret",
        );
    });
});
