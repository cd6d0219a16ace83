import assert from "node:assert/strict";
import { eksCluster } from "./cluster";
import { decide, iamAllowsAll, withKnownEncryptionContext, type Decision, type Request } from "./iamSimulation.test";
import { backupKeyPolicy, volumeKeyPolicy } from "./keyPolicy";

const cluster = eksCluster(
    "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/ABCDEF0123456789",
);
const administrator = "arn:aws:iam::111122223333:role/key-custodian";
const writer = "arn:aws:iam::111122223333:role/hardened-db/orders-0abcdefg";
const stranger = "arn:aws:iam::111122223333:role/stranger";
const bucketArn = "arn:aws:s3:::hdb-orders-111122223333-eu-central-1-an";
const resource = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

/** What keeps a key in order: each one for the administrators, and for the account as the last resort. */
const managing = [
    "kms:CancelKeyDeletion",
    "kms:CreateAlias",
    "kms:DeleteAlias",
    "kms:DescribeKey",
    "kms:DisableKey",
    "kms:DisableKeyRotation",
    "kms:EnableKey",
    "kms:EnableKeyRotation",
    "kms:GetKeyPolicy",
    "kms:GetKeyRotationStatus",
    "kms:ListGrants",
    "kms:ListKeyPolicies",
    "kms:ListKeyRotations",
    "kms:ListResourceTags",
    "kms:PutKeyPolicy",
    "kms:RevokeGrant",
    "kms:RotateKeyOnDemand",
    "kms:ScheduleKeyDeletion",
    "kms:TagResource",
    "kms:UntagResource",
    "kms:UpdateAlias",
    "kms:UpdateKeyDescription",
];

describe("the policy of a backup key [CM-1]", () => {
    const resourcePolicy = backupKeyPolicy({ cluster, administrators: [administrator], bucketArn, roles: [writer] });
    const use: Request = {
        principal: writer,
        action: "kms:GenerateDataKey",
        resource,
        account: cluster.account,
        context: {
            "kms:CallerAccount": cluster.account,
            "kms:ViaService": "s3.eu-central-1.amazonaws.com",
            "kms:EncryptionContext:aws:s3:arn": bucketArn,
        },
        resourcePolicy,
    };
    const otherwise = (context: Record<string, string>): Request => ({
        ...use,
        context: { ...use.context, ...context },
    });

    const asks = (request: Request): Promise<Decision> => decide(withKnownEncryptionContext(request));

    for (const action of ["kms:GenerateDataKey", "kms:Decrypt"]) {
        it(`lets the vault's role ${action} through S3`, async () => {
            assert.equal(await asks({ ...use, action }), "Allowed");
        });
        it(`refuses ${action} to the key administrator, even with kms:* in IAM`, async () => {
            assert.equal(
                await asks({ ...use, action, principal: administrator, identity: iamAllowsAll("kms") }),
                "ImplicitlyDenied",
            );
        });
        it(`refuses ${action} to any other role of the account, even with kms:* in IAM`, async () => {
            assert.equal(
                await asks({ ...use, action, principal: stranger, identity: iamAllowsAll("kms") }),
                "ImplicitlyDenied",
            );
        });
    }

    it("lets the role use the key for one object, as S3 asks without a bucket key", async () => {
        assert.equal(
            await asks(otherwise({ "kms:EncryptionContext:aws:s3:arn": `${bucketArn}/shop/orders/base/data.tar` })),
            "Allowed",
        );
    });

    const denied: [string, Record<string, string>][] = [
        ["through another service", { "kms:ViaService": "ec2.eu-central-1.amazonaws.com" }],
        ["in another region", { "kms:ViaService": "s3.us-east-1.amazonaws.com" }],
        ["for another account", { "kms:CallerAccount": "444455556666" }],
        ["for another bucket", { "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::another" }],
        ["for a bucket whose name begins alike", { "kms:EncryptionContext:aws:s3:arn": `${bucketArn}2` }],
    ];
    for (const [what, context] of denied) {
        it(`refuses the role ${what}`, async () => {
            assert.equal(await asks(otherwise(context)), "ImplicitlyDenied");
        });
    }

    it("refuses the role a direct call, without S3", async () => {
        const context = { "kms:CallerAccount": cluster.account, "kms:EncryptionContext:aws:s3:arn": bucketArn };
        assert.equal(await asks({ ...use, context }), "ImplicitlyDenied");
    });

    separatesManagement(resourcePolicy);
});

describe("the policy of a volume key [CM-1]", () => {
    const driver = "arn:aws:iam::111122223333:role/ebs-csi";
    const resourcePolicy = volumeKeyPolicy({ cluster, administrators: [administrator], ebsCsiRole: driver });
    const use: Request = {
        principal: driver,
        action: "kms:Decrypt",
        resource,
        account: cluster.account,
        context: { "kms:CallerAccount": cluster.account, "kms:ViaService": "ec2.eu-central-1.amazonaws.com" },
        resourcePolicy,
    };
    const grant: Request = {
        ...use,
        action: "kms:CreateGrant",
        context: { ...use.context, "kms:GrantIsForAWSResource": "true" },
    };

    for (const action of [
        "kms:Decrypt",
        "kms:DescribeKey",
        "kms:Encrypt",
        "kms:GenerateDataKey",
        "kms:GenerateDataKeyWithoutPlaintext",
        "kms:ReEncryptFrom",
        "kms:ReEncryptTo",
    ]) {
        it(`lets the EBS CSI driver ${action} through EC2`, async () => {
            assert.equal(await decide({ ...use, action }), "Allowed");
        });
        it(`refuses the EBS CSI driver ${action} in another region`, async () => {
            const context = { ...use.context, "kms:ViaService": "ec2.us-east-1.amazonaws.com" };
            assert.equal(await decide({ ...use, action, context }), "ImplicitlyDenied");
        });
    }

    for (const action of ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"]) {
        it(`lets the EBS CSI driver ${action} for AWS itself`, async () => {
            assert.equal(await decide({ ...grant, action }), "Allowed");
        });
        it(`refuses the EBS CSI driver ${action} for anybody else`, async () => {
            const context = { ...grant.context, "kms:GrantIsForAWSResource": "false" };
            assert.equal(await decide({ ...grant, action, context }), "ImplicitlyDenied");
        });
    }

    it("refuses use and grant for another account", async () => {
        const account = { "kms:CallerAccount": "444455556666" };
        assert.equal(await decide({ ...use, context: { ...use.context, ...account } }), "ImplicitlyDenied");
        assert.equal(await decide({ ...grant, context: { ...grant.context, ...account } }), "ImplicitlyDenied");
    });

    it("refuses a grant through another service", async () => {
        const context = { ...grant.context, "kms:ViaService": "rds.eu-central-1.amazonaws.com" };
        assert.equal(await decide({ ...grant, context }), "ImplicitlyDenied");
    });

    for (const [who, principal] of [
        ["the key administrator", administrator],
        ["any other role", stranger],
    ] as const) {
        it(`refuses ${who} to decrypt, even with kms:* in IAM`, async () => {
            assert.equal(await decide({ ...use, principal, identity: iamAllowsAll("kms") }), "ImplicitlyDenied");
        });
    }

    separatesManagement(resourcePolicy);
});

describe("a key policy in China", () => {
    const china = eksCluster(
        "arn:aws-cn:iam::111122223333:oidc-provider/oidc.eks.cn-north-1.amazonaws.com.cn/id/ABCDEF0123456789",
    );

    it("names principals of its partition and both spellings of the service", () => {
        const [administration, account, use] = backupKeyPolicy({
            cluster: china,
            administrators: ["arn:aws-cn:iam::111122223333:role/key-custodian"],
            bucketArn: "arn:aws-cn:s3:::bucket",
            roles: ["arn:aws-cn:iam::111122223333:role/writer"],
        }).Statement;
        assert.deepEqual(administration?.Principal, { AWS: ["arn:aws-cn:iam::111122223333:role/key-custodian"] });
        assert.deepEqual(account?.Principal, { AWS: "arn:aws-cn:iam::111122223333:root" });
        assert.deepEqual(use?.Condition?.["StringEquals"]?.["kms:ViaService"], [
            "s3.cn-north-1.amazonaws.com",
            "s3.cn-north-1.amazonaws.com.cn",
        ]);
    });
});

/** What holds for every key: who runs it does not use it, and who uses it does not run it. */
function separatesManagement(resourcePolicy: NonNullable<Request["resourcePolicy"]>): void {
    const manage: Request = {
        principal: administrator,
        action: "kms:ScheduleKeyDeletion",
        resource,
        account: cluster.account,
        resourcePolicy,
    };

    for (const action of managing) {
        it(`lets the key administrator ${action} with nothing in IAM`, async () => {
            assert.equal(await decide({ ...manage, action }), "Allowed");
        });
        it(`lets another role ${action} only if IAM says so, so that the key cannot be locked away`, async () => {
            const other = { ...manage, action, principal: stranger };
            assert.equal(await decide({ ...other, identity: iamAllowsAll("kms") }), "Allowed");
            assert.equal(await decide(other), "ImplicitlyDenied");
        });
    }

    for (const principal of [administrator, stranger]) {
        it(`refuses ${principal} to grant, even with kms:* in IAM`, async () => {
            for (const action of [
                "kms:CreateGrant",
                "kms:Encrypt",
                "kms:ReEncryptFrom",
                "kms:GenerateDataKeyWithoutPlaintext",
            ]) {
                assert.equal(
                    await decide({ ...manage, action, principal, identity: iamAllowsAll("kms") }),
                    "ImplicitlyDenied",
                    action,
                );
            }
        });
    }

    it("has no wildcard action, and manages with none that uses", () => {
        const actions = resourcePolicy.Statement.filter(({ Sid }) => /Administration|Management/.test(Sid)).flatMap(
            ({ Action }) => Action,
        );
        assert.ok(actions.length > 20);
        assert.deepEqual(
            actions.filter((action) => /\*|crypt|GenerateDataKey|CreateGrant/.test(action)),
            [],
        );
    });
}
