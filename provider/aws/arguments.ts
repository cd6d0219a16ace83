import type * as pulumi from "@pulumi/pulumi";
import type { ComplianceSummary } from "../summary/complianceSummary";

/** Who the cluster is for AWS, and who looks after the keys. */
export interface AwsIdentityArgs {
    /**
     * ARN of the IAM OIDC provider of the EKS cluster. Account, partition and region are read from it. Example:
     * `arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE`.
     */
    oidcProviderArn: pulumi.Input<string>;
    /**
     * ARNs of the IAM roles or users that administer the keys. They can change, disable and schedule a key for deletion, and cannot
     * decrypt with it. Only they delete versions of backups, change the bucket's lifecycle or versioning, or bypass a retention:
     * a later `pulumi up` that changes `retentionDays` runs as one of them.
     * @minItems 1
     */
    keyAdministrators: pulumi.Input<string>[];
    /** ARN of the IAM policy that is the permissions boundary of each role made here. Default: none. */
    permissionsBoundary?: pulumi.Input<string>;
}

/** EKS: volumes encrypted with a KMS key of their own, backups in S3 with another one, identity by IRSA. */
export interface AwsPlatformArgs extends AwsIdentityArgs {
    /**
     * ARN of the role of the EBS CSI driver's controller (`kube-system/ebs-csi-controller-sa`). The volume key lets it, and nobody else,
     * encrypt and decrypt, through EC2 only. Without this a volume is made and deleted again at once.
     */
    ebsCsiRoleArn: pulumi.Input<string>;
}

/** Whose backups: those in the folder `<namespace>/<serviceAccount>` of the bucket. */
export interface BackupOwner {
    /** Namespace of the pods. */
    namespace: string;
    /** ServiceAccount of the pods. CloudNativePG names it after the Cluster. */
    serviceAccount: string;
}

/** A writer of backups. Its pods take a role that reaches the folder `<namespace>/<serviceAccount>` of the bucket and no other. */
export interface BackupClient extends BackupOwner {
    /**
     * Whose backups it may read besides its own, and not write or delete: to start a database from them (`restoreFrom`). They need not
     * be clients any more. Default: nobody's.
     */
    restoresFrom?: BackupOwner[];
}

/** A bucket for backups with a KMS key of its own, and one role for each writer. */
export interface BackupVaultArgs {
    /** Who the cluster is for AWS, and who looks after the key. */
    aws: AwsIdentityArgs;
    /**
     * Who writes backups. Each gets a role; nobody else can use the key.
     * @minItems 1
     */
    clients: BackupClient[];
    /**
     * Days for which a backup can be brought back after somebody deleted or overwrote it; a week is added for noticing it. The bucket
     * lets nothing expire by its age alone, since it cannot know which backup is the last good one: the database removes old ones.
     * @default 35
     * @asType integer
     * @minimum 1
     */
    retentionDays?: number;
    /**
     * True protects key and buckets: `pulumi destroy` stops with an error until they are unprotected.
     * False: they stay when the stack goes.
     * @default true
     */
    deletionProtection?: boolean;
}

/** What another component must know of a vault to use it. */
export interface VaultReference {
    /** Name of the bucket. */
    bucket: pulumi.Input<string>;
    /** Region of bucket and key. */
    region: pulumi.Input<string>;
    /** ARN of the KMS key of the backups. */
    keyArn: pulumi.Input<string>;
    /** ARN of each writer's role, by `namespace/serviceAccount`. */
    roleArns: pulumi.Input<RoleArns>;
    /** Folders of others that a writer may read, by `namespace/serviceAccount`. Only what is listed is checked. */
    restoresFrom?: pulumi.Input<ReadableFolders>;
}

/** Folders, by the `namespace/serviceAccount` that may read them. */
export interface ReadableFolders {
    [client: string]: string[];
}

/** ARNs of roles, by `namespace/serviceAccount`. */
export interface RoleArns {
    [client: string]: pulumi.Input<string>;
}

/** What a BackupVault tells the program. */
export interface BackupVaultOutputs {
    /** Name of the bucket of the backups. */
    bucket: pulumi.Output<string>;
    /** Name of the bucket with the access logs of the first. */
    logBucket: pulumi.Output<string>;
    /** ARN of the KMS key of the backups. */
    keyArn: pulumi.Output<string>;
    /** ARN of each writer's role, by `namespace/serviceAccount`. */
    roleArns: pulumi.Output<RoleArns>;
    /** What a database is given as `backup.vault`. */
    reference: pulumi.Output<VaultReference>;
    /** How the controls stand that a vault decides, from the rules run over all that was made here. */
    complianceSummary: pulumi.Output<ComplianceSummary>;
}
