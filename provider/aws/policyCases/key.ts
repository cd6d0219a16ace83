import assert from "node:assert/strict";
import { forEach, type PolicyCases, type Surroundings, type Twins } from "./cases";
import { copierCases, elsewhere, forOneObject, throughBucket } from "./replication";

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
    carriers: /(?<!-volume)(?<!-replica)-key$/,
    twins: (surroundings) => [...management(surroundings), ...useOfVault(surroundings)],
};

/** The key of the copies: S3 writes with it, and whoever restores from the copies uses it. */
export const replicaKeyCases: PolicyCases = {
    carriers: /-replica-key$/,
    twins: (surroundings) => [
        // A multi-Region key would be the vault's own key once more: the copies have a key of their own.
        ...management(surroundings, { replicates: false }),
        ...useByRoles(surroundings, surroundings.scene.restoringRoles ?? []),
        ...copierCases(surroundings, ["kms:Encrypt", "kms:GenerateDataKey"], ["kms:Decrypt", "kms:CreateGrant"]),
    ],
};

/** What the owner of a key for backups adds to its policy. */
export const keyStatementCases: PolicyCases = {
    carriers: /-(keyStatements|backupKeyStatements)$/,
    twins: useOfVault,
};

function useOfVault(surroundings: Surroundings): Twins[] {
    const { scene, arn } = surroundings;
    const clients = Object.keys(scene.clients).map((folder) => arn(`-${folder.replace("/", ".")}-role`));
    return [
        ...useByRoles(surroundings, clients),
        ...copierCases(surroundings, ["kms:Decrypt"], ["kms:Encrypt", "kms:GenerateDataKey", "kms:CreateGrant"]),
    ];
}

function useByRoles(
    { cluster, vault, self, stranger, administrators }: Surroundings,
    roles: readonly string[],
): Twins[] {
    const context = { "kms:CallerAccount": cluster.account, ...throughBucket(vault) };
    return roles
        .flatMap((principal) =>
            forEach(
                ["kms:Decrypt", "kms:GenerateDataKey"],
                (action) => ({
                    allowed: { principal, action, resource: self, context },
                    denied: {
                        "by another role": { principal: stranger },
                        "by an administrator": { principal: administrators[0] ?? "" },
                        "for another account": { context: { "kms:CallerAccount": "444455556666" } },
                        ...elsewhere(vault),
                        "but no grant": { action: "kms:CreateGrant" },
                    },
                }),
                `${principal.split("/").at(-1) ?? ""} uses the key:`,
            ),
        )
        .flatMap((twins) => [twins, forOneObject(twins, vault)]);
}

/** The key of volumes: the EBS CSI driver has EC2 use it. */
export const volumeKeyCases: PolicyCases = {
    carriers: /-volume-key$/,
    twins: (surroundings) => [...management(surroundings), ...useOfVolumes(surroundings)],
};

/** What the owner of a key for volumes adds to its policy. */
export const volumeKeyStatementCases: PolicyCases = { carriers: /-volumeKeyStatements$/, twins: useOfVolumes };

function useOfVolumes({ scene, cluster, self, stranger, administrators }: Surroundings): Twins[] {
    const principal = scene.aws.ebsCsiRoleArn;
    assert.ok(typeof principal === "string", "the scene says who the EBS CSI driver is");
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
}

/** Who runs a key does not use it, and nobody is given its use by IAM alone. */
function management(
    { administrators, stranger, self, scene }: Surroundings,
    { replicates = scene.aws.keys?.multiRegion === true } = {},
): Twins[] {
    const replicating = ["kms:ReplicateKey", "kms:UpdatePrimaryRegion"];
    const using = [
        "kms:Decrypt",
        "kms:Encrypt",
        "kms:GenerateDataKey",
        "kms:GenerateDataKeyWithoutPlaintext",
        "kms:ReEncryptFrom",
        "kms:ReEncryptTo",
        "kms:CreateGrant",
    ];
    const misuse = (actions: string[]) =>
        Object.fromEntries(actions.map((action) => [`but not ${action}`, { action }]));
    const ask = { resource: self, context: {} };
    return [
        ...administrators.flatMap((principal) =>
            forEach(
                [...managing, ...(replicates ? replicating : [])],
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
            // That it may be replicated is not the account's to say: a replica has a policy of its own.
            denied: misuse([...using, ...(replicates && administrators.includes(principal) ? [] : replicating)]),
        })),
    ];
}
