import assert from "node:assert/strict";
import { constructedScenes } from "../../testing/aws/scenes";
import { answer } from "../../testing/computedOutputs";
import type { Registered } from "../../testing/fakeMonitor";
import { ask, pythonOf } from "../../testing/python/environment";

interface Report {
    made: string[];
    refused: { name: string; why: string }[];
    /** What moto takes and forgets. */
    lost: string[];
    noCall: string[];
    /** What testing/python/aws_calls.py has no calls for. */
    unmapped: string[];
}

/** What moto does not keep, so that its acceptance alone counts. An entry that is kept after all fails the test. */
const forgotten: string[] = [
    "aws:kms/key:Key RotationPeriodInDays",
    "aws:s3/bucketReplicationConfig:BucketReplicationConfig ReplicationConfiguration.Rules[].DeleteMarkerReplication.Status",
    "aws:s3/bucketReplicationConfig:BucketReplicationConfig ReplicationConfiguration.Rules[].SourceSelectionCriteria",
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration ServerSideEncryptionConfiguration.Rules[].BlockedEncryptionTypes",
];

/** What moto does not serve: held against the API's model only. */
const notServed: string[] = [
    // moto 5.2 has no call of EKS Pod Identity.
    "aws:eks/podIdentityAssociation:PodIdentityAssociation",
    // moto 5.2 breaks off when the policy of the bucket that takes the logs has the principal "*".
    "aws:s3/bucketLogging:BucketLogging",
];

describe("AWS's own API, as moto serves it, takes all that the built plugin registers [ED-1, CM-1]", function () {
    this.timeout(120_000);
    let python = "";
    let resources: Registered[] = [];
    before(async function () {
        this.timeout(15 * 60_000);
        python = await pythonOf("moto", console.log);
        resources = (await constructedScenes()).flatMap((scene) =>
            scene.resources.filter(({ type }) => type.startsWith("aws:")),
        );
        assert.ok(resources.length > 30, `${resources.length} resources`);
    });

    const replay = async (changed: readonly Registered[]): Promise<Report> =>
        (await ask(python, "replay.py", { resources: changed.map(recorded) })) as Report;

    it("and keeps what was asked for", async () => {
        const { made, refused, lost, noCall, unmapped } = await replay(resources);
        assert.deepEqual(refused, []);
        assert.deepEqual(unmapped, [], "types that testing/python/aws_calls.py has no calls for");
        assert.deepEqual(noCall, notServed);
        assert.deepEqual(lost, forgotten);
        const served = resources.filter(({ type }) => !notServed.includes(type));
        assert.deepEqual(
            made,
            served.map(({ name }) => name),
        );
    });

    const weakened: { what: string; type: string; change: Record<string, unknown>; why: RegExp }[] = [
        {
            what: "a key that rotates every ten days",
            type: "aws:kms/key:Key",
            change: { rotationPeriodInDays: 10 },
            why: /RotationPeriodInDays.*90/,
        },
        {
            what: "a public access block with an aspect that S3 does not have",
            type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
            change: { blockPublicUploads: true },
            why: /blockPublicUploads/,
        },
        {
            what: "a rule of a lifecycle with a field that S3 does not have",
            type: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
            change: { rules: [{ id: "x", status: "Enabled", filter: {}, expireAfter: 3 }] },
            why: /expireAfter: the API has/,
        },
        {
            what: "permissions that are no policy",
            type: "aws:iam/rolePolicy:RolePolicy",
            change: { policy: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3"}]}' },
            why: /MalformedPolicyDocument/,
        },
        {
            what: "an association with a setting that EKS does not have",
            type: "aws:eks/podIdentityAssociation:PodIdentityAssociation",
            change: { sessionTags: true },
            why: /sessionTags: no call/,
        },
        {
            what: "a copy of the backups with a field that S3 does not have",
            type: "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
            change: { rules: [{ id: "x", status: "Enabled", copyTo: "bucket" }] },
            why: /copyTo: the API has/,
        },
        {
            what: "an alarm on what is no pattern",
            type: "aws:cloudwatch/eventRule:EventRule",
            change: { eventPattern: '{"source":"aws.kms"}' },
            why: /InvalidEventPatternException/,
        },
        {
            what: "a role session of a minute",
            type: "aws:iam/role:Role",
            change: { maxSessionDuration: 60 },
            why: /MaxSessionDuration.*3600/i,
        },
    ];
    for (const { what, type, change, why } of weakened) {
        it(`but not ${what}`, async () => {
            const found = resources.find((each) => each.type === type) ?? assert.fail(`there is a ${type}`);
            const at = resources.indexOf(found);
            const inputs = { ...found.inputs, ...(change as Registered["inputs"]) };
            const { refused } = await replay([...resources.slice(0, at), { ...found, inputs }]);
            assert.deepEqual(
                refused.map(({ name }) => name),
                [found.name],
            );
            assert.match(refused[0]?.why ?? "", why);
        });
    }

    it("nor reads back what was not asked for", async () => {
        const key = resources.find(({ type }) => type === "aws:kms/key:Key") ?? assert.fail("there is a key");
        const policy = resources.find(({ type }) => type.endsWith(":BucketPolicy")) ?? assert.fail("there is a policy");
        const { refused } = await replay([key, policy]);
        assert.match(refused[0]?.why ?? "", /NoSuchBucket/);
    });
});

function recorded({ type, name, inputs, wire }: Registered) {
    const { arn, keyId } = answer(type, name, wire, false).state;
    return { type, name, inputs, ids: { arn, keyId } };
}
