import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { onAnyCluster, onAws } from "../testing/postgresArguments";
import { at } from "../sandbox/json";
import { constructors, servedOutputs } from "./constructors";

interface Refusal {
    message: string;
    problems: { path: string; reason: string }[];
    registered: string[];
}

const waiver = { reason: "legacy ETL until Q2", owner: "data-platform", expires: "2027-03-31" };

describe("A component", () => {
    for (const [component, outputs] of Object.entries(servedOutputs)) {
        it(`serves every output of ${component} that the schema promises`, () => {
            const schema: unknown = JSON.parse(readFileSync(join(__dirname, "..", "schema.json"), "utf8"));
            const properties = at(schema, "resources", `hardened-db:index:${component}`, "properties");
            assert.deepEqual([...outputs].sort(), Object.keys(properties ?? {}).sort());
        });
    }
});

describe("Bad input to a PostgresDatabase", () => {
    const aws = onAws();
    const s3 = onAnyCluster();
    const user = aws.users[0]!;
    const client = user.from[0]!;

    /** What is wrong, where the refusal must point, and what it must say. */
    const cases: [what: string, inputs: object, path: string, reason: RegExp, name?: string][] = [
        [
            "no platform",
            { ...aws, platform: { network: aws.platform.network } },
            "platform",
            /exactly one of aws and s3, not none/,
        ],
        [
            "two platforms",
            { ...aws, platform: { ...aws.platform, s3: s3.platform.s3 } },
            "platform",
            /exactly one of aws and s3, not both/,
        ],
        [
            "a topic of the cluster's region for a vault elsewhere",
            {
                ...aws,
                platform: {
                    ...aws.platform,
                    aws: {
                        ...aws.platform.aws,
                        keys: { alarmTopicArn: "arn:aws:sns:eu-central-1:123456789012:alarms" },
                    },
                },
                backup: { region: "eu-west-1" },
            },
            "platform.aws.keys.alarmTopicArn",
            /^is told of the keys in eu-central-1, and backup.region has the key of the backups made in eu-west-1: make the vault apart/,
        ],
        [
            "a key of the cluster's region for a vault elsewhere",
            {
                ...aws,
                platform: {
                    ...aws.platform,
                    aws: {
                        ...aws.platform.aws,
                        backupKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
                    },
                },
                backup: { region: "eu-west-1" },
            },
            "platform.aws.backupKeyArn",
            /^is in the region eu-central-1, but must be in eu-west-1/,
        ],
        ["an unknown argument", { ...aws, instance: 3 }, "instance", /no such argument here; there are: .*instances/],
        [
            "an unknown argument deep inside",
            { ...aws, users: [{ ...user, from: [{ ...client, label: "x" }] }] },
            "users[0].from[0].label",
            /no such argument here; there are: .*podLabels/,
        ],
        ["a missing argument", { ...aws, version: undefined }, "version", /is required/],
        ["a version nobody has", { ...aws, version: "9.6" }, "version", /must be one of "16", "17", "18", not "9.6"/],
        ["storage below 1 GiB", { ...aws, storage: { size: "512Mi" } }, "storage.size", /too small; write 1Gi or more/],
        ["storage that is no size", { ...aws, storage: { size: "big" } }, "storage.size", /not a size; .*50Gi/],
        ["no instance", { ...aws, instances: 0 }, "instances", /must be 1 or more, not 0/],
        ["half an instance", { ...aws, instances: 1.5 }, "instances", /must be a whole number/],
        [
            "a user named postgres",
            { ...aws, users: [{ ...user, name: "postgres" }] },
            "users[0].name",
            /belongs to PostgreSQL or CloudNativePG/,
        ],
        [
            "a user named streaming_replica",
            { ...aws, users: [{ ...user, name: "streaming_replica" }] },
            "users[0].name",
            /belongs to/,
        ],
        [
            "a user named pg_something",
            { ...aws, users: [{ ...user, name: "pg_monitor" }] },
            "users[0].name",
            /belongs to/,
        ],
        [
            "a user named cnpg_something",
            { ...aws, users: [{ ...user, name: "cnpg_x" }] },
            "users[0].name",
            /belongs to/,
        ],
        [
            "a user with a space",
            { ...aws, users: [{ ...user, name: "my app" }] },
            "users[0].name",
            /does not have the form/,
        ],
        [
            "a user that pg_hba reads as a keyword",
            { ...aws, users: [{ ...user, name: "all" }] },
            "users[0].name",
            /keyword of pg_hba/,
        ],
        ["two users of one name", { ...aws, users: [user, user] }, "users[1].name", /two users "app"; write one entry/],
        [
            "two users whose Secrets would be one",
            {
                ...aws,
                users: [
                    { ...user, name: "a_b" },
                    { ...user, name: "a-b" },
                ],
            },
            "users[1].name",
            /"a-b" and "a_b" would share one Secret/,
        ],
        [
            "a user of PostgreSQL's own database",
            { ...aws, users: [user, { ...user, name: "b", database: "template1" }] },
            "users[1].database",
            /name a database for the application$/,
        ],
        [
            "an extension that reaches out",
            { ...aws, databases: [{ name: "orders", extensions: [{ name: "dblink" }] }] },
            "databases[0].extensions[0].name",
            /write beside it allowOutbound/,
        ],
        [
            "a login by a directory that is not named",
            { ...aws, users: [{ ...user, authentication: "ldap" }] },
            "users[0].authentication",
            /write externalAuth: /,
        ],
        [
            "FIPS, which there is none of [NM-10]",
            { ...aws, fips: true },
            "fips",
            /^cannot be true: .* run images of a vendor who does .* and leave this out$/,
        ],
        [
            "a setting that hardening makes",
            { ...aws, parameters: { log_connections: "off" } },
            "parameters.log_connections",
            /see the argument audit$/,
        ],
        [
            "plaintext where certificates are required",
            { ...aws, tls: { allowPlaintext: waiver, clientCertificates: "required" } },
            "tls.allowPlaintext",
            /clientCertificates is "required": take one of the two out$/,
        ],
        [
            "a CIDR that is none",
            { ...aws, users: [{ ...user, from: [{ cidr: "10.0.0.0" }] }] },
            "users[0].from[0].cidr",
            /not a CIDR; .*10.20.0.0\/16/,
        ],
        [
            "a CIDR with bits behind its prefix",
            { ...aws, users: [{ ...user, from: [{ cidr: "10.1.2.3/16" }] }] },
            "users[0].from[0].cidr",
            /write 10.1.0.0\/16/,
        ],
        [
            "a CIDR wider than /8 [UM-2]",
            { ...aws, users: [{ ...user, from: [{ cidr: "0.0.0.0/0" }] }] },
            "users[0].from[0].cidr",
            /wider than \/8 .*allowWide: \{ reason, owner, expires \}/,
        ],
        [
            "an IPv6 CIDR wider than /32 [UM-2]",
            { ...aws, users: [{ ...user, from: [{ cidr: "2000::/3" }] }] },
            "users[0].from[0].cidr",
            /wider than/,
        ],
        [
            "a waiver for a CIDR that needs none",
            { ...aws, users: [{ ...user, from: [{ cidr: "10.0.0.0/16", allowWide: waiver }] }] },
            "users[0].from[0].allowWide",
            /not needed/,
        ],
        [
            "neither labels nor addresses",
            { ...aws, users: [{ ...user, from: [{}] }] },
            "users[0].from[0]",
            /exactly one of podLabels and cidr, not neither/,
        ],
        [
            "labels that pick every pod",
            { ...aws, users: [{ ...user, from: [{ podLabels: {} }] }] },
            "users[0].from[0].podLabels",
            /would let every pod in/,
        ],
        [
            "pods of another namespace without pod addresses",
            { ...aws, platform: { ...aws.platform, network: { apiServerCidrs: ["10.100.0.1/32"] } } },
            "platform.network.podCidrs",
            /is required, since users\[0\].from\[0\] names pods of another namespace/,
        ],
        [
            "a retention shorter than two intervals",
            { ...aws, backup: { schedule: "0 2 * * 0", retentionDays: 10 } },
            "backup.retentionDays",
            /shorter than two intervals .* write 14 or more/,
        ],
        [
            "a bad schedule",
            { ...aws, backup: { schedule: "every day" } },
            "backup.schedule",
            /five cron fields .*"0 2 \* \* \*"/,
        ],
        [
            "a schedule that never comes",
            { ...aws, backup: { schedule: "0 0 31 2 *" } },
            "backup.schedule",
            /not a schedule/,
        ],
        [
            "an http:// endpoint [NM-6]",
            { ...s3, platform: { ...s3.platform, s3: { ...s3.platform.s3!, endpoint: "http://s3.example.org" } } },
            "platform.s3.endpoint",
            /in the clear; write an https:\/\/ URL/,
        ],
        [
            "a store without a StorageClass",
            { ...s3, storage: { size: "50Gi" } },
            "storage.storageClass",
            /is required with platform.s3/,
        ],
        [
            "a waiver without reason",
            { ...aws, tls: { allowPlaintext: { owner: "a", expires: "2027-03-31" } } },
            "tls.allowPlaintext.reason",
            /is required/,
        ],
        [
            "a waiver with an empty owner",
            { ...aws, tls: { allowPlaintext: { ...waiver, owner: "" } } },
            "tls.allowPlaintext.owner",
            /must not be empty/,
        ],
        [
            "a waiver with a malformed date",
            { ...aws, tls: { allowPlaintext: { ...waiver, expires: "31.03.2027" } } },
            "tls.allowPlaintext.expires",
            /"31.03.2027" is not a date; write it as YYYY-MM-DD/,
        ],
        [
            "a day that no calendar has",
            { ...aws, tls: { allowPlaintext: { ...waiver, expires: "2027-02-30" } } },
            "tls.allowPlaintext.expires",
            /is not a date/,
        ],
        [
            "a TLS version that is broken [NM-4]",
            { ...aws, tls: { minimumVersion: "1.1" } },
            "tls.minimumVersion",
            /must be one of "1.2", "1.3", not "1.1"/,
        ],
        [
            "a name over the limit with its suffixes",
            aws,
            "(resource name)",
            /51 characters; at most 50 fit/,
            "x".repeat(51),
        ],
        ["a name with capitals", aws, "(resource name)", /cannot be a name in Kubernetes/, "Orders"],
        [
            "a namespace that is no name",
            { ...aws, namespace: { name: "Or_ders", create: true } },
            "namespace.name",
            /cannot be a name in Kubernetes/,
        ],
        [
            "a namespace of Kubernetes' own",
            { ...aws, namespace: { name: "kube-system", create: true } },
            "namespace.name",
            /belongs to Kubernetes/,
        ],
        [
            "an ARN of the wrong kind",
            {
                ...aws,
                platform: {
                    ...aws.platform,
                    aws: { ...aws.platform.aws!, oidcProviderArn: "arn:aws:iam::123456789012:role/admin" },
                },
            },
            "platform.aws.oidcProviderArn",
            /role/,
        ],
        [
            "an image by tag [SSC-2]",
            { ...aws, images: { postgres: "ghcr.io/x/postgresql:17" } },
            "images.postgres",
            /does not have the form .*sha256/,
        ],
        [
            "an operator that is shared and installed",
            { ...aws, operator: { shared: { namespace: "op", watchNamespaces: ["orders"] }, crds: "existing" } },
            "operator.crds",
            /give it to that PostgresOperator/,
        ],
        [
            "an operator that looks elsewhere",
            { ...aws, operator: { shared: { namespace: "op", watchNamespaces: ["billing"] } } },
            "operator.shared",
            /does not watch namespace "orders".*it watches billing/,
        ],
        [
            "a vault that does not know the database",
            {
                ...aws,
                backup: {
                    vault: {
                        bucket: "b",
                        region: "eu-central-1",
                        keyArn: "arn:aws:kms:eu-central-1:123456789012:key/x",
                        roleArns: {},
                    },
                },
            },
            "backup.vault.roleArns",
            /no role for orders\/orders: add \{ namespace: "orders", serviceAccount: "orders" \}/,
        ],
        [
            "a schedule for backups that are off",
            { ...aws, backup: { schedule: "0 2 * * *", disabled: waiver } },
            "backup.schedule",
            /has no effect/,
        ],
    ];

    for (const [what, inputs, path, reason, name = "orders"] of cases) {
        it(`refuses ${what}`, async () => {
            const { problems, registered } = await refused("PostgresDatabase", name, inputs);
            const found = problems.find((problem) => problem.path === path);
            assert.ok(found, `no problem at ${path}; there are ${JSON.stringify(problems)}`);
            assert.match(found.reason, reason);
            assert.deepEqual(registered, [], "nothing may have been made");
        });
    }

    it("tells everything that is wrong at once, by path", async () => {
        const { message, problems } = await refused("PostgresDatabase", "orders", {
            ...aws,
            instances: 0,
            storage: { size: "1Mi" },
            users: [{ ...user, name: "postgres", from: [{ cidr: "nowhere" }] }],
            backup: { schedule: "never" },
        });
        assert.deepEqual(
            problems.map(({ path }) => path),
            ["backup.schedule", "instances", "storage.size", "users[0].from[0].cidr", "users[0].name"],
        );
        assert.match(message, /PostgresDatabase "orders": 5 arguments cannot be used as written; nothing was created/);
    });

    it("accepts the README's programs and a wide address with its waiver", async () => {
        for (const inputs of [
            aws,
            s3,
            { ...aws, users: [{ ...user, from: [{ cidr: "0.0.0.0/0", allowWide: waiver }] }] },
        ]) {
            const registered = await built("PostgresDatabase", "orders", inputs);
            assert.ok(registered.includes("kubernetes:postgresql.cnpg.io/v1:Cluster"));
        }
    });
});

describe("Bad input to a PostgresOperator", () => {
    it("names every wrong namespace and the missing network at once", async () => {
        const { problems } = await refused("PostgresOperator", "operator", {
            namespace: { name: "op_erator", create: true },
            watchNamespaces: [
                { name: "orders", create: true },
                { name: "Billing", create: false },
            ],
        });
        assert.deepEqual(problems.map(({ path }) => path).slice(0, 1), ["network"]);
    });
});

let registered: string[] = [];

async function construct(component: string, name: string, inputs: object): Promise<void> {
    registered = [];
    await pulumi.runtime.setMocks(
        {
            newResource: ({ type, name: resource, inputs: state }) => {
                registered.push(type);
                return { id: `${resource}-id`, state: state as Record<string, unknown> };
            },
            call: () => ({}),
        },
        "project",
        "stack",
        false,
    );
    const build = constructors[`hardened-db:index:${component}`];
    assert.ok(build);
    const given = JSON.parse(JSON.stringify(inputs)) as pulumi.Inputs;
    const { state } = await build(name, given, {});
    await Promise.all(
        Object.values(state as object).map((output) => new Promise((resolve) => pulumi.output(output).apply(resolve))),
    );
}

async function built(component: string, name: string, inputs: object): Promise<string[]> {
    await construct(component, name, inputs);
    return registered;
}

async function refused(component: string, name: string, inputs: object): Promise<Refusal> {
    try {
        await construct(component, name, inputs);
    } catch (problem) {
        assert.ok(pulumi.InputPropertiesError.isInstance(problem), String(problem));
        const problems = problem.errors.map(({ propertyPath, reason }) => ({ path: propertyPath, reason }));
        return { message: problem.message, problems, registered };
    }
    throw new assert.AssertionError({ message: "this was accepted" });
}
