import type { Ask, PolicyCases, Surroundings, Twins } from "./cases";

const sse = "s3:x-amz-server-side-encryption";
const sseKey = "s3:x-amz-server-side-encryption-aws-kms-key-id";
const strong = { "aws:SecureTransport": "true", "s3:TlsVersion": "1.3" };

/** The bucket of the backups: what it refuses to whom IAM allows everything. */
export const backupBucketCases: PolicyCases = {
    carriers: /-(bucket-policy|bucketStatements)$/,
    twins: (surroundings) => {
        const put = upload(surroundings);
        const { key } = surroundings.vault;
        return [
            ...transport(surroundings),
            ...unlocking(surroundings),
            {
                title: "an upload without any header, which the bucket's default encrypts",
                allowed: put,
                denied: {
                    "with S3's own key": { context: { [sse]: "AES256" } },
                    "with a key that is not the vault's": { context: { [sseKey]: key.replace(/.$/, "x") } },
                },
            },
            {
                title: "an upload that asks for KMS",
                allowed: { ...put, context: { ...strong, [sse]: "aws:kms" } },
                denied: { "or for S3's own key": { context: { [sse]: "AES256" } } },
            },
            {
                title: "an upload that asks for KMS with the vault's key",
                allowed: { ...put, context: { ...strong, [sse]: "aws:kms", [sseKey]: key } },
                denied: { "or with another key": { context: { [sseKey]: key.replace(/.$/, "x") } } },
            },
        ];
    },
};

/** The bucket of the access logs: S3 itself writes to it. */
export const logBucketCases: PolicyCases = {
    carriers: /-logs-policy$/,
    twins: (surroundings) => {
        const { self, cluster, vault } = surroundings;
        return [
            ...transport(surroundings),
            ...unlocking(surroundings),
            {
                title: "S3 delivers the logs of the backup bucket",
                allowed: {
                    principal: "logging.s3.amazonaws.com",
                    action: "s3:PutObject",
                    resource: `${self}/backups/2027`,
                    context: {
                        "aws:SecureTransport": "true",
                        "aws:SourceArn": vault.bucket,
                        "aws:SourceAccount": cluster.account,
                    },
                },
                denied: {
                    "logs of another bucket": { context: { "aws:SourceArn": "arn:aws:s3:::another" } },
                    "logs for another account": { context: { "aws:SourceAccount": "444455556666" } },
                    "logs under another prefix": { resource: `${self}/elsewhere/2027` },
                    "what another service writes": { principal: "cloudtrail.amazonaws.com" },
                    "but deletes none": { action: "s3:DeleteObject" },
                },
            },
        ];
    },
};

function upload({ self, stranger }: Surroundings): Ask {
    return {
        principal: stranger,
        action: "s3:PutObject",
        resource: `${self}/shop/orders/base/data.tar`,
        context: strong,
        iam: "everything",
    };
}

/** To the bucket and to its objects, by administrators too. */
function transport(surroundings: Surroundings): Twins[] {
    const { self, administrators } = surroundings;
    const list = { principal: administrators[0] ?? "", action: "s3:ListBucket", resource: self, context: strong };
    const weak: Twins["denied"] = {
        "over plain HTTP": { context: { "aws:SecureTransport": "false" } },
        "over TLS 1.1": { context: { "s3:TlsVersion": "1.1" } },
    };
    const oldest = { ...strong, "s3:TlsVersion": "1.2" };
    return [
        { title: "an upload over TLS", allowed: upload(surroundings), denied: weak },
        { title: "an upload over TLS 1.2", allowed: { ...upload(surroundings), context: oldest }, denied: weak },
        { title: "an administrator lists over TLS", allowed: { ...list, iam: "everything" }, denied: weak },
    ];
}

/** What makes deleted data unrecoverable, locks objects for good, or sends copies elsewhere. */
function unlocking({ self, administrators, stranger }: Surroundings): Twins[] {
    const object = `${self}/shop/orders/base/data.tar`;
    const guarded = {
        "s3:BypassGovernanceRetention": object,
        "s3:DeleteObjectVersion": object,
        "s3:PutObjectLegalHold": object,
        "s3:PutObjectRetention": object,
        "s3:PutBucketObjectLockConfiguration": self,
        "s3:PutBucketVersioning": self,
        "s3:PutLifecycleConfiguration": self,
        "s3:PutReplicationConfiguration": self,
    };
    return administrators.flatMap((principal) =>
        Object.entries(guarded).map(([action, resource]): Twins => ({
            title: `${action} by ${principal.split("/").at(-1) ?? ""}`,
            allowed: { principal, action, resource, context: strong, iam: "everything" },
            denied: { "by another role": { principal: stranger } },
        })),
    );
}
