/**
 * What the AWS provider calls for each resource that the components make. Read in terraform-provider-aws, the provider inside of
 * pulumi-aws; every operation carries the endpoint's name (`s3control` is S3's second one).
 *
 * A call that only happens for inputs which the components never give is not here: forceDestroy, inline policies of a role, a key that is
 * disabled or does not rotate.
 */
export interface ProviderCalls {
    /** File in the provider's repository. */
    source: string;
    /** Its major version there when it was read. The newest that could be had. */
    readAt: 4 | 5 | 6;
    /** The argument without which no such resource is made. */
    option?: Option;
    /** What a program's change or a `pulumi destroy` takes off. */
    end: End;
    create: readonly Operation[];
    read: readonly Operation[];
    update: readonly Operation[];
    /** Beside the tags that are given at creation. */
    tag?: readonly Operation[];
    delete: readonly Operation[];
}

export type Phase = "create" | "read" | "update" | "tag" | "delete";

/**
 * `change`: it goes when what it is for leaves the program. `teardown`: it is protected, and goes only when somebody takes everything
 * down on purpose. `never`: it is kept and goes with its bucket.
 */
export type End = "change" | "teardown" | "never";

export type Option = "podIdentityCluster" | "alarmTopicArn" | "replication";

export type Operation = `${Endpoint}:${string}`;
type Endpoint = "kms" | "s3" | "s3control" | "iam" | "eks" | "events";

/** The provider that is inside of the package. */
export const readIn = { repository: "hashicorp/terraform-provider-aws", package: "@pulumi/aws 7.48.0" } as const;

const bucketTags = {
    tag: [
        "s3control:ListTagsForResource",
        "s3control:TagResource",
        "s3control:UntagResource",
        // What it falls back to where S3 Control does not tag buckets, as outside of the partition aws (6.23, CHANGELOG.md).
        "s3:GetBucketTagging",
        "s3:PutBucketTagging",
        "s3:DeleteBucketTagging",
    ],
} as const satisfies Partial<ProviderCalls>;

/** Describes a key, also after a change until KMS answers with it. */
const keyReads = [
    "kms:DescribeKey",
    "kms:GetKeyPolicy",
    "kms:GetKeyRotationStatus",
    "kms:ListResourceTags",
] as const satisfies Operation[];

export const providerCalls: Readonly<Record<string, ProviderCalls>> = {
    "aws:kms/key:Key": {
        source: "internal/service/kms/key.go",
        readAt: 6,
        end: "teardown",
        create: ["kms:CreateKey", "kms:EnableKeyRotation"],
        read: keyReads,
        update: ["kms:EnableKey", "kms:EnableKeyRotation", "kms:PutKeyPolicy", "kms:UpdateKeyDescription"],
        tag: ["kms:TagResource", "kms:UntagResource"],
        delete: ["kms:ScheduleKeyDeletion"],
    },
    "aws:kms/alias:Alias": {
        source: "internal/service/kms/alias.go",
        readAt: 5,
        end: "teardown",
        create: ["kms:CreateAlias"],
        read: ["kms:ListAliases"],
        update: ["kms:UpdateAlias"],
        delete: ["kms:DeleteAlias"],
    },
    "aws:s3/bucket:Bucket": {
        source: "internal/service/s3/bucket.go",
        readAt: 6,
        end: "teardown",
        create: ["s3:CreateBucket", "s3:HeadBucket"],
        read: [
            "s3:HeadBucket",
            "s3:GetBucketPolicy",
            "s3:GetBucketAcl",
            "s3:GetBucketCors",
            "s3:GetBucketWebsite",
            "s3:GetBucketVersioning",
            "s3:GetBucketAccelerateConfiguration",
            "s3:GetBucketRequestPayment",
            "s3:GetBucketLogging",
            "s3:GetBucketLifecycleConfiguration",
            "s3:GetBucketReplication",
            "s3:GetBucketEncryption",
            "s3:GetObjectLockConfiguration",
        ],
        update: [],
        ...bucketTags,
        delete: ["s3:DeleteBucket"],
    },
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": {
        source: "internal/service/s3/bucket_ownership_controls.go",
        readAt: 4,
        end: "never",
        create: ["s3:PutBucketOwnershipControls"],
        read: ["s3:GetBucketOwnershipControls"],
        update: ["s3:PutBucketOwnershipControls"],
        delete: ["s3:DeleteBucketOwnershipControls"],
    },
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": {
        source: "internal/service/s3/bucket_public_access_block.go",
        readAt: 4,
        end: "never",
        create: ["s3:PutPublicAccessBlock"],
        read: ["s3:GetPublicAccessBlock"],
        update: ["s3:PutPublicAccessBlock"],
        delete: ["s3:DeletePublicAccessBlock"],
    },
    "aws:s3/bucketVersioning:BucketVersioning": {
        source: "internal/service/s3/bucket_versioning.go",
        readAt: 4,
        end: "never",
        create: ["s3:PutBucketVersioning"],
        read: ["s3:GetBucketVersioning"],
        update: ["s3:PutBucketVersioning"],
        delete: ["s3:PutBucketVersioning"],
    },
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": {
        source: "internal/service/s3/bucket_server_side_encryption_configuration.go",
        readAt: 4,
        end: "never",
        create: ["s3:PutBucketEncryption"],
        read: ["s3:GetBucketEncryption"],
        update: ["s3:PutBucketEncryption"],
        delete: ["s3:DeleteBucketEncryption"],
    },
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": {
        source: "internal/service/s3/bucket_lifecycle_configuration.go",
        readAt: 6,
        end: "never",
        create: ["s3:PutBucketLifecycleConfiguration"],
        read: ["s3:GetBucketLifecycleConfiguration"],
        update: ["s3:PutBucketLifecycleConfiguration"],
        delete: ["s3:DeleteBucketLifecycle"],
    },
    "aws:s3/bucketLogging:BucketLogging": {
        source: "internal/service/s3/bucket_logging.go",
        readAt: 4,
        end: "never",
        create: ["s3:PutBucketLogging"],
        read: ["s3:GetBucketLogging"],
        update: ["s3:PutBucketLogging"],
        delete: ["s3:PutBucketLogging"],
    },
    "aws:s3/bucketPolicy:BucketPolicy": {
        source: "internal/service/s3/bucket_policy.go",
        readAt: 4,
        end: "never",
        create: ["s3:PutBucketPolicy"],
        read: ["s3:GetBucketPolicy"],
        update: ["s3:PutBucketPolicy"],
        delete: ["s3:DeleteBucketPolicy"],
    },
    "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": {
        source: "internal/service/s3/bucket_object_lock_configuration.go",
        readAt: 4,
        end: "never",
        create: ["s3:PutObjectLockConfiguration"],
        read: ["s3:GetObjectLockConfiguration"],
        update: ["s3:PutObjectLockConfiguration"],
        delete: ["s3:PutObjectLockConfiguration"],
    },
    "aws:s3/bucketReplicationConfig:BucketReplicationConfig": {
        source: "internal/service/s3/bucket_replication_configuration.go",
        readAt: 6,
        option: "replication",
        end: "teardown",
        create: ["s3:PutBucketReplication"],
        read: ["s3:GetBucketReplication"],
        update: ["s3:PutBucketReplication"],
        delete: ["s3:DeleteBucketReplication"],
    },
    "aws:iam/role:Role": {
        source: "internal/service/iam/role.go",
        readAt: 6,
        end: "change",
        create: ["iam:CreateRole"],
        read: ["iam:GetRole", "iam:ListRolePolicies", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies"],
        update: [
            "iam:UpdateAssumeRolePolicy",
            "iam:UpdateRoleDescription",
            "iam:UpdateRole",
            "iam:PutRolePermissionsBoundary",
            "iam:DeleteRolePermissionsBoundary",
        ],
        tag: ["iam:TagRole", "iam:UntagRole"],
        delete: ["iam:ListInstanceProfilesForRole", "iam:DeleteRole"],
    },
    "aws:iam/rolePolicy:RolePolicy": {
        source: "internal/service/iam/role_policy.go",
        readAt: 4,
        end: "change",
        create: ["iam:PutRolePolicy"],
        read: ["iam:GetRolePolicy"],
        update: ["iam:PutRolePolicy"],
        delete: ["iam:DeleteRolePolicy"],
    },
    "aws:eks/podIdentityAssociation:PodIdentityAssociation": {
        source: "internal/service/eks/pod_identity_association.go",
        readAt: 5,
        option: "podIdentityCluster",
        end: "change",
        create: ["eks:CreatePodIdentityAssociation"],
        read: ["eks:DescribePodIdentityAssociation"],
        update: ["eks:UpdatePodIdentityAssociation"],
        tag: ["eks:TagResource", "eks:UntagResource"],
        delete: ["eks:DeletePodIdentityAssociation"],
    },
    "aws:cloudwatch/eventRule:EventRule": {
        source: "internal/service/events/rule.go",
        readAt: 5,
        option: "alarmTopicArn",
        end: "teardown",
        create: ["events:PutRule"],
        read: ["events:DescribeRule", "events:ListTagsForResource"],
        update: ["events:PutRule"],
        tag: ["events:TagResource", "events:UntagResource"],
        delete: ["events:DeleteRule"],
    },
    "aws:cloudwatch/eventTarget:EventTarget": {
        source: "internal/service/events/target.go",
        readAt: 5,
        option: "alarmTopicArn",
        end: "teardown",
        create: ["events:PutTargets"],
        read: ["events:ListTargetsByRule"],
        update: ["events:PutTargets"],
        delete: ["events:RemoveTargets"],
    },
};
