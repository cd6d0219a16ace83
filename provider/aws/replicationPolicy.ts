import { viaService } from "./cluster";
import { policyDocument, type Conditions, type PolicyDocument, type Statement } from "./policyDocument";
import type { Place } from "./vaultBuckets";

/** A bucket and the key that encrypts it. */
export interface KeyedBucket {
    place: Place;
    bucketArn: string;
    keyArn: string;
}

export interface Replication {
    source: KeyedBucket;
    replica: KeyedBucket;
    /** Whether deletes are copied. */
    deletes: boolean;
}

/**
 * Lets S3 take the role. Nothing in AWS's documentation says that S3 names the bucket (aws:SourceArn, aws:SourceAccount) when it takes a
 * replication role, and with a condition on a key that is not there nothing would be copied. There is nobody to confuse it either: S3 takes
 * a role only for buckets of the role's own account, and this one reads one bucket and writes one.
 */
export function replicationTrust(): PolicyDocument {
    return policyDocument({
        Sid: "TrustReplication",
        Effect: "Allow",
        Principal: { Service: "s3.amazonaws.com" },
        Action: "sts:AssumeRole",
    });
}

/** What S3 needs to copy versions with their locks (S3 user guide, "Setting up permissions for live replication"). */
export function replicationPolicy({ source, replica, deletes }: Replication): PolicyDocument {
    return policyDocument(
        {
            Sid: "ReadConfiguration",
            Effect: "Allow",
            Action: ["s3:GetReplicationConfiguration", "s3:ListBucket"],
            Resource: source.bucketArn,
        },
        {
            Sid: "ReadVersions",
            Effect: "Allow",
            Action: [
                "s3:GetObjectLegalHold",
                "s3:GetObjectRetention",
                "s3:GetObjectVersionAcl",
                "s3:GetObjectVersionForReplication",
                "s3:GetObjectVersionTagging",
            ],
            Resource: `${source.bucketArn}/*`,
        },
        {
            Sid: "WriteCopies",
            Effect: "Allow",
            Action: [...(deletes ? ["s3:ReplicateDelete"] : []), "s3:ReplicateObject", "s3:ReplicateTags"],
            Resource: `${replica.bucketArn}/*`,
        },
        {
            Sid: "DecryptSource",
            Effect: "Allow",
            Action: "kms:Decrypt",
            Resource: source.keyArn,
            Condition: throughBucket(source),
        },
        {
            Sid: "EncryptCopies",
            Effect: "Allow",
            Action: encrypting,
            Resource: replica.keyArn,
            Condition: throughBucket(replica),
        },
    );
}

/** Encrypt for one object; GenerateDataKey for the key that the bucket keeps (S3 user guide, "Reducing the cost of SSE-KMS"). */
const encrypting = ["kms:Encrypt", "kms:GenerateDataKey"];

/** In the policy of the source's key: it lets the role read what it copies. */
export function decryptForReplication(source: Omit<KeyedBucket, "keyArn">, role: string): Statement {
    return {
        Sid: "DecryptForReplication",
        Effect: "Allow",
        Principal: { AWS: role },
        Action: "kms:Decrypt",
        Resource: "*",
        Condition: withCaller(source),
    };
}

/** In the policy of the copies' key: the role writes with it and reads nothing. */
export function encryptForReplication(replica: Omit<KeyedBucket, "keyArn">, role: string): Statement {
    return {
        Sid: "EncryptForReplication",
        Effect: "Allow",
        Principal: { AWS: role },
        Action: encrypting,
        Resource: "*",
        Condition: withCaller(replica),
    };
}

/** With a bucket key the context holds the bucket's ARN, without one the object's. */
function throughBucket({ place, bucketArn }: Omit<KeyedBucket, "keyArn">): Conditions {
    return {
        StringEquals: { "kms:ViaService": viaService("s3", place) },
        StringLike: { "kms:EncryptionContext:aws:s3:arn": [bucketArn, `${bucketArn}/*`] },
    };
}

function withCaller(bucket: Omit<KeyedBucket, "keyArn">): Conditions {
    const { StringEquals, ...context } = throughBucket(bucket);
    return { StringEquals: { ...StringEquals, "kms:CallerAccount": bucket.place.account }, ...context };
}
