import { forEach, type PolicyCases, type Surroundings, type Twins } from "./cases";

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

/** The key of a vault: its clients use it for its bucket and through S3, the administrators run it. */
export const backupKeyCases: PolicyCases = {
    carriers: /-(?<!volume-)key$/,
    twins: (surroundings) => {
        const { scene, cluster, arn, self, stranger, administrators } = surroundings;
        const bucket = arn("-bucket");
        const clients = Object.keys(scene.clients).map((folder) => arn(`-${folder.replace("/", ".")}-role`));
        const context = {
            "kms:CallerAccount": cluster.account,
            "kms:ViaService": `s3.${cluster.region}.amazonaws.com`,
            "kms:EncryptionContext:aws:s3:arn": bucket,
        };
        return [
            ...management(surroundings),
            ...clients.flatMap((principal) =>
                forEach(
                    ["kms:Decrypt", "kms:GenerateDataKey"],
                    (action) => ({
                        allowed: { principal, action, resource: self, context },
                        denied: {
                            "by another role": { principal: stranger },
                            "by an administrator": { principal: administrators[0] ?? "" },
                            "through another service": {
                                context: { "kms:ViaService": `ec2.${cluster.region}.amazonaws.com` },
                            },
                            "in another region": { context: { "kms:ViaService": "s3.us-east-2.amazonaws.com" } },
                            "without S3": { context: { "kms:ViaService": undefined } },
                            "for another account": { context: { "kms:CallerAccount": "444455556666" } },
                            "for another bucket": {
                                context: { "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::another" },
                            },
                            "for a bucket whose name begins alike": {
                                context: { "kms:EncryptionContext:aws:s3:arn": `${bucket}2` },
                            },
                            "but no grant": { action: "kms:CreateGrant" },
                        },
                    }),
                    `${principal.split("/").at(-1) ?? ""} uses the key:`,
                ),
            ),
            {
                title: "a client uses the key for one object, as S3 asks without a bucket key",
                allowed: {
                    principal: clients[0] ?? "",
                    action: "kms:Decrypt",
                    resource: self,
                    context: { ...context, "kms:EncryptionContext:aws:s3:arn": `${bucket}/base/data.tar` },
                },
                denied: {
                    "of another bucket": {
                        context: { "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::another/base/data.tar" },
                    },
                },
            },
        ];
    },
};

/** The key of volumes: the EBS CSI driver has EC2 use it. */
export const volumeKeyCases: PolicyCases = {
    carriers: /-volume-key$/,
    twins: (surroundings) => {
        const { scene, cluster, self, stranger, administrators } = surroundings;
        const principal = scene.aws.ebsCsiRoleArn as string;
        const context = {
            "kms:CallerAccount": cluster.account,
            "kms:ViaService": `ec2.${cluster.region}.amazonaws.com`,
        };
        const others = {
            "by another role": { principal: stranger },
            "by an administrator": { principal: administrators[0] ?? "" },
            "through another service": { context: { "kms:ViaService": `rds.${cluster.region}.amazonaws.com` } },
            "in another region": { context: { "kms:ViaService": "ec2.us-east-2.amazonaws.com" } },
            "for another account": { context: { "kms:CallerAccount": "444455556666" } },
        };
        return [
            ...management(surroundings),
            ...forEach(
                [
                    "kms:Decrypt",
                    "kms:Encrypt",
                    "kms:GenerateDataKey",
                    "kms:GenerateDataKeyWithoutPlaintext",
                    "kms:ReEncryptFrom",
                    "kms:ReEncryptTo",
                ],
                (action) => ({ allowed: { principal, action, resource: self, context }, denied: others }),
                "the driver's volumes:",
            ),
            {
                title: "the driver's volumes: kms:DescribeKey",
                allowed: { principal, action: "kms:DescribeKey", resource: self, context },
                denied: (({ "by an administrator": _, ...rest }) => rest)(others),
            },
            ...forEach(
                ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"],
                (action) => ({
                    allowed: {
                        principal,
                        action,
                        resource: self,
                        context: { ...context, "kms:GrantIsForAWSResource": "true" },
                    },
                    denied: {
                        ...(action === "kms:CreateGrant"
                            ? others
                            : (({ "by an administrator": _, ...rest }) => rest)(others)),
                        "for anybody else": { context: { "kms:GrantIsForAWSResource": "false" } },
                    },
                }),
                "the driver's grants:",
            ),
        ];
    },
};

/** Who runs a key does not use it, and nobody is given its use by IAM alone. */
function management({ administrators, stranger, self }: Surroundings): Twins[] {
    const using = [
        "kms:Decrypt",
        "kms:Encrypt",
        "kms:GenerateDataKey",
        "kms:GenerateDataKeyWithoutPlaintext",
        "kms:ReEncryptFrom",
        "kms:ReEncryptTo",
        "kms:CreateGrant",
    ];
    const misuse = Object.fromEntries(using.map((action) => [`but not ${action}`, { action }]));
    const ask = { resource: self, context: {} };
    return [
        ...administrators.flatMap((principal) =>
            forEach(
                managing,
                (action) => ({
                    allowed: { ...ask, principal, action },
                    denied: { "by another role": { principal: stranger } },
                }),
                `${principal.split("/").at(-1) ?? ""} runs the key:`,
            ),
        ),
        ...forEach(
            managing,
            (action) => ({
                allowed: { ...ask, principal: stranger, action, iam: "everything" },
                denied: { "without a word of IAM": { iam: undefined } },
            }),
            "the account runs the key, if IAM says so:",
        ),
        ...[stranger, ...administrators].map((principal): Twins => ({
            title: `${principal.split("/").at(-1) ?? ""} does not use the key, whatever IAM says`,
            allowed: { ...ask, principal, action: "kms:DescribeKey", iam: "everything" },
            denied: misuse,
        })),
    ];
}
