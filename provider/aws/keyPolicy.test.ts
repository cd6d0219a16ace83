import assert from "node:assert/strict";
import fc from "fast-check";
import { eksCluster } from "./cluster";
import { decide, iamAllowsAll, withKnownEncryptionContext, type Decision, type Request } from "./iamSimulation.test";
import {
    backupKeyPolicy,
    backupKeyStatements,
    namedStatements,
    volumeKeyPolicy,
    volumeKeyStatements,
} from "./keyPolicy";
import { policyDocument, type Statement } from "./policyDocument";
import { rolePolicy } from "./rolePolicy";

const cluster = eksCluster(
    "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/ABCDEF0123456789",
);
const administrator = "arn:aws:iam::111122223333:role/key-custodian";
const writer = "arn:aws:iam::111122223333:role/hardened-db/orders-0abcdefg";
const stranger = "arn:aws:iam::111122223333:role/stranger";
const driver = "arn:aws:iam::111122223333:role/ebs-csi";
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

describe("the policy of a key that may be replicated [CM-1]", () => {
    const policies = (multiRegion: boolean) => [
        backupKeyPolicy({ cluster, administrators: [administrator], bucketArn, roles: [writer], multiRegion }),
        volumeKeyPolicy({ cluster, administrators: [administrator], ebsCsiRole: driver, multiRegion }),
    ];
    const asks = async (action: string, principal: string, multiRegion: boolean): Promise<Decision[]> =>
        Promise.all(
            policies(multiRegion).map((resourcePolicy) =>
                decide({
                    principal,
                    action,
                    resource,
                    account: cluster.account,
                    resourcePolicy,
                    identity: iamAllowsAll("kms"),
                }),
            ),
        );

    for (const action of ["kms:ReplicateKey", "kms:UpdatePrimaryRegion"]) {
        it(`lets the key administrator ${action}, and of a key of one region nobody`, async () => {
            assert.deepEqual(await asks(action, administrator, true), ["Allowed", "Allowed"]);
            assert.deepEqual(await asks(action, administrator, false), ["ImplicitlyDenied", "ImplicitlyDenied"]);
        });
        it(`refuses everybody else of the account ${action}, whatever IAM says: a replica has a policy of its own`, async () => {
            assert.deepEqual(await asks(action, stranger, true), ["ImplicitlyDenied", "ImplicitlyDenied"]);
        });
    }

    for (const resourcePolicy of policies(true)) {
        separatesManagement(resourcePolicy);
    }
});

describe("the statements for a key of the user's own in another account [CM-1]", () => {
    const account = "444455556666";
    const elsewhere = resource.replace(cluster.account, account);
    /** The owner's policy with what it is to hold, and with nothing else for the roles. */
    const policyWith = (statements: Statement[]) =>
        policyDocument(
            {
                Sid: "Owner",
                Effect: "Allow",
                Principal: { AWS: `arn:aws:iam::${account}:root` },
                Action: "kms:*",
                Resource: "*",
            },
            ...namedStatements(statements, { project: "shop", stack: "prod", component: "orders" }),
        );
    const ofBackups = backupKeyStatements({ cluster, bucketArn, roles: [writer] });
    const ofVolumes = volumeKeyStatements({ cluster, ebsCsiRole: driver });
    const identity = rolePolicy({ cluster, bucketArn, keyArn: elsewhere, prefix: "shop/orders" });
    const writes: Request = {
        principal: writer,
        action: "kms:GenerateDataKey",
        resource: elsewhere,
        account,
        context: {
            "kms:CallerAccount": cluster.account,
            "kms:ViaService": "s3.eu-central-1.amazonaws.com",
            "kms:EncryptionContext:aws:s3:arn": bucketArn,
        },
        identity,
        resourcePolicy: policyWith(ofBackups),
    };
    const grants: Request = {
        principal: driver,
        action: "kms:CreateGrant",
        resource: elsewhere,
        account,
        context: {
            "kms:CallerAccount": cluster.account,
            "kms:ViaService": "ec2.eu-central-1.amazonaws.com",
            "kms:GrantIsForAWSResource": "true",
        },
        identity: iamAllowsAll("kms"),
        resourcePolicy: policyWith(ofVolumes),
    };

    it("let the role use it through S3, together with the permissions that the role has", async () => {
        assert.equal(await decide(withKnownEncryptionContext(writes)), "Allowed");
    });

    const denied: [string, Request][] = [
        ["without the statements", { ...writes, resourcePolicy: policyWith([]) }],
        [
            "without the role's permissions",
            { ...writes, identity: rolePolicy({ cluster, bucketArn, keyArn: resource, prefix: "a/b" }) },
        ],
        ["as another role with the same permissions", { ...writes, principal: stranger }],
        [
            "for a caller of another account",
            { ...writes, context: { ...writes.context, "kms:CallerAccount": account } },
        ],
        [
            "for another bucket",
            { ...writes, context: { ...writes.context, "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::another" } },
        ],
        [
            "through another service",
            { ...writes, context: { ...writes.context, "kms:ViaService": "ec2.eu-central-1.amazonaws.com" } },
        ],
    ];
    for (const [what, request] of denied) {
        it(`refuse the use ${what}`, async () => {
            assert.equal(await decide(withKnownEncryptionContext(request)), "ImplicitlyDenied");
        });
    }

    it("let the EBS CSI driver grant it to EC2, and refuse that for anybody else or without them", async () => {
        assert.equal(await decide(grants), "Allowed");
        const context = { ...grants.context, "kms:GrantIsForAWSResource": "false" };
        assert.equal(await decide({ ...grants, context }), "ImplicitlyDenied");
        assert.equal(await decide({ ...grants, resourcePolicy: policyWith([]) }), "ImplicitlyDenied");
    });

    it("have names of their own for each component, of letters and digits, since a policy has no two of one name", () => {
        const word = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,40}$/);
        const origin = fc.record({ project: word, stack: word, component: word }, { noNullPrototype: true });
        fc.assert(
            fc.property(origin, origin, (one, other) => {
                fc.pre(JSON.stringify(one) !== JSON.stringify(other));
                const sids = [one, other].flatMap((each) => namedStatements(ofVolumes, each).map(({ Sid }) => Sid));
                assert.equal(new Set(sids).size, 4);
                assert.deepEqual(
                    sids.filter((sid) => !/^[A-Za-z0-9]{1,100}$/.test(sid)),
                    [],
                );
            }),
        );
    });
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
        const actions = resourcePolicy.Statement.filter(({ Sid }) =>
            /Administration|Management|Replication/.test(Sid),
        ).flatMap(({ Action }) => Action);
        assert.ok(actions.length > 20);
        assert.deepEqual(
            actions.filter((action) => /\*|crypt|GenerateDataKey|CreateGrant/.test(action)),
            [],
        );
    });
}
