import type { Operation } from "./calls";

/** For example `s3:ListBucket`. */
export type Action = `${string}:${string}`;

/**
 * Operations for which IAM asks by another name, or for more than one action, with the inputs that the components give
 * (AWS Service Authorization Reference, and the "Permissions" of each operation in the service's API reference).
 */
export const otherwiseNamed: Readonly<Partial<Record<Operation, readonly Action[]>>> = {
    // Tags and a lock are given at creation.
    "kms:CreateKey": ["kms:CreateKey", "kms:TagResource"],
    "s3:CreateBucket": [
        "s3:CreateBucket",
        "s3:PutBucketObjectLockConfiguration",
        "s3:PutBucketVersioning",
        "s3:TagResource",
    ],
    "s3:HeadBucket": ["s3:ListBucket"],
    "s3:GetBucketCors": ["s3:GetBucketCORS"],
    "s3:GetBucketAccelerateConfiguration": ["s3:GetAccelerateConfiguration"],
    "s3:GetBucketLifecycleConfiguration": ["s3:GetLifecycleConfiguration"],
    "s3:PutBucketLifecycleConfiguration": ["s3:PutLifecycleConfiguration"],
    "s3:DeleteBucketLifecycle": ["s3:PutLifecycleConfiguration"],
    "s3:GetBucketReplication": ["s3:GetReplicationConfiguration"],
    "s3:PutBucketReplication": ["s3:PutReplicationConfiguration", "iam:PassRole"],
    "s3:DeleteBucketReplication": ["s3:PutReplicationConfiguration"],
    "s3:GetBucketEncryption": ["s3:GetEncryptionConfiguration"],
    "s3:PutBucketEncryption": ["s3:PutEncryptionConfiguration"],
    "s3:DeleteBucketEncryption": ["s3:PutEncryptionConfiguration"],
    "s3:GetObjectLockConfiguration": ["s3:GetBucketObjectLockConfiguration"],
    "s3:PutObjectLockConfiguration": ["s3:PutBucketObjectLockConfiguration"],
    "s3:GetPublicAccessBlock": ["s3:GetBucketPublicAccessBlock"],
    "s3:PutPublicAccessBlock": ["s3:PutBucketPublicAccessBlock"],
    "s3:DeletePublicAccessBlock": ["s3:PutBucketPublicAccessBlock"],
    "s3:DeleteBucketOwnershipControls": ["s3:PutBucketOwnershipControls"],
    "s3:DeleteBucketTagging": ["s3:PutBucketTagging"],
    "s3control:ListTagsForResource": ["s3:ListTagsForResource"],
    "s3control:TagResource": ["s3:TagResource"],
    "s3control:UntagResource": ["s3:UntagResource"],
    "iam:CreateRole": ["iam:CreateRole", "iam:TagRole"],
    "eks:CreatePodIdentityAssociation": ["eks:CreatePodIdentityAssociation", "eks:TagResource", "iam:PassRole"],
    "eks:UpdatePodIdentityAssociation": ["eks:UpdatePodIdentityAssociation", "iam:PassRole"],
    "events:PutRule": ["events:PutRule", "events:TagResource"],
};

/** What IAM is asked for when the provider calls this. */
export function actionsFor(operation: Operation): readonly Action[] {
    return otherwiseNamed[operation] ?? [operation];
}
