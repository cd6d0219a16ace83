import assert from "node:assert/strict";
import { eksCluster } from "./cluster";
import { decide, type Request } from "./iamSimulation.test";
import { rolePolicy } from "./rolePolicy";

const cluster = eksCluster(
    "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/ABCDEF0123456789",
);
const keyArn = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const bucketArn = "arn:aws:s3:::hdb-orders-111122223333-eu-central-1-an";
const ownObject = `${bucketArn}/shop/orders/orders/base/20270101T020000/data.tar`;

describe("the permissions of a backup role [ED-1]", () => {
    const base = {
        principal: "arn:aws:iam::111122223333:role/hardened-db/orders",
        account: cluster.account,
        identity: rolePolicy({ cluster, bucketArn, keyArn, prefix: "shop/orders" }),
    };
    const asks = (action: string, resource: string, context: Record<string, string> = {}): Promise<string> =>
        decide({ ...base, action, resource, context } satisfies Request);

    for (const action of [
        "s3:GetObject",
        "s3:PutObject",
        "s3:DeleteObject",
        "s3:AbortMultipartUpload",
        "s3:ListMultipartUploadParts",
    ]) {
        it(`allow ${action} in the client's folder`, async () => {
            assert.equal(await asks(action, ownObject), "Allowed");
        });
        const denied: [string, string][] = [
            ["in the folder of another service account", `${bucketArn}/shop/invoices/base/data.tar`],
            ["in the folder of a service account whose name begins alike", `${bucketArn}/shop/orders2/base/data.tar`],
            ["in the folder of another namespace", `${bucketArn}/staging/orders/base/data.tar`],
            ["in another bucket", "arn:aws:s3:::another/shop/orders/base/data.tar"],
        ];
        for (const [where, resource] of denied) {
            it(`refuse ${action} ${where}`, async () => {
                assert.equal(await asks(action, resource), "ImplicitlyDenied");
            });
        }
    }

    describe("that may restore from another client", () => {
        const restorer = rolePolicy({
            cluster,
            bucketArn,
            keyArn,
            prefix: "staging/orders",
            reads: ["shop/orders", "shop/invoices"],
        });
        const asksAsRestorer = (action: string, resource: string): Promise<string> =>
            decide({ ...base, identity: restorer, action, resource });

        for (const folder of ["shop/orders", "shop/invoices"]) {
            it(`allow to read ${folder}`, async () => {
                assert.equal(await asksAsRestorer("s3:GetObject", `${bucketArn}/${folder}/wals/1.gz`), "Allowed");
            });
            for (const action of [
                "s3:PutObject",
                "s3:DeleteObject",
                "s3:DeleteObjectVersion",
                "s3:GetObjectVersion",
                "s3:AbortMultipartUpload",
            ]) {
                it(`refuse ${action} in ${folder} [ED-1]`, async () => {
                    assert.equal(
                        await asksAsRestorer(action, `${bucketArn}/${folder}/orders/base/data.tar`),
                        "ImplicitlyDenied",
                    );
                });
            }
        }

        for (const folder of ["shop/orders2", "shop/payments", "orders", "staging/invoices"]) {
            it(`refuse to read ${folder} [ED-1]`, async () => {
                assert.equal(
                    await asksAsRestorer("s3:GetObject", `${bucketArn}/${folder}/base/data.tar`),
                    "ImplicitlyDenied",
                );
            });
        }

        for (const action of ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]) {
            it(`allow ${action} in the client's own folder still`, async () => {
                assert.equal(await asksAsRestorer(action, `${bucketArn}/staging/orders/base/data.tar`), "Allowed");
            });
        }
    });

    for (const action of ["s3:ListBucket", "s3:GetBucketLocation", "s3:ListBucketMultipartUploads"]) {
        it(`allow ${action}, without a prefix as HeadBucket asks`, async () => {
            assert.equal(await asks(action, bucketArn), "Allowed");
        });
        it(`refuse ${action} of another bucket`, async () => {
            assert.equal(await asks(action, "arn:aws:s3:::another"), "ImplicitlyDenied");
        });
    }

    for (const [action, resource] of [
        ["s3:DeleteObjectVersion", ownObject],
        ["s3:BypassGovernanceRetention", ownObject],
        ["s3:PutObjectRetention", ownObject],
        ["s3:CreateBucket", bucketArn],
        ["s3:PutBucketPolicy", bucketArn],
        ["s3:PutLifecycleConfiguration", bucketArn],
    ] as const) {
        it(`refuse ${action}`, async () => {
            assert.equal(await asks(action, resource), "ImplicitlyDenied");
        });
    }

    for (const action of ["kms:GenerateDataKey", "kms:Decrypt"]) {
        const through = { "kms:ViaService": "s3.eu-central-1.amazonaws.com" };
        // KMS asks the key's own policy first: here it leaves the answer to IAM.
        const delegated = (resource: string, context: Record<string, string>): Promise<string> =>
            decide({
                ...base,
                action,
                resource,
                context,
                resourcePolicy: {
                    Version: "2012-10-17",
                    Statement: [
                        {
                            Sid: "Delegate",
                            Effect: "Allow",
                            Principal: { AWS: `arn:aws:iam::${cluster.account}:root` },
                            Action: "kms:*",
                            Resource: "*",
                        },
                    ],
                },
            });
        it(`allow ${action} with the vault's key through S3`, async () => {
            assert.equal(await delegated(keyArn, through), "Allowed");
        });
        it(`refuse ${action} with another key`, async () => {
            assert.equal(await delegated(keyArn.replace("1234abcd", "ffffffff"), through), "ImplicitlyDenied");
        });
        it(`refuse ${action} through another service`, async () => {
            assert.equal(
                await delegated(keyArn, { "kms:ViaService": "ec2.eu-central-1.amazonaws.com" }),
                "ImplicitlyDenied",
            );
        });
    }

    it("hold no wildcard action", () => {
        const actions = base.identity.Statement.flatMap(({ Action }) => Action);
        assert.ok(actions.length > 0);
        assert.deepEqual(
            actions.filter((action) => action.includes("*")),
            [],
        );
    });
});
