import assert from "node:assert/strict";
import { Inventory } from "../inventory";
import * as lifecycle from "../lifecycle";
import { schemaOf } from "../schemas-for-tests";
import type { Scope, Standin } from "../standin";
import { secret, unknown, type Properties } from "../values";
import { awsStandin } from "./models";

const scope: Scope = { config: {}, now: new Date("2030-01-01T00:00:00Z") };
const types = {
    bucket: "aws:s3/bucket:Bucket",
    versioning: "aws:s3/bucketVersioning:BucketVersioning",
    lock: "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
    encryption: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    lifecycle: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    ownership: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    logging: "aws:s3/bucketLogging:BucketLogging",
    replication: "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
};
type Kind = keyof typeof types;

const keyIn = (region: string): string => `arn:aws:kms:${region}:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const enabled = { versioningConfiguration: { status: "Enabled" } };
const replicationTo = (bucket: string, further: Properties = {}): Properties => ({
    role: "arn:aws:iam::123456789012:role/copier",
    rules: [
        {
            id: "copy",
            status: "Enabled",
            filter: {},
            deleteMarkerReplication: { status: "Disabled" },
            sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } },
            destination: {
                bucket: `arn:aws:s3:::${bucket}`,
                encryptionConfiguration: { replicaKmsKeyId: keyIn("eu-west-1") },
            },
            ...further,
        },
    ],
});

describe("the aws stand-in, of a vault's resources", function () {
    // Reading the SDK's types takes a while on a busy machine.
    this.timeout(60_000);
    let aws: Standin;
    let inventory: Inventory;

    before(async () => {
        aws = awsStandin(await schemaOf("aws"));
    });
    beforeEach(() => {
        inventory = new Inventory();
    });

    /** As the server does at Create: refused, or made and remembered. */
    const make = async (kind: Kind, inputs: Properties): Promise<void> => {
        const type = types[kind];
        assert.deepEqual(problems(kind, inputs), {});
        lifecycle.refuse(aws, type, inputs, scope, inventory);
        const { id, outputs } = await lifecycle.create(aws, type, inputs, scope);
        inventory.keep(type, id, outputs);
    };
    const problems = (kind: Kind, inputs: Properties): Record<string, string> => {
        const resource = { name: "x", seed: Buffer.from("seed") };
        const checked = lifecycle.check(aws, types[kind], resource, inputs, {});
        return Object.fromEntries(checked.problems.map(({ property, reason }) => [property, reason]));
    };
    const pair = async (source: Properties, target: Properties): Promise<void> => {
        await make("bucket", { bucket: "source", ...source });
        await make("bucket", { bucket: "target", region: "eu-west-1", ...target });
    };

    describe("makes them as a vault does", () => {
        it("with locks, versions, keys and a copy in another region", async () => {
            await pair({ objectLockEnabled: true }, { objectLockEnabled: true });
            for (const [bucket, region] of [
                ["source", "eu-central-1"],
                ["target", "eu-west-1"],
            ] as const) {
                await make("versioning", { bucket, region, ...enabled });
                await make("lock", { bucket, region, rule: { defaultRetention: { mode: "GOVERNANCE", days: 42 } } });
                const key = { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyIn(region) };
                await make("encryption", { bucket, region, rules: [{ applyServerSideEncryptionByDefault: key }] });
            }
            await make("replication", { bucket: "source", ...replicationTo("target") });
        });

        it("with buckets of which it knows nothing, as a real account may have them", async () => {
            await make("versioning", {
                bucket: "theirs",
                region: "eu-west-1",
                versioningConfiguration: { status: "Suspended" },
            });
            await make("lock", { bucket: "theirs", region: "eu-west-1" });
            await make("logging", { bucket: "theirs", targetBucket: "logs", targetPrefix: "a/" });
            await make("replication", { bucket: "theirs", ...replicationTo("others") });
        });

        it("with what is unknown, or secret, yet", async () => {
            await make("bucket", { bucket: "plain" });
            assert.deepEqual(
                problems("lock", { bucket: unknown, rule: { defaultRetention: { mode: unknown, days: unknown } } }),
                {},
            );
            assert.deepEqual(problems("replication", { bucket: "plain", role: unknown, rules: unknown }), {});
            assert.throws(() => {
                lifecycle.refuse(aws, types.lock, { bucket: secret("plain") }, scope, inventory);
            }, /keeps no versions/);
        });
    });

    describe("refuses, as S3 does because of what is there,", () => {
        const refused = async (kind: Kind, inputs: Properties, message: RegExp): Promise<void> => {
            await assert.rejects(make(kind, inputs), message);
        };

        it("a lock on a bucket without versions, and takes it with them", async () => {
            await make("bucket", { bucket: "source" });
            const lock = { bucket: "source", rule: { defaultRetention: { mode: "GOVERNANCE", days: 42 } } };
            await refused(
                "lock",
                lock,
                /BucketObjectLockConfiguration: bucket source keeps no versions: Object Lock needs a BucketVersioning with status Enabled before it, or objectLockEnabled on the bucket \(InvalidBucketState\)$/,
            );
            await make("versioning", { bucket: "source", ...enabled });
            await make("lock", lock);
        });

        it("to suspend versions where there is Object Lock", async () => {
            await make("bucket", { bucket: "source", objectLockEnabled: true });
            await refused(
                "versioning",
                { bucket: "source", versioningConfiguration: { status: "Suspended" } },
                /versioningConfiguration\.status is Suspended, but the bucket has Object Lock, with which versions are always kept \(InvalidBucketState\)$/,
            );
        });

        it("to copy from or to a bucket without versions, and takes it with them", async () => {
            await pair({}, {});
            const copies = { bucket: "source", ...replicationTo("target") };
            await refused(
                "replication",
                copies,
                /bucket source keeps no versions: replication needs a BucketVersioning with status Enabled before it .*; .*rules\[0\]\.destination\.bucket target keeps no versions: enable its versioning first \(InvalidRequest\)$/,
            );
            await make("versioning", { bucket: "source", ...enabled });
            await make("versioning", { bucket: "target", region: "eu-west-1", ...enabled });
            await make("replication", copies);
        });

        it("to copy from a bucket with Object Lock to one without", async () => {
            await pair({ objectLockEnabled: true }, {});
            await make("versioning", { bucket: "target", region: "eu-west-1", ...enabled });
            await refused(
                "replication",
                { bucket: "source", ...replicationTo("target") },
                /rules\[0\]\.destination\.bucket target has no Object Lock, and copies of a bucket with Object Lock go to one that has it too/,
            );
        });

        it("a key of another region than the bucket's, for a bucket and for its copies", async () => {
            const rules = [
                { applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyIn("eu-west-1") } },
            ];
            await make("bucket", { bucket: "source" });
            await refused(
                "encryption",
                { bucket: "source", rules },
                /rules\[0\]\.applyServerSideEncryptionByDefault\.kmsMasterKeyId is a key in eu-west-1, and the bucket that it is to encrypt is in eu-central-1/,
            );
            await pair({ objectLockEnabled: true }, { objectLockEnabled: true });
            const destination = {
                bucket: "arn:aws:s3:::target",
                encryptionConfiguration: { replicaKmsKeyId: keyIn("eu-central-1") },
            };
            await refused(
                "replication",
                { bucket: "source", ...replicationTo("target", { destination }) },
                /rules\[0\]\.destination\.encryptionConfiguration\.replicaKmsKeyId is a key in eu-central-1, and the bucket that it is to encrypt is in eu-west-1/,
            );
        });

        it("a setting in another region than its bucket's", async () => {
            await make("bucket", { bucket: "target", region: "eu-west-1" });
            await refused(
                "versioning",
                { bucket: "target", ...enabled },
                /region is eu-central-1, but the bucket target is in eu-west-1 \(PermanentRedirect\)$/,
            );
        });

        it("logs into another region, and into a bucket that locks what is written", async () => {
            await pair({}, {});
            const logging = { bucket: "source", targetPrefix: "logs/" };
            await refused(
                "logging",
                { ...logging, targetBucket: "target" },
                /targetBucket target is in eu-west-1, and logs go to a bucket of the same region, eu-central-1/,
            );
            await make("bucket", { bucket: "locked", objectLockEnabled: true });
            await make("logging", { ...logging, targetBucket: "locked" });
            await make("lock", { bucket: "locked", rule: { defaultRetention: { mode: "GOVERNANCE", days: 1 } } });
            await refused(
                "logging",
                { ...logging, targetBucket: "locked" },
                /targetBucket locked has a default retention, and log delivery does not write into such a bucket/,
            );
        });

        it("a name in the account's namespace that is of another account or region", async () => {
            const bucketNamespace = "account-regional";
            await make("bucket", { bucket: "hdb-123456789012-eu-central-1-an", bucketNamespace });
            for (const bucket of ["hdb-123456789012-eu-west-1-an", "hdb-111122223333-eu-central-1-an"]) {
                await refused(
                    "bucket",
                    { bucket, bucketNamespace },
                    /in the namespace of the account and region a name ends in -123456789012-eu-central-1-an \(InvalidBucketName\)$/,
                );
            }
        });

        it("nothing any more because of what was deleted", async () => {
            await make("bucket", { bucket: "source" });
            inventory.drop(types.bucket, "source");
            await make("lock", { bucket: "source" });
        });
    });

    describe("refuses, before anything is made,", () => {
        const retention = (defaultRetention: Properties): Properties => ({ bucket: "b", rule: { defaultRetention } });
        const rule = (further: Properties): Properties => ({ bucket: "b", ...replicationTo("target", further) });
        const lasting = (further: Properties): Properties => ({
            bucket: "b",
            rules: [{ id: "x", status: "Enabled", filter: {}, ...further }],
        });
        const wrong: [string, Kind, Properties, string, RegExp][] = [
            [
                "an unknown mode",
                "lock",
                retention({ mode: "governance", days: 1 }),
                "rule.defaultRetention.mode",
                /write one of "GOVERNANCE", "COMPLIANCE"$/,
            ],
            [
                "a lock of no days",
                "lock",
                retention({ mode: "GOVERNANCE", days: 0 }),
                "rule.defaultRetention.days",
                /is 0; write a number from 1 to 36500$/,
            ],
            [
                "a lock of more than a century",
                "lock",
                retention({ mode: "GOVERNANCE", years: 101 }),
                "rule.defaultRetention.years",
                /write a number from 1 to 100$/,
            ],
            [
                "a lock of days and years",
                "lock",
                retention({ mode: "GOVERNANCE", days: 1, years: 1 }),
                "rule.defaultRetention.mode",
                /a retention has one time: write exactly one of rule\.defaultRetention\.days, rule\.defaultRetention\.years$/,
            ],
            [
                "a lock without time",
                "lock",
                retention({ mode: "GOVERNANCE" }),
                "rule.defaultRetention.mode",
                /a retention has one time: write exactly one of/,
            ],
            [
                "Object Lock that is disabled",
                "lock",
                { bucket: "b", objectLockEnabled: "Disabled" },
                "objectLockEnabled",
                /write one of "Enabled"$/,
            ],
            [
                "versions that are on",
                "versioning",
                { bucket: "b", versioningConfiguration: { status: "On" } },
                "versioningConfiguration.status",
                /write one of "Enabled", "Suspended", "Disabled"$/,
            ],
            [
                "another owner",
                "ownership",
                { bucket: "b", rule: { objectOwnership: "Me" } },
                "rule.objectOwnership",
                /write one of "BucketOwnerEnforced"/,
            ],
            [
                "an unknown algorithm",
                "encryption",
                { bucket: "b", rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "kms" } }] },
                "rules[0].applyServerSideEncryptionByDefault.sseAlgorithm",
                /write one of "AES256", "aws:kms", "aws:kms:dsse"$/,
            ],
            [
                "a key for S3's own encryption",
                "encryption",
                {
                    bucket: "b",
                    rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256", kmsMasterKeyId: "k" } }],
                },
                "rules[0].applyServerSideEncryptionByDefault.sseAlgorithm",
                /S3's own key is no key of KMS: take out rules\[0\]\.applyServerSideEncryptionByDefault\.kmsMasterKeyId$/,
            ],
            [
                "an expiry of no days",
                "lifecycle",
                lasting({ expiration: { days: 0 } }),
                "rules[0].expiration.days",
                /is 0; write a number from 1 to/,
            ],
            [
                "versions that are kept no day",
                "lifecycle",
                lasting({ noncurrentVersionExpiration: { noncurrentDays: 0 } }),
                "rules[0].noncurrentVersionExpiration.noncurrentDays",
                /is 0; write a number from 1 to/,
            ],
            [
                "uploads that are aborted at once",
                "lifecycle",
                lasting({ abortIncompleteMultipartUpload: { daysAfterInitiation: 0 } }),
                "rules[0].abortIncompleteMultipartUpload.daysAfterInitiation",
                /is 0; write a number from 1 to/,
            ],
            [
                "a rule that is on",
                "lifecycle",
                lasting({ status: "On" }),
                "rules[0].status",
                /write one of "Enabled", "Disabled"$/,
            ],
            [
                "a rule with a long name",
                "lifecycle",
                lasting({ id: "x".repeat(256) }),
                "rules[0].id",
                /write at most 255 characters \(it has 256\)$/,
            ],
            [
                "markers that expire by age",
                "lifecycle",
                lasting({ expiration: { days: 1, expiredObjectDeleteMarker: true } }),
                "rules[0].expiration.expiredObjectDeleteMarker",
                /does not expire objects by age: take out rules\[0\]\.expiration\.days$/,
            ],
            [
                "a bucket's name in place of its ARN",
                "replication",
                rule({ destination: { bucket: "target", encryptionConfiguration: { replicaKmsKeyId: "k" } } }),
                "rules[0].destination.bucket",
                /is "target"; write the ARN of a bucket, not its name$/,
            ],
            [
                "a role's name in place of its ARN",
                "replication",
                { ...rule({}), role: "copier" },
                "role",
                /is "copier"; write the ARN of an IAM role$/,
            ],
            [
                "a copy that is on",
                "replication",
                rule({ status: "On" }),
                "rules[0].status",
                /write one of "Enabled", "Disabled"$/,
            ],
            [
                "markers that are kept",
                "replication",
                rule({ deleteMarkerReplication: { status: "Kept" } }),
                "rules[0].deleteMarkerReplication.status",
                /write one of "Enabled", "Disabled"$/,
            ],
            [
                "copies of encrypted objects without a key",
                "replication",
                rule({ destination: { bucket: "arn:aws:s3:::target" } }),
                "rules[0].sourceSelectionCriteria.sseKmsEncryptedObjects.status",
                /copies of objects that KMS encrypts need a key: write rules\[0\]\.destination\.encryptionConfiguration$/,
            ],
            [
                "a key for objects that nobody chose",
                "replication",
                rule({ sourceSelectionCriteria: {} }),
                "rules[0].destination.encryptionConfiguration",
                /write rules\[0\]\.sourceSelectionCriteria\.sseKmsEncryptedObjects$/,
            ],
            [
                "Replication Time Control without metrics",
                "replication",
                rule({
                    destination: {
                        bucket: "arn:aws:s3:::target",
                        encryptionConfiguration: { replicaKmsKeyId: "k" },
                        replicationTime: { status: "Enabled", time: { minutes: 15 } },
                    },
                }),
                "rules[0].destination.replicationTime.status",
                /Replication Time Control comes with metrics: write rules\[0\]\.destination\.metrics$/,
            ],
        ];
        for (const [what, kind, inputs, property, message] of wrong) {
            it(what, () => {
                const found = problems(kind, inputs);
                assert.deepEqual(Object.keys(found), [property]);
                assert.match(found[property] ?? "", message);
            });
        }

        it("a rule that does not say what becomes of delete markers", () => {
            const [whole] = replicationTo("target")["rules"] as Properties[];
            const { deleteMarkerReplication: _, ...silent } = whole ?? {};
            const found = problems("replication", {
                bucket: "b",
                role: "arn:aws:iam::123456789012:role/copier",
                rules: [silent],
            });
            assert.deepEqual(Object.keys(found), ["rules[0].filter"]);
            assert.match(
                found["rules[0].filter"] ?? "",
                /says what becomes of delete markers: write rules\[0\]\.deleteMarkerReplication$/,
            );
        });

        it("what the SDK does not have, with what may be meant", () => {
            assert.match(
                problems("lock", { bucket: "b", rules: {} })["rules"] ?? "",
                /has no property rules; did you mean rule\?$/,
            );
            assert.match(
                problems("replication", rule({ deleteMarkerReplications: {} }))["rules[0].deleteMarkerReplications"] ??
                    "",
                /did you mean rules\[0\]\.deleteMarkerReplication\?$/,
            );
        });
    });

    it("gives a lock and a copy the bucket's name as id, and makes them anew only for another bucket", async () => {
        for (const [kind, inputs] of [
            ["lock", { bucket: "b", rule: { defaultRetention: { mode: "GOVERNANCE", days: 42 } } }],
            ["replication", { bucket: "b", ...replicationTo("target") }],
        ] as const) {
            const { id, outputs } = await lifecycle.create(aws, types[kind], inputs, scope);
            assert.equal(id, "b");
            assert.equal(outputs["region"], "eu-central-1");
            const old = { id, inputs, outputs };
            const changed =
                kind === "lock"
                    ? { rule: { defaultRetention: { mode: "COMPLIANCE", days: 90 } } }
                    : replicationTo("other");
            assert.deepEqual(lifecycle.diff(aws, types[kind], old, { ...inputs, ...changed }, scope).replaces, []);
            assert.deepEqual(lifecycle.diff(aws, types[kind], old, { ...inputs, bucket: "c" }, scope).replaces, [
                "bucket",
            ]);
        }
    });
});
