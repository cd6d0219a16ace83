import assert from "node:assert/strict";
import { eksCluster } from "./cluster";
import { decide, iamAllowsAll, withKnownEncryptionContext, type Request } from "./iamSimulation.test";
import { policyDocument, type PolicyDocument } from "./policyDocument";
import { decryptForReplication, encryptForReplication, replicationPolicy, replicationTrust } from "./replicationPolicy";

const cluster = eksCluster(
    "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/ABCDEF0123456789",
);
const account = cluster.account;
const role = "arn:aws:iam::111122223333:role/hardened-db/orders-replication-0abcdefg";
const stranger = "arn:aws:iam::111122223333:role/stranger";
const source = {
    place: cluster,
    bucketArn: "arn:aws:s3:::hdb-orders-111122223333-eu-central-1-an",
    keyArn: "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
};
const replica = {
    place: { ...cluster, region: "eu-west-1" },
    bucketArn: "arn:aws:s3:::hdb-orders-111122223333-eu-west-1-an",
    keyArn: "arn:aws:kms:eu-west-1:111122223333:key/ffffffff-12ab-34cd-56ef-1234567890ab",
};
const folder = "shop/orders/base/20270101T020000/data.tar";

describe("the role that copies backups", () => {
    const identity = replicationPolicy({ source, replica, deletes: false });
    const asks = (action: string, resource: string, by: PolicyDocument = identity): Promise<string> =>
        decide({ principal: role, account, identity: by, action, resource });

    it("is taken by S3 and by nobody else", async () => {
        const request: Request = {
            principal: "s3.amazonaws.com",
            action: "sts:AssumeRole",
            resource: role,
            account,
            resourcePolicy: replicationTrust(),
        };
        assert.equal(await decide(request), "Allowed");
        for (const principal of ["batchoperations.s3.amazonaws.com", "backup.amazonaws.com"]) {
            assert.equal(await decide({ ...request, principal }), "ImplicitlyDenied");
        }
        assert.equal(
            await decide({ ...request, principal: stranger, identity: iamAllowsAll("sts") }),
            "ImplicitlyDenied",
        );
    });

    for (const action of ["s3:GetReplicationConfiguration", "s3:ListBucket"]) {
        it(`may ${action} of the vault's bucket and of no other`, async () => {
            assert.equal(await asks(action, source.bucketArn), "Allowed");
            assert.equal(await asks(action, replica.bucketArn), "ImplicitlyDenied");
        });
    }

    for (const action of [
        "s3:GetObjectLegalHold",
        "s3:GetObjectRetention",
        "s3:GetObjectVersionAcl",
        "s3:GetObjectVersionForReplication",
        "s3:GetObjectVersionTagging",
    ]) {
        it(`may ${action} in the vault's bucket and in no other`, async () => {
            assert.equal(await asks(action, `${source.bucketArn}/${folder}`), "Allowed");
            assert.equal(await asks(action, `${replica.bucketArn}/${folder}`), "ImplicitlyDenied");
            assert.equal(await asks(action, `${source.bucketArn}2/${folder}`), "ImplicitlyDenied");
        });
    }

    for (const action of ["s3:ReplicateObject", "s3:ReplicateTags"]) {
        it(`may ${action} into the copies' bucket and into no other`, async () => {
            assert.equal(await asks(action, `${replica.bucketArn}/${folder}`), "Allowed");
            assert.equal(await asks(action, `${source.bucketArn}/${folder}`), "ImplicitlyDenied");
            assert.equal(await asks(action, `${replica.bucketArn}2/${folder}`), "ImplicitlyDenied");
        });
    }

    it("hides no copy, unless deletes are to be followed", async () => {
        const following = replicationPolicy({ source, replica, deletes: true });
        assert.equal(await asks("s3:ReplicateDelete", `${replica.bucketArn}/${folder}`), "ImplicitlyDenied");
        assert.equal(await asks("s3:ReplicateDelete", `${replica.bucketArn}/${folder}`, following), "Allowed");
        assert.equal(await asks("s3:ReplicateDelete", `${source.bucketArn}/${folder}`, following), "ImplicitlyDenied");
    });

    for (const action of [
        "s3:BypassGovernanceRetention",
        "s3:DeleteObject",
        "s3:DeleteObjectVersion",
        "s3:GetObject",
        "s3:PutObject",
        "s3:PutObjectRetention",
        "s3:ObjectOwnerOverrideToBucketOwner",
    ]) {
        it(`may not ${action}, in neither bucket`, async () => {
            for (const { bucketArn } of [source, replica]) {
                assert.equal(await asks(action, `${bucketArn}/${folder}`), "ImplicitlyDenied");
            }
        });
    }

    it("has no wildcard action", () => {
        const actions = identity.Statement.flatMap(({ Action }) => Action);
        assert.ok(actions.length > 10);
        assert.deepEqual(
            actions.filter((action) => action.includes("*")),
            [],
        );
    });
});

describe("the keys of a copy [CM-1]", () => {
    const delegating = policyDocument({
        Sid: "Delegate",
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: "kms:*",
        Resource: "*",
    });
    const sides = [
        {
            what: "of the vault",
            bucket: source,
            actions: ["kms:Decrypt"],
            refused: ["kms:Encrypt", "kms:GenerateDataKey", "kms:CreateGrant"],
            statement: decryptForReplication(source, role),
        },
        {
            what: "of the copies",
            bucket: replica,
            actions: ["kms:Encrypt", "kms:GenerateDataKey"],
            refused: ["kms:Decrypt", "kms:CreateGrant"],
            statement: encryptForReplication(replica, role),
        },
    ];
    for (const { what, bucket, actions, refused, statement } of sides) {
        const { region } = bucket.place;
        const context = {
            "kms:ViaService": `s3.${region}.amazonaws.com`,
            "kms:CallerAccount": account,
            "kms:EncryptionContext:aws:s3:arn": bucket.bucketArn,
        };
        const base = { principal: role, account, resource: bucket.keyArn, context };
        const byKey = (action: string, change: Partial<Request> = {}) =>
            decide(
                withKnownEncryptionContext({ ...base, action, resourcePolicy: policyDocument(statement), ...change }),
            );
        const byRole = (action: string, change: Partial<Request> = {}) =>
            decide(
                withKnownEncryptionContext({
                    ...base,
                    action,
                    identity: replicationPolicy({ source, replica, deletes: false }),
                    resourcePolicy: delegating,
                    ...change,
                }),
            );
        const elsewhere: [string, Record<string, string>][] = [
            ["through another service", { ...context, "kms:ViaService": `ec2.${region}.amazonaws.com` }],
            ["through S3 of another region", { ...context, "kms:ViaService": "s3.us-east-1.amazonaws.com" }],
            ["for another bucket", { ...context, "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::another" }],
            [
                "for a bucket whose name begins alike",
                { ...context, "kms:EncryptionContext:aws:s3:arn": `${bucket.bucketArn}2` },
            ],
        ];

        for (const action of actions) {
            it(`lets S3 ${action} with the key ${what}, for bucket or object, by both policies`, async () => {
                const forObject = {
                    context: { ...context, "kms:EncryptionContext:aws:s3:arn": `${bucket.bucketArn}/${folder}` },
                };
                for (const asks of [byKey, byRole]) {
                    assert.equal(await asks(action), "Allowed");
                    assert.equal(await asks(action, forObject), "Allowed");
                }
            });
            for (const [how, other] of elsewhere) {
                it(`refuses ${action} with the key ${what} ${how}, by either policy`, async () => {
                    assert.equal(await byKey(action, { context: other }), "ImplicitlyDenied");
                    assert.equal(await byRole(action, { context: other }), "ImplicitlyDenied");
                });
            }
            it(`refuses ${action} with the key ${what} to another role, account or key`, async () => {
                const foreign = { context: { ...context, "kms:CallerAccount": "444455556666" } };
                assert.equal(
                    await byKey(action, { principal: stranger, identity: iamAllowsAll("kms") }),
                    "ImplicitlyDenied",
                );
                assert.equal(await byKey(action, foreign), "ImplicitlyDenied");
                assert.equal(
                    await byRole(action, { resource: bucket.keyArn.replace("12ab", "99ab") }),
                    "ImplicitlyDenied",
                );
            });
        }
        for (const action of refused) {
            it(`refuses S3 ${action} with the key ${what}, by either policy`, async () => {
                assert.equal(await byKey(action), "ImplicitlyDenied");
                assert.equal(await byRole(action), "ImplicitlyDenied");
            });
        }
    }
});
