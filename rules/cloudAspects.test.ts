import assert from "node:assert/strict";
import { aspectsOf, bucketsNamed } from "./cloudAspects";
import { readExamples } from "./examples";
import { Estate } from "./estate";
import { Subject } from "./subject";

function estateOf(text: string): Estate {
    return readExamples(`resources:\n${text}`, "pass")[0]!.estate;
}

function named(estate: Estate, name: string): Subject {
    return estate.subjects.find((subject) => subject.name === name)!;
}

/** Names of the aspects of the resource called `owner`; with a question mark those that may be another's. */
function aspectsIn(text: string, owner = "owner"): readonly string[] {
    const estate = estateOf(text);
    const found = aspectsOf(estate).get(named(estate, owner)) ?? [];
    return found.map(({ subject, certain }) => `${subject.name}${certain ? "" : "?"}`);
}

const table = [
    ["aws:s3/bucketAcl:BucketAcl", "bucket", "aws:s3/bucket:Bucket", "bucket"],
    ["aws:s3/bucketAclV2:BucketAclV2", "bucket", "aws:s3/bucketV2:BucketV2", "bucket"],
    ["aws:s3/bucketLogging:BucketLogging", "bucket", "aws:s3/bucket:Bucket", "bucket"],
    ["aws:s3/bucketLoggingV2:BucketLoggingV2", "bucket", "aws:s3/bucketV2:BucketV2", "bucket"],
    ["aws:s3/bucketOwnershipControls:BucketOwnershipControls", "bucket", "aws:s3/bucket:Bucket", "bucket"],
    ["aws:s3/bucketPolicy:BucketPolicy", "bucket", "aws:s3/bucket:Bucket", "bucket"],
    ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "bucket", "aws:s3/bucket:Bucket", "bucket"],
    [
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        "bucket",
        "aws:s3/bucket:Bucket",
        "bucket",
    ],
    [
        "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
        "bucket",
        "aws:s3/bucketV2:BucketV2",
        "bucket",
    ],
    ["aws:s3/bucketVersioning:BucketVersioning", "bucket", "aws:s3/bucket:Bucket", "bucket"],
    ["aws:s3/bucketVersioningV2:BucketVersioningV2", "bucket", "aws:s3/bucketV2:BucketV2", "bucket"],
    ["aws:iam/rolePolicy:RolePolicy", "role", "aws:iam/role:Role", "name"],
    ["aws:iam/rolePolicyAttachment:RolePolicyAttachment", "role", "aws:iam/role:Role", "name"],
    ["aws:eks/podIdentityAssociation:PodIdentityAssociation", "roleArn", "aws:iam/role:Role", "name"],
    ["aws:iam/accessKey:AccessKey", "user", "aws:iam/user:User", "name"],
    ["aws:iam/userPolicy:UserPolicy", "user", "aws:iam/user:User", "name"],
    ["aws:iam/userPolicyAttachment:UserPolicyAttachment", "user", "aws:iam/user:User", "name"],
    ["gcp:storage/bucketIAMMember:BucketIAMMember", "bucket", "gcp:storage/bucket:Bucket", "name"],
    ["gcp:storage/bucketIAMBinding:BucketIAMBinding", "bucket", "gcp:storage/bucket:Bucket", "name"],
    ["gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember", "cryptoKeyId", "gcp:kms/cryptoKey:CryptoKey", "name"],
    ["gcp:serviceaccount/iAMMember:IAMMember", "serviceAccountId", "gcp:serviceaccount/account:Account", "accountId"],
    ["gcp:serviceaccount/key:Key", "serviceAccountId", "gcp:serviceaccount/account:Account", "accountId"],
] as const;

describe("an aspect of a cloud resource", () => {
    for (const [type, by, owner, name] of table) {
        it(`${type} is found by the name of its ${owner}`, () => {
            const text = (reference: string): string => `
  part: { type: "${type}", properties: { ${by}: "${reference}" } }
  owner: { type: "${owner}", properties: { ${name}: orders } }
  other: { type: "${owner}", properties: { ${name}: web } }`;
            assert.deepEqual(aspectsIn(text("orders")), ["part"]);
            assert.deepEqual(aspectsIn(text("projects/-/orders@shop.iam.gserviceaccount.com")), ["part"]);
            assert.deepEqual(aspectsIn(text("shop")), []);
        });
    }

    for (const [type, by] of [
        ["aws:kms/keyPolicy:KeyPolicy", "keyId"],
        ["aws:kms/alias:Alias", "targetKeyId"],
        ["aws:kms/grant:Grant", "keyId"],
    ] as const) {
        it(`${type} is found by what it depends on, since a key has no name`, () => {
            const text = `
  part: { type: "${type}", properties: { ${by}: "\${owner.id}" } }
  owner: { type: "aws:kms/key:Key" }
  other: { type: "aws:kms/key:Key" }`;
            assert.deepEqual(aspectsIn(text), ["part"]);
            assert.deepEqual(aspectsIn(text, "other"), []);
        });
    }

    const logging = (properties: string, options: string, owner = "bucket: one", other = "bucket: two"): string => `
  part: { type: "aws:s3/bucketLogging:BucketLogging", properties: { ${properties} }, options: { ${options} } }
  owner: { type: "aws:s3/bucket:Bucket", properties: { ${owner} } }
  other: { type: "aws:s3/bucket:Bucket", properties: { ${other} } }`;
    const onBoth = 'dependsOn: ["${owner}", "${other}"]';

    it("is by its name the one's, whatever it depends on", () => {
        assert.deepEqual(aspectsIn(logging("bucket: one", onBoth)), ["part"]);
        assert.deepEqual(aspectsIn(logging("bucket: one", onBoth), "other"), []);
        assert.deepEqual(aspectsIn(logging("bucket: one", 'dependsOn: ["${other}"]')), ["part"]);
    });

    it("is nobody's when it has a name that nobody here has", () => {
        assert.deepEqual(aspectsIn(logging("bucket: three", onBoth)), []);
        assert.deepEqual(aspectsIn(logging("bucket: three", onBoth), "other"), []);
    });

    it("is the one's whose name is not known, when the others have other names", () => {
        assert.deepEqual(aspectsIn(logging("bucket: three", onBoth, 'bucket: "${?}"')), ["part"]);
        assert.deepEqual(aspectsIn(logging("bucket: three", onBoth, 'bucket: "${?}"'), "other"), []);
    });

    it("may be either's when no name is known", () => {
        for (const reference of ["${?}", "${BUCKET}"]) {
            assert.deepEqual(aspectsIn(logging(`bucket: "${reference}"`, onBoth)), ["part?"]);
            assert.deepEqual(aspectsIn(logging(`bucket: "${reference}"`, onBoth), "other"), ["part?"]);
        }
    });

    it("is the one's that its input depends on, where the source tells inputs apart", () => {
        const estate = estateOf(logging('bucket: "${?}"', onBoth));
        const ofInputs = (propertyDependencies: Record<string, readonly string[]>): readonly string[] => {
            const subjects = estate.subjects.map((subject) =>
                subject.name === "part" && subject.pulumi !== undefined
                    ? Subject.ofPulumi({ ...subject.pulumi, propertyDependencies }, subject.all.value)
                    : subject,
            );
            const found = aspectsOf(new Estate(subjects, { complete: true }));
            return [...found].flatMap(([owner, parts]) => parts.map(({ certain }) => `${owner.name} ${certain}`));
        };
        const urnOf = (name: string): string => named(estate, name).pulumi?.urn ?? "";
        assert.deepEqual(ofInputs({ bucket: [urnOf("owner")], targetBucket: [urnOf("other")] }), ["owner true"]);
        assert.deepEqual(ofInputs({ targetBucket: [urnOf("other")] }), ["owner false", "other false"]);
    });

    it("is its parent's, and counts once where it depends on the parent too", () => {
        assert.deepEqual(aspectsIn(logging('bucket: "${?}"', 'parent: "${owner}"')), ["part"]);
        assert.deepEqual(aspectsIn(logging('bucket: "${?}"', 'parent: "${owner}", dependsOn: ["${owner}"]')), ["part"]);
    });

    it("is the first's of two that have the same name, if it depends on that one", () => {
        const same = logging("bucket: one", 'dependsOn: ["${owner}"]', "bucket: one", "bucket: one");
        assert.deepEqual(aspectsIn(same), ["part"]);
        assert.deepEqual(aspectsIn(same, "other"), []);
    });

    it("and another of the same owner are both found", () => {
        const text = `${logging("bucket: one", onBoth)}
  second: { type: "aws:s3/bucketPolicy:BucketPolicy", properties: { bucket: one } }
  third: { type: "aws:s3/bucketLogging:BucketLogging", properties: { bucket: one } }`;
        assert.deepEqual([...aspectsIn(text)].sort(), ["part", "second", "third"]);
    });

    it("names another bucket as its target", () => {
        const estate = estateOf(logging("bucket: one, targetBucket: two", onBoth));
        const targets = bucketsNamed(named(estate, "part"), "targetBucket", estate);
        assert.deepEqual(
            targets.map(({ name }) => name),
            ["other"],
        );
    });
});
