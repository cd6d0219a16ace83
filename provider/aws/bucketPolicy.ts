import { policyDocument, type Conditions, type PolicyDocument, type Statement } from "./policyDocument";

export interface BackupBucket {
    bucketArn: string;
    keyArn: string;
    administrators: string[];
}

/** The bucket of the backups: whatever IAM allows elsewhere, this is refused here. */
export function backupBucketPolicy({ bucketArn, keyArn, administrators }: BackupBucket): PolicyDocument {
    return policyDocument(
        ...denyWeakTransport(bucketArn),
        {
            Sid: "DenyWrongSse",
            Effect: "Deny",
            Principal: "*",
            Action: "s3:PutObject",
            Resource: `${bucketArn}/*`,
            Condition: ifGiven("StringNotEquals", "s3:x-amz-server-side-encryption", "aws:kms"),
        },
        {
            Sid: "DenyWrongKey",
            Effect: "Deny",
            Principal: "*",
            Action: "s3:PutObject",
            Resource: `${bucketArn}/*`,
            Condition: ifGiven("ArnNotEquals", "s3:x-amz-server-side-encryption-aws-kms-key-id", keyArn),
        },
        denyUnlockBypass(bucketArn, administrators),
    );
}

export interface LogBucket {
    bucketArn: string;
    administrators: string[];
    /** The bucket whose access logs come here, under `prefix`. */
    sourceArn: string;
    prefix: string;
    account: string;
}

/** The bucket of the access logs: S3 writes them for that one bucket. */
export function logBucketPolicy({ bucketArn, administrators, sourceArn, prefix, account }: LogBucket): PolicyDocument {
    return policyDocument(...denyWeakTransport(bucketArn), denyUnlockBypass(bucketArn, administrators), {
        Sid: "AllowLogDelivery",
        Effect: "Allow",
        Principal: { Service: "logging.s3.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: `${bucketArn}/${prefix}*`,
        Condition: { ArnEquals: { "aws:SourceArn": sourceArn }, StringEquals: { "aws:SourceAccount": account } },
    });
}

/**
 * A negated operator also matches when the header is missing, and default encryption is applied only after the policy is judged:
 * without the Null pairing, every upload that leaves encryption to the bucket would be refused.
 */
function ifGiven(operator: "StringNotEquals" | "ArnNotEquals", key: string, value: string): Conditions {
    return { Null: { [key]: "false" }, [operator]: { [key]: value } };
}

function denyWeakTransport(bucketArn: string): Statement[] {
    const refuse = (Sid: string, Condition: Conditions): Statement => ({
        Sid,
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [bucketArn, `${bucketArn}/*`],
        Condition,
    });
    return [
        refuse("DenyInsecureTransport", { Bool: { "aws:SecureTransport": "false" } }),
        refuse("DenyOldTls", { NumericLessThan: { "s3:TlsVersion": "1.2" } }),
    ];
}

/** What makes deleted data unrecoverable, locks objects for good, or sends copies elsewhere is for the key administrators alone. */
function denyUnlockBypass(bucketArn: string, administrators: string[]): Statement {
    return {
        Sid: "DenyUnlockBypass",
        Effect: "Deny",
        Principal: "*",
        Action: [
            "s3:BypassGovernanceRetention",
            "s3:DeleteObjectVersion",
            "s3:PutBucketObjectLockConfiguration",
            "s3:PutBucketVersioning",
            "s3:PutLifecycleConfiguration",
            "s3:PutObjectLegalHold",
            "s3:PutObjectRetention",
            "s3:PutReplicationConfiguration",
        ],
        Resource: [bucketArn, `${bucketArn}/*`],
        Condition: { ArnNotEquals: { "aws:PrincipalArn": administrators } },
    };
}
