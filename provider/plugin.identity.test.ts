import assert from "node:assert/strict";
import { Estate } from "../rules/estate";
import { rules } from "../rules";
import { judge } from "../rules/judge";
import { Subject } from "../rules/subject";
import { builtPlugin } from "../testing/builtPlugin";
import type { Run } from "../testing/fakeEngine";
import { onAws, withPodIdentity } from "../testing/postgresArguments";
import { allOf, assertWaits, kindOf, labels, the } from "../testing/registrations";
import { output, textAt, unmarked, valueAt, type Wire } from "../testing/wire";

const existing = { operator: { crds: "existing" } };

/** What the rules on AWS' resources find in all that was made. */
function failedRules({ resources }: Run): string[] {
    const subjects = resources.map(({ urn, type, parent, dependencies, inputs, ...other }) => {
        const { protect = false, retainOnDelete = false } = other;
        const pulumi = { urn, type, parent, dependencies, protect, retainOnDelete, marksSecrets: false };
        return Subject.ofPulumi(pulumi, unmarked(inputs));
    });
    const ofAws = rules.filter(({ id }) => id.startsWith("aws-"));
    assert.ok(["aws-role-trust", "aws-key-policy"].every((id) => ofAws.some((rule) => rule.id === id)));
    return judge(ofAws, new Estate(subjects, { complete: true }))
        .filter(({ outcomes, error }) => outcomes.length > 0 || error !== undefined)
        .map(({ rule, error, outcomes }) => `${rule.id}: ${error ?? JSON.stringify(outcomes)}`);
}

describe("A PostgresDatabase with EKS Pod Identity", function () {
    this.timeout(60_000);
    const construct = builtPlugin();
    const args = { ...withPodIdentity(), ...existing };
    const aws = withPodIdentity().platform.aws!;
    const cluster = aws.podIdentityCluster;
    const ok = async (type: string, name: string, inputs: object): Promise<Run> => {
        const run = await construct({ type, name, inputs });
        assert.deepEqual(run.error?.problems ?? run.error, undefined);
        return run;
    };
    const handed = (run: Run, name: string): Wire =>
        output({
            value: unmarked(run.outputs[name] ?? assert.fail(`there is an output ${name}`)),
            dependencies: run.outputDependencies[name] ?? [],
        });
    const agentFlows = (run: Run, policy = "orders-network"): unknown[] => {
        const egress = valueAt(the(run, "NetworkPolicy", policy).inputs, "spec.egress") as
            { to: object[] }[] | undefined;
        return (egress ?? []).filter(({ to }) => /169\.254\.170\.23|fd00:ec2::23/.test(JSON.stringify(to)));
    };
    const toAgent = {
        to: [{ ipBlock: { cidr: "169.254.170.23/32" } }, { ipBlock: { cidr: "fd00:ec2::23/128" } }],
        ports: [{ protocol: "TCP", port: 80 }],
    };
    let run: Run;
    before(async () => {
        run = await ok("PostgresDatabase", "orders", args);
    });

    it("differs from one with IRSA by an association alone, as far as children go [KSI-4]", async () => {
        const irsa = await ok("PostgresDatabase", "orders", { ...onAws(), ...existing });
        assert.deepEqual(
            labels(run.resources).filter((label) => !labels(irsa.resources).includes(label)),
            ["PodIdentityAssociation orders-vault-orders.orders-identity"],
        );
        assert.deepEqual(agentFlows(irsa), []);
    });

    it("starts no pod before its association is there, which EKS reads when a pod is made", () => {
        const association = the(run, "PodIdentityAssociation", "orders-vault-orders.orders-identity");
        assertWaits(run, the(run, "Cluster", "orders"), association);
        assertWaits(run, association, the(run, "Role", "orders-vault-orders.orders-role"));
    });

    it("writes no role on the service account, and asks barman to take what the pod is given", () => {
        assert.equal(valueAt(the(run, "Cluster", "orders").inputs, "spec.serviceAccountTemplate"), undefined);
        const credentials = valueAt(
            the(run, "ObjectStore", "orders-store").inputs,
            "spec.configuration.s3Credentials.inheritFromIAMRole",
        );
        assert.equal(credentials, true);
    });

    it("opens the way to the agent for its own pods, and for no others [KSI-6]", async () => {
        assert.deepEqual(agentFlows(run), [toAgent]);
        const pooled = await ok("PostgresDatabase", "orders", {
            ...args,
            pooler: { image: `ghcr.io/cloudnative-pg/pgbouncer@sha256:${"a".repeat(64)}` },
        });
        const others = allOf(pooled, "NetworkPolicy").filter(({ name }) => name !== "orders-network");
        assert.ok(others.length > 1);
        for (const { name } of others) {
            assert.deepEqual(agentFlows(pooled, name), [], name);
        }
    });

    it("passes every rule that our own vault, role and keys are held to [CM-1, CM-5, KSI-4]", () => {
        assert.deepEqual(failedRules(run), []);
    });

    it("shares a vault of its cluster, waits for its own association, and reads another's backups with the same role", async () => {
        const vault = await ok("BackupVault", "backups", {
            aws: { podIdentityCluster: cluster, keyAdministrators: aws.keyAdministrators },
            clients: [
                { namespace: "shop", serviceAccount: "old" },
                {
                    namespace: "orders",
                    serviceAccount: "orders",
                    restoresFrom: [{ namespace: "shop", serviceAccount: "old" }],
                },
            ],
        });
        const restored = await ok("PostgresDatabase", "orders", {
            ...args,
            backup: { vault: handed(vault, "reference") },
            restoreFrom: { namespace: "shop", name: "old" },
        });
        assert.deepEqual(agentFlows(restored), [toAgent]);
        assert.equal(valueAt(the(restored, "Cluster", "orders").inputs, "spec.serviceAccountTemplate"), undefined);
        const association = the(vault, "PodIdentityAssociation", "backups-orders.orders-identity").urn;
        for (const store of allOf(restored, "ObjectStore")) {
            assert.ok(store.dependencies.includes(association), `${store.name} waits for the association`);
        }
    });

    it("is refused a vault whose roles trust its pods in another way, before anything is made", async () => {
        const vault = await ok("BackupVault", "backups", {
            aws: { podIdentityCluster: cluster, keyAdministrators: aws.keyAdministrators },
            clients: [{ namespace: "orders", serviceAccount: "orders" }],
        });
        const { error, resources } = await construct({
            type: "PostgresDatabase",
            name: "orders",
            inputs: { ...onAws(), ...existing, backup: { vault: handed(vault, "reference") } },
        });
        assert.deepEqual(
            error?.problems.map(({ path }) => path),
            ["backup.vault"],
        );
        assert.match(error.problems[0]?.reason ?? "", /: write platform\.aws\.podIdentityCluster: "arn:aws:eks:/);
        assert.deepEqual(resources, []);
    });

    it("is refused with both ways or none, in one error that names both", async () => {
        const { oidcProviderArn } = onAws().platform.aws!;
        const { podIdentityCluster: _, ...neither } = aws;
        for (const [wrong, count] of [
            [{ ...aws, oidcProviderArn }, "both"],
            [neither, "none"],
        ] as const) {
            const { error, resources } = await construct({
                type: "PostgresDatabase",
                name: "orders",
                inputs: { ...args, platform: { ...args.platform, aws: wrong } },
            });
            assert.equal(error?.problems.length, 1);
            assert.equal(error.problems[0]?.path, "platform.aws");
            const expected = `needs exactly one of oidcProviderArn and podIdentityCluster, not ${count}: write `;
            assert.ok(error.problems[0].reason.startsWith(expected), error.problems[0].reason);
            assert.deepEqual(resources, []);
        }
    });

    it("shows every child in a preview that does not know the cluster yet", async () => {
        const later = output({ dependencies: ["urn:pulumi:prod::shop::aws:eks/cluster:Cluster::shop"] });
        const preview = await construct({
            type: "PostgresDatabase",
            name: "orders",
            inputs: { ...args, platform: { ...args.platform, aws: { ...aws, podIdentityCluster: later } } },
            preview: true,
        });
        assert.equal(preview.error, undefined);
        assert.deepEqual(labels(preview.resources), labels(run.resources));
        assert.deepEqual(agentFlows(preview), [toAgent]);
    });
});

describe("The keys of a PostgresDatabase", function () {
    this.timeout(60_000);
    const construct = builtPlugin();
    const key = (id: string) => `arn:aws:kms:eu-central-1:444455556666:key/${id.repeat(8)}-12ab-34cd-56ef-1234567890ab`;
    const made = async (aws: object, more: object = {}): Promise<Run> => {
        const args = onAws();
        const platform = { ...args.platform, aws: { ...args.platform.aws!, ...aws } };
        return construct({
            type: "PostgresDatabase",
            name: "orders",
            inputs: { ...args, ...existing, platform, ...more },
        });
    };

    it("are the user's own where he gives them: none is made, and what their policies need is told [CM-1]", async () => {
        const run = await made({ volumeKeyArn: key("a"), backupKeyArn: key("b") });
        assert.equal(run.error, undefined);
        assert.deepEqual(
            run.resources.filter(({ type }) => type.startsWith("aws:kms/")),
            [],
        );
        assert.equal(valueAt(the(run, "StorageClass", "orders-storage-class").inputs, "parameters.kmsKeyId"), key("a"));
        assert.equal(unmarked(run.outputs["volumeKeyArn"] ?? null), key("a"));
        assert.equal(unmarked(run.outputs["backupKeyArn"] ?? null), key("b"));
        for (const [name, sids] of [
            ["volumeKeyStatements", /^UseThroughVolumes\w+,GrantToVolumes\w+$/],
            ["backupKeyStatements", /^UseThroughBucket\w+$/],
        ] as const) {
            const statements = JSON.parse(textAt(run.outputs, name)) as { Sid: string }[];
            assert.match(statements.map(({ Sid }) => Sid).join(), sids);
        }
    });

    it("are made otherwise, and no statements are told", async () => {
        const run = await made({});
        assert.deepEqual(
            Object.keys(run.outputs).filter((name) => name.endsWith("Statements")),
            [],
        );
    });

    it("follow `keys` alike, each with an alarm that a refused destroy leaves alone [CM-1, MAA-3]", async () => {
        const alarmTopicArn = "arn:aws:sns:eu-central-1:123456789012:key-alarms";
        const run = await made({ keys: { rotationDays: 180, multiRegion: true, alarmTopicArn } });
        assert.deepEqual(run.error?.problems ?? run.error, undefined);
        assert.deepEqual(failedRules(run), []);
        const keys = allOf(run, "Key");
        assert.equal(keys.length, 2);
        for (const { inputs } of keys) {
            assert.equal(inputs["rotationPeriodInDays"], 180);
            assert.equal(inputs["multiRegion"], true);
        }
        const alarms = run.resources.filter(({ type }) => kindOf(type).startsWith("Event"));
        assert.deepEqual(labels(alarms), [
            "EventRule orders-vault-key-alarm",
            "EventRule orders-volume-key-alarm",
            "EventTarget orders-vault-key-alarm-target",
            "EventTarget orders-volume-key-alarm-target",
        ]);
        assert.ok(alarms.every(({ protect }) => protect === true));
        const names = allOf(run, "EventRule").map(({ inputs }) => inputs["name"]);
        assert.equal(new Set(names).size, 2);
        const off = await made({ keys: { alarmTopicArn } }, { deletionProtection: false });
        assert.ok(allOf(off, "EventRule", "EventTarget").every(({ protect }) => protect !== true));
    });

    const wrong: [string, object, object, string, RegExp][] = [
        ["a rotation below what KMS takes", { keys: { rotationDays: 30 } }, {}, "platform.aws.keys.rotationDays", /90/],
        [
            "a rotation above what KMS takes",
            { keys: { rotationDays: 2561 } },
            {},
            "platform.aws.keys.rotationDays",
            /2560/,
        ],
        [
            "a key for backups that are off",
            { backupKeyArn: key("b") },
            { backup: { disabled: { reason: "rebuilt nightly", owner: "shop", expires: "2027-03-31" } } },
            "platform.aws.backupKeyArn",
            /^has no effect with backup\.disabled: take it out$/,
        ],
        [
            "a key for the backups in a vault that has one",
            { backupKeyArn: key("b") },
            {
                backup: {
                    vault: {
                        bucket: "b",
                        region: "eu-central-1",
                        keyArn: key("c"),
                        roleArns: { "orders/orders": "r" },
                    },
                },
            },
            "platform.aws.backupKeyArn",
            /^has no effect with backup\.vault, whose backups are encrypted with the vault's key: take it out, or write keyArn in the BackupVault$/,
        ],
    ];
    for (const [what, aws, more, path, reason] of wrong) {
        it(`are refused with ${what}`, async () => {
            const { error, resources } = await made(aws, more);
            assert.deepEqual(
                error?.problems.map((problem) => problem.path),
                [path],
            );
            assert.match(error.problems[0]?.reason ?? "", reason);
            assert.deepEqual(resources, []);
        });
    }
});
