/** One thing that a benchmark asks of AWS around a database, and how it stands with it. */
export interface Aspect {
    aspect: string;
    /** What is set, or who else sets it and how. */
    answer: string;
    /** Controls of AWS Security Hub, as AWS Foundational Security Best Practices (FSBP) numbers them. */
    fsbp: readonly string[];
    /** CIS AWS Foundations Benchmark 5.0. */
    cis5: readonly string[];
    /** CIS AWS Foundations Benchmark 7.0. */
    cis7: readonly string[];
    /** Rules here that judge it. */
    rules: readonly string[];
    /** Inputs that say so, of every resource of that type: a test reads them. */
    set?: readonly Setting[];
}

export interface Setting {
    type: string;
    /** Only resources whose name ends so. */
    nameEnds?: string;
    /** Dotted path. */
    property: string;
    /** What stands there; a text that is longer may only contain it. */
    value: string | number | boolean;
}

/**
 * Where the numbers come from: prowler-cloud/prowler at 3e000fa3, prowler/compliance/aws, aws_foundational_security_best_practices_aws,
 * cis_5.0_aws and cis_7.0_aws.
 */
export const setHere: readonly Aspect[] = [
    {
        aspect: "Key rotation",
        answer: "yearly, by AWS; `keys.rotationDays` chooses other days",
        fsbp: ["KMS.4"],
        cis5: ["3.6"],
        cis7: ["4.6"],
        rules: ["aws-key-rotation"],
        set: [
            { type: "aws:kms/key:Key", property: "enableKeyRotation", value: true },
            { type: "aws:kms/key:Key", property: "rotationPeriodInDays", value: 365 },
        ],
    },
    {
        aspect: "Key not public; management apart from use",
        answer: "a key policy from the first moment: administrators cannot decrypt, roles use it through S3 or EC2 only, IAM alone gives nobody Decrypt",
        fsbp: ["KMS.5"],
        cis5: [],
        cis7: ["2.21"],
        rules: ["aws-key-policy"],
        set: [
            { type: "aws:kms/key:Key", property: "policy", value: "AccountManagement" },
            { type: "aws:kms/key:Key", property: "bypassPolicyLockoutSafetyCheck", value: false },
        ],
    },
    {
        aspect: "Key not deleted by mistake",
        answer: "protected in the stack; 30 days between schedule and deletion",
        fsbp: ["KMS.3"],
        cis5: [],
        cis7: [],
        rules: ["aws-key-deletion"],
        set: [{ type: "aws:kms/key:Key", property: "deletionWindowInDays", value: 30 }],
    },
    {
        aspect: "No right to decrypt with every key",
        answer: "a role's policy names its key, and S3 as the only way to it",
        fsbp: ["KMS.1", "KMS.2"],
        cis5: [],
        cis7: [],
        rules: ["aws-role-permissions"],
        set: [{ type: "aws:iam/rolePolicy:RolePolicy", property: "policy", value: "kms:ViaService" }],
    },
    {
        aspect: "No administrator's rights",
        answer: "a role may list its bucket, and read and write one folder of it",
        fsbp: [],
        cis5: ["1.15"],
        cis7: ["2.14"],
        rules: ["aws-role-permissions", "aws-role-trust"],
        set: [{ type: "aws:iam/role:Role", property: "path", value: "/hardened-db/" }],
    },
    {
        aspect: "No access keys",
        answer: "pods take a role; there is no user and no key to rotate",
        fsbp: [],
        cis5: ["1.13"],
        cis7: ["2.12"],
        rules: ["aws-static-keys", "workload-identity"],
    },
    {
        aspect: "Bucket encrypted with KMS",
        answer: "a key of its own, with a bucket key; uploads with another key are refused. Access logs: S3's key, since log delivery cannot use a KMS key of yours",
        fsbp: ["S3.17"],
        cis5: [],
        cis7: [],
        rules: ["aws-bucket-encryption", "postgres-backup-encryption", "postgres-backup-key"],
        set: [
            {
                type: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
                nameEnds: "-bucket-encryption",
                property: "rules.0.applyServerSideEncryptionByDefault.sseAlgorithm",
                value: "aws:kms",
            },
            {
                type: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
                nameEnds: "-bucket-encryption",
                property: "rules.0.bucketKeyEnabled",
                value: true,
            },
        ],
    },
    {
        aspect: "TLS only",
        answer: "the bucket's policy refuses anything else, and TLS below 1.2",
        fsbp: ["S3.5"],
        cis5: ["2.1.1"],
        cis7: ["3.1.1"],
        rules: ["aws-bucket-transport"],
        set: [
            { type: "aws:s3/bucketPolicy:BucketPolicy", property: "policy", value: "DenyInsecureTransport" },
            { type: "aws:s3/bucketPolicy:BucketPolicy", property: "policy", value: "DenyOldTls" },
        ],
    },
    {
        aspect: "Public access blocked",
        answer: "all four switches, on every bucket",
        fsbp: ["S3.2", "S3.3", "S3.8"],
        cis5: ["2.1.4"],
        cis7: ["3.1.4"],
        rules: ["aws-bucket-public-access"],
        set: ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"].map((property) => ({
            type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
            property,
            value: true,
        })),
    },
    {
        aspect: "ACLs off",
        answer: "the bucket's owner owns every object",
        fsbp: ["S3.12"],
        cis5: [],
        cis7: [],
        rules: ["aws-bucket-public-access"],
        set: [
            {
                type: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
                property: "rule.objectOwnership",
                value: "BucketOwnerEnforced",
            },
        ],
    },
    {
        aspect: "No rights for other accounts",
        answer: "the bucket's policy allows nobody anything but the delivery of its own access logs",
        fsbp: ["S3.6"],
        cis5: [],
        cis7: ["2.21"],
        rules: [],
    },
    {
        aspect: "Access logging",
        answer: "to a bucket of its own, kept for 400 days; that bucket's own accesses are not logged",
        fsbp: ["S3.9"],
        cis5: [],
        cis7: [],
        rules: ["aws-bucket-audit"],
        set: [{ type: "aws:s3/bucketLogging:BucketLogging", property: "targetPrefix", value: "backups/" }],
    },
    {
        aspect: "Lifecycle",
        answer: "what was deleted goes after the retention and a week; nothing goes by its age alone",
        fsbp: ["S3.10", "S3.13"],
        cis5: [],
        cis7: [],
        rules: [],
        set: [
            {
                type: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
                property: "rules.0.status",
                value: "Enabled",
            },
        ],
    },
    {
        aspect: "Versioning",
        answer: "on; only key administrators suspend it",
        fsbp: ["S3.14"],
        cis5: [],
        cis7: [],
        rules: ["aws-bucket-recovery"],
        set: [
            {
                type: "aws:s3/bucketVersioning:BucketVersioning",
                property: "versioningConfiguration.status",
                value: "Enabled",
            },
        ],
    },
    {
        aspect: "Object Lock",
        answer: "each backup locked in mode governance for the retention and a week, which only key administrators lift; `objectLock` chooses compliance, other days, or none",
        fsbp: ["S3.15"],
        cis5: [],
        cis7: [],
        rules: [],
        set: [
            { type: "aws:s3/bucket:Bucket", nameEnds: "-bucket", property: "objectLockEnabled", value: true },
            {
                type: "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
                property: "rule.defaultRetention.mode",
                value: "GOVERNANCE",
            },
            {
                type: "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
                property: "rule.defaultRetention.days",
                value: 42,
            },
        ],
    },
    {
        aspect: "Copy in another region",
        answer: "by choice: `replication`, to a bucket with a key of its own, hardened and locked alike",
        fsbp: ["S3.7"],
        cis5: [],
        cis7: [],
        rules: [],
    },
    {
        aspect: "Volumes encrypted",
        answer: "a StorageClass with a key of its own, that no role but the EBS CSI driver's uses",
        fsbp: ["EC2.3"],
        cis5: ["5.1.1"],
        cis7: [],
        rules: ["storage-class-encryption", "storage-class-key"],
        set: [
            {
                type: "kubernetes:storage.k8s.io/v1:StorageClass",
                property: "parameters.encrypted",
                value: "true",
            },
        ],
    },
];

/** What belongs to the account or the cluster: a component that changed it would change it for everybody there. */
export const notSetHere: readonly Aspect[] = [
    {
        aspect: "Public access blocked for the account",
        answer: "account-wide: `aws.s3.AccountPublicAccessBlock`",
        fsbp: ["S3.1"],
        cis5: ["2.1.4"],
        cis7: ["3.1.4"],
        rules: [],
    },
    {
        aspect: "MFA delete",
        answer: "cannot be automated: the root user sets it with a device in hand, and it excludes lifecycle rules. Object Lock and the bucket's policy stand for it",
        fsbp: ["S3.20"],
        cis5: ["2.1.2"],
        cis7: ["3.1.2"],
        rules: [],
    },
    {
        aspect: "EBS encryption by default",
        answer: "account- and region-wide: `aws.ebs.EncryptionByDefault`. The volumes made here are encrypted without it",
        fsbp: ["EC2.7"],
        cis5: ["5.1.1"],
        cis7: ["6.1.1"],
        rules: [],
    },
    {
        aspect: "EBS snapshots not public",
        answer: 'account- and region-wide: `aws.ebs.SnapshotBlockPublicAccess` with `state: "block-all-sharing"`',
        fsbp: ["EC2.1"],
        cis5: [],
        cis7: [],
        rules: [],
    },
    {
        aspect: "Object-level logging by CloudTrail",
        answer: "a trail of the account with data events for the bucket; access logs are on without it",
        fsbp: [],
        cis5: ["3.8", "3.9"],
        cis7: ["4.8", "4.9"],
        rules: [],
    },
    {
        aspect: "Keys' deletion and buckets' policies watched",
        answer: "metric filters on a trail of the account; `keys.alarmTopicArn` and `replication.alarmTopicArn` tell of what happens to the keys made here",
        fsbp: [],
        cis5: ["4.7", "4.8"],
        cis7: ["5.7", "5.8"],
        rules: [],
    },
    {
        aspect: "EKS: secrets encrypted with KMS",
        answer: "the cluster's `encryptionConfig`. Passwords of databases are Secrets: without it they are encrypted in etcd with a key of AWS (EKS 1.28 and newer)",
        fsbp: ["EKS.3"],
        cis5: [],
        cis7: [],
        rules: [],
    },
    {
        aspect: "EKS: endpoint not public",
        answer: "the cluster's `vpcConfig.endpointPublicAccess: false`, or `publicAccessCidrs`",
        fsbp: ["EKS.1"],
        cis5: [],
        cis7: [],
        rules: [],
    },
    {
        aspect: "EKS: audit log",
        answer: "the cluster's `enabledClusterLogTypes` with `audit`: who read which Secret stands there",
        fsbp: ["EKS.8"],
        cis5: [],
        cis7: [],
        rules: [],
    },
    {
        aspect: "EKS: supported version",
        answer: "the cluster's `version`",
        fsbp: ["EKS.2"],
        cis5: [],
        cis7: [],
        rules: [],
    },
];
