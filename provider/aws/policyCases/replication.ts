import { forEach, type Change, type PolicyCases, type Surroundings, type Twins, type VaultSide } from "./cases";

const object = "shop/orders/base/data.tar";

/** What the role may do that copies a vault's backups. */
export const replicationCases: PolicyCases = {
    carriers: /-replication-permissions$/,
    twins: ({ self: principal, scene, vault, copies }) => {
        const ask = { principal, context: {} };
        return [
            ...forEach(
                ["s3:GetReplicationConfiguration", "s3:ListBucket"],
                (action) => ({
                    allowed: { ...ask, action, resource: vault.bucket },
                    denied: {
                        "of the copies' bucket": { resource: copies.bucket },
                        "of a bucket whose name begins alike": { resource: `${vault.bucket}2` },
                        "but does not change it": { action: "s3:PutReplicationConfiguration" },
                    },
                }),
                "the vault's bucket:",
            ),
            ...forEach(
                [
                    "s3:GetObjectLegalHold",
                    "s3:GetObjectRetention",
                    "s3:GetObjectVersionAcl",
                    "s3:GetObjectVersionForReplication",
                    "s3:GetObjectVersionTagging",
                ],
                (action) => ({
                    allowed: { ...ask, action, resource: `${vault.bucket}/${object}` },
                    denied: {
                        "in the copies' bucket": { resource: `${copies.bucket}/${object}` },
                        "in a bucket whose name begins alike": { resource: `${vault.bucket}2/${object}` },
                        ...butNo("s3:GetObject", "s3:PutObject", "s3:ReplicateObject", ...destroying),
                    },
                }),
                "versions in the vault:",
            ),
            ...forEach(
                [
                    ...(scene.followsDeletes === true ? ["s3:ReplicateDelete"] : []),
                    "s3:ReplicateObject",
                    "s3:ReplicateTags",
                ],
                (action) => ({
                    allowed: { ...ask, action, resource: `${copies.bucket}/${object}` },
                    denied: {
                        "into the vault": { resource: `${vault.bucket}/${object}` },
                        "into a bucket whose name begins alike": { resource: `${copies.bucket}2/${object}` },
                        ...butNo("s3:GetObject", "s3:PutObject", "s3:ObjectOwnerOverrideToBucketOwner", ...destroying),
                        ...(scene.followsDeletes === true ? {} : butNo("s3:ReplicateDelete")),
                    },
                }),
                "copies:",
            ),
            ...withKey(vault, ["kms:Decrypt"], ["kms:Encrypt", "kms:GenerateDataKey", "kms:CreateGrant"], ask),
            ...withKey(copies, ["kms:Encrypt", "kms:GenerateDataKey"], ["kms:Decrypt", "kms:CreateGrant"], ask),
        ];
    },
};

const destroying = [
    "s3:BypassGovernanceRetention",
    "s3:DeleteObject",
    "s3:DeleteObjectVersion",
    "s3:PutObjectRetention",
];

function butNo(...actions: string[]): Record<string, Change> {
    return Object.fromEntries(actions.map((action) => [`but not ${action}`, { action }]));
}

function withKey(side: VaultSide, actions: string[], others: string[], { principal }: { principal: string }): Twins[] {
    const context = throughBucket(side);
    return forEach(
        actions,
        (action) => ({
            allowed: { principal, action, resource: side.key, context },
            denied: {
                "with another key": { resource: side.key.replace(/.$/, "x") },
                ...elsewhere(side),
                ...butNo(...others),
            },
        }),
        `the key of ${side.bucket}:`,
    ).flatMap((twins) => [twins, forOneObject(twins, side)]);
}

/** How S3 names itself and the bucket when it asks KMS. */
export function throughBucket({ cluster, bucket }: VaultSide): Record<string, string> {
    return {
        "kms:ViaService": `s3.${cluster.region}.amazonaws.com`,
        "kms:EncryptionContext:aws:s3:arn": bucket,
    };
}

/** The same request in other places. */
export function elsewhere({ cluster, bucket }: VaultSide): Record<string, Change> {
    return {
        "through another service": { context: { "kms:ViaService": `ec2.${cluster.region}.amazonaws.com` } },
        "in another region": { context: { "kms:ViaService": "s3.us-east-2.amazonaws.com" } },
        "without S3": { context: { "kms:ViaService": undefined } },
        "for another bucket": { context: { "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::another" } },
        "for a bucket whose name begins alike": { context: { "kms:EncryptionContext:aws:s3:arn": `${bucket}2` } },
        "for no bucket": { context: { "kms:EncryptionContext:aws:s3:arn": undefined } },
    };
}

/** As S3 asks without a bucket key. */
export function forOneObject({ title, allowed }: Twins, { bucket }: VaultSide): Twins {
    return {
        title: `${title}, for one object`,
        allowed: {
            ...allowed,
            context: { ...allowed.context, "kms:EncryptionContext:aws:s3:arn": `${bucket}/${object}` },
        },
        denied: {
            "of another bucket": {
                context: { "kms:EncryptionContext:aws:s3:arn": `arn:aws:s3:::another/${object}` },
            },
        },
    };
}

/** What the policy of a key on either side says of that role, and of no other. */
export function copierCases(
    { copier, self, stranger, administrators, vault, cluster }: Surroundings,
    actions: string[],
    others: string[],
): Twins[] {
    if (copier === undefined) {
        return [];
    }
    const context = { "kms:CallerAccount": cluster.account, ...throughBucket(vault) };
    return forEach(
        actions,
        (action) => ({
            allowed: { principal: copier, action, resource: self, context },
            denied: {
                "by another role": { principal: stranger },
                "by an administrator": { principal: administrators[0] ?? "" },
                "for another account": { context: { "kms:CallerAccount": "444455556666" } },
                ...elsewhere(vault),
                ...butNo(...others),
            },
        }),
        "the role that copies:",
    ).flatMap((twins) => [twins, forOneObject(twins, vault)]);
}
