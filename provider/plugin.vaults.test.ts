import assert from "node:assert/strict";
import { readSource } from "../audit/read/source";
import { auditForTests, failingRules } from "../testing/audit";
import { builtPlugin } from "../testing/builtPlugin";
import type { Run } from "../testing/fakeEngine";
import { onAws } from "../testing/postgresArguments";
import { allOf, assertWaits, kindOf, labels, the } from "../testing/registrations";
import { output, stored, textAt, unmarked } from "../testing/wire";

const { ebsCsiRoleArn: _, ...identity } = onAws().platform.aws ?? assert.fail();
const vaultArgs = { aws: identity, clients: [{ namespace: "orders", serviceAccount: "orders" }] };
const everything = {
    region: "eu-west-1",
    objectLock: { mode: "compliance", days: 90, acknowledge: true },
    replication: {
        region: "eu-north-1",
        deletes: "followed",
        restoringRoles: ["arn:aws:iam::123456789012:role/hardened-db/orders-standby"],
    },
};

/** What was made, as the state of a stack. */
function asState({ resources }: Run): string {
    return JSON.stringify({
        version: 3,
        deployment: {
            manifest: {},
            resources: resources.map(({ urn, type, custom, parent, wire, dependencies, protect }) => ({
                ...{ urn, type, custom, parent, dependencies, protect, inputs: stored(wire), outputs: stored(wire) },
                ...(custom && { id: urn }),
            })),
        },
    });
}

describe("Where and how vaults keep backups", function () {
    this.timeout(120_000);
    const construct = builtPlugin();
    const made = async (type: string, inputs: object, further: object = {}): Promise<Run> => {
        const run = await construct({ type, name: "orders", inputs, ...further });
        assert.deepEqual(run.error, undefined);
        return run;
    };

    const variants: [what: string, storage: object, keyArn?: string][] = [
        ["nothing said", {}],
        ["everything said", everything],
        ["a copy alone", { replication: { region: "eu-north-1" } }],
        ["no lock", { objectLock: { mode: "none" } }],
        ["a bucket of somebody else's", { existingBucket: { name: "backups" } }],
        [
            "bucket and key of somebody else's",
            { existingBucket: { name: "backups" } },
            "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        ],
    ];
    for (const [what, storage, keyArn] of variants) {
        it(`pass every rule with ${what}, alone and inside a database [ED-1, CM-1]`, async () => {
            const alone = await made("BackupVault", { ...vaultArgs, ...storage, ...(keyArn && { keyArn }) });
            const { backup, ...database } = onAws();
            const aws = { ...database.platform.aws, ...(keyArn && { backupKeyArn: keyArn }) };
            const inside = await made("PostgresDatabase", {
                ...database,
                platform: { ...database.platform, aws },
                backup: { ...backup, ...storage },
            });
            for (const run of [alone, inside]) {
                assert.deepEqual(failingRules(readSource("stack", asState(run))), []);
            }
            const vaultOf = (run: Run, name: string) =>
                labels(run.resources.filter(({ type, name: own }) => type.startsWith("aws:") && own.startsWith(name)));
            assert.deepEqual(
                vaultOf(inside, "orders-vault").map((label) => label.replace(" orders-vault", " orders")),
                vaultOf(alone, "orders"),
            );
        });
    }

    it("are judged on what is there: an open bucket of somebody else's fails, in the same stack", async () => {
        const run = await made("PostgresDatabase", { ...onAws(), backup: { existingBucket: { name: "backups" } } });
        const theirs = {
            ...(run.resources.find(({ custom }) => custom) ?? assert.fail()),
            urn: "urn:pulumi:prod::shop::aws:s3/bucket:Bucket::backups",
            type: "aws:s3/bucket:Bucket",
            name: "backups",
            parent: "",
            dependencies: [],
            wire: { bucket: "backups" },
        };
        const together = { ...run, resources: [...run.resources, theirs] };
        const failing = failingRules(readSource("stack", asState(together)));
        for (const rule of [
            "aws-bucket-encryption",
            "aws-bucket-public-access",
            "aws-bucket-recovery",
            "aws-bucket-transport",
        ]) {
            assert.ok(failing.includes(rule), `${rule} among ${failing.join(", ")}`);
        }
        const alone = auditForTests(readSource("stack", asState(run)));
        assert.deepEqual(
            alone.findings.filter(({ rule }) => rule.startsWith("aws-bucket-")),
            [],
            "of a bucket elsewhere nothing is claimed",
        );
    });

    it("are made in an order in which every setting is allowed: lock and copies before the policy that reserves them", async () => {
        const run = await made("BackupVault", { ...vaultArgs, ...everything });
        const settings = ["BucketObjectLockConfiguration", "BucketLifecycleConfiguration", "BucketVersioning"];
        for (const bucket of ["orders-bucket", "orders-replica-bucket"]) {
            const own = settings.map((kind) =>
                the(
                    run,
                    kind,
                    `${bucket}-${{ BucketObjectLockConfiguration: "lock", BucketLifecycleConfiguration: "lifecycle" }[kind] ?? "versioning"}`,
                ),
            );
            assertWaits(run, the(run, "BucketPolicy", `${bucket}-policy`), ...own);
            assertWaits(
                run,
                the(run, "BucketObjectLockConfiguration", `${bucket}-lock`),
                the(run, "BucketVersioning", `${bucket}-versioning`),
            );
        }
        const copies = the(run, "BucketReplicationConfig", "orders-replication");
        assertWaits(run, the(run, "BucketPolicy", "orders-bucket-policy"), copies);
        assertWaits(
            run,
            copies,
            the(run, "BucketVersioning", "orders-bucket-versioning"),
            the(run, "BucketPolicy", "orders-replica-bucket-policy"),
            the(run, "BucketObjectLockConfiguration", "orders-replica-bucket-lock"),
            the(run, "BucketLogging", "orders-replica-bucket-logging"),
            the(run, "RolePolicy", "orders-replication-permissions"),
        );
        for (const key of ["orders-key", "orders-replica-key"]) {
            assertWaits(run, the(run, "Key", key), the(run, "Role", "orders-replication-role"));
        }
    });

    it("are protected with their copies, and keep the settings of what stays", async () => {
        for (const deletionProtection of [true, false]) {
            const run = await made("BackupVault", { ...vaultArgs, ...everything, deletionProtection });
            for (const data of allOf(run, "Bucket", "Key")) {
                assert.equal(data.protect === true, deletionProtection, data.name);
                assert.equal(data.retainOnDelete === true, !deletionProtection, data.name);
            }
            for (const lock of allOf(run, "BucketObjectLockConfiguration")) {
                assert.equal(lock.retainOnDelete, true, lock.name);
            }
            const copies = the(run, "BucketReplicationConfig", "orders-replication");
            assert.equal(copies.protect === true, deletionProtection);
            assert.notEqual(copies.retainOnDelete, true);
        }
    });

    it("are made by the provider that the vault is given, wherever they lie", async () => {
        const account = "urn:pulumi:prod::shop::pulumi:providers:aws::backups::123";
        const run = await made(
            "BackupVault",
            { ...vaultArgs, ...everything },
            { options: { providers: { aws: account } } },
        );
        for (const each of run.resources.filter(({ type }) => type.startsWith("aws:"))) {
            assert.equal(each.provider, account, each.name);
        }
    });

    it("show in preview what is made while regions and names are still to be known", async () => {
        const later = output({ dependencies: [] });
        const copying = { ...vaultArgs, region: later, replication: { region: later, restoringRoles: [later] } };
        const preview = await made("BackupVault", copying, { preview: true });
        const known = await made("BackupVault", { ...vaultArgs, ...everything });
        assert.deepEqual(labels(preview.resources), labels(known.resources));
        const theirs = { ...vaultArgs, existingBucket: { name: later }, keyArn: later };
        const roles = await made("BackupVault", theirs, { preview: true });
        assert.deepEqual([...new Set(roles.resources.map(({ type }) => kindOf(type)))].sort(), [
            "BackupVault",
            "Role",
            "RolePolicy",
        ]);
    });

    it("tell copies and statements as outputs, alone and inside a database", async () => {
        const { backup, ...database } = onAws();
        for (const run of [
            await made("BackupVault", { ...vaultArgs, ...everything }),
            await made("PostgresDatabase", { ...database, backup: { ...backup, ...everything } }),
        ]) {
            const replica = unmarked(run.outputs["replica"] ?? null) as Record<string, string>;
            assert.match(replica["bucket"] ?? "", /-123456789012-eu-north-1-an$/);
            assert.equal(replica["region"], "eu-north-1");
            assert.equal(run.outputs["bucketStatements"], undefined);
        }
        const existingBucket = { name: "backups" };
        const keyArn = "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        const platform = { ...database.platform, aws: { ...database.platform.aws, backupKeyArn: keyArn } };
        for (const [run, keyStatements] of [
            [await made("BackupVault", { ...vaultArgs, existingBucket, keyArn }), "keyStatements"],
            [
                await made("PostgresDatabase", { ...database, platform, backup: { ...backup, existingBucket } }),
                "backupKeyStatements",
            ],
        ] as const) {
            for (const name of ["bucketStatements", keyStatements]) {
                const statements = JSON.parse(textAt(unmarked(run.outputs), name)) as unknown[];
                assert.ok(statements.length > 0, name);
            }
            assert.equal(run.outputs["replica"], undefined);
            assert.equal(
                run.resources
                    .filter(({ type }) => /^aws:(s3|kms)\//.test(type) && !/volume/.test(type))
                    .filter(({ name }) => !name.includes("volume")).length,
                0,
            );
        }
    });

    it("makes a class for snapshots inside a database that asks for one, kept when the stack goes", async () => {
        const run = await made("PostgresDatabase", { ...onAws(), storage: { size: "50Gi", snapshotClass: true } });
        const snapshots = the(run, "VolumeSnapshotClass", "orders-snapshot-class");
        assert.equal(snapshots.retainOnDelete, true);
        assert.equal(
            unmarked(run.outputs["volumeSnapshotClass"] ?? null),
            (snapshots.inputs["metadata"] as { name: string }).name,
        );
        assert.deepEqual(failingRules(readSource("stack", asState(run))), []);
    });

    it("are refused with everything that is wrong, before anything is made", async () => {
        const run = await construct({
            type: "BackupVault",
            name: "orders",
            inputs: {
                ...vaultArgs,
                region: "Ireland",
                objectLock: { mode: "compliance", days: 0 },
                replication: { region: "eu-central-1", deletes: "maybe" },
            },
        });
        assert.deepEqual(run.resources, []);
        const paths = run.error?.problems.map(({ path }) => path) ?? [];
        assert.ok(paths.includes("objectLock.days"), paths.join(", "));
        assert.ok(paths.includes("replication.deletes"), paths.join(", "));
    });
});
