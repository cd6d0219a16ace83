import type * as pulumi from "@pulumi/pulumi";
import type { ComplianceSummary } from "../summary/complianceSummary";
import type { ReplicaReference, VaultStorageArgs } from "./vaultArguments";

/** Who the cluster is for AWS, and who looks after the keys. */
export interface AwsIdentityArgs {
    /**
     * ARN of the IAM OIDC provider of the EKS cluster: pods take their roles by IRSA. Exactly one of this and `podIdentityCluster`;
     * account, partition and region are read from it. Example:
     * `arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE`.
     * @control CM-5, KSI-4
     */
    oidcProviderArn?: pulumi.Input<string>;
    /**
     * ARN of the EKS cluster: pods take their roles by EKS Pod Identity. The add-on `eks-pod-identity-agent` must run in it. Pods are
     * given their way when they are made: a database that changes from one to the other writes no backups until its pods are made anew
     * (`kubectl cnpg restart`). Example: `arn:aws:eks:eu-central-1:111122223333:cluster/shop`.
     * @control CM-5, KSI-4
     */
    podIdentityCluster?: pulumi.Input<string>;
    /**
     * ARNs of the IAM roles or users that administer the keys. They can change, disable and schedule a key for deletion, and cannot
     * decrypt with it. Only they delete versions of backups, change the bucket's lifecycle or versioning, or bypass a retention:
     * a later `pulumi up` that changes `retentionDays` runs as one of them.
     * @minItems 1
     */
    keyAdministrators: pulumi.Input<string>[];
    /** ARN of the IAM policy that is the permissions boundary of each role made here. Default: none. */
    permissionsBoundary?: pulumi.Input<string>;
    /**
     * How the keys that are made here are kept: that of the backups and that of the volumes alike.
     * @control CM-1
     */
    keys?: KeyArgs;
}

/** How a KMS key is kept. Keys that are given by ARN are not touched. */
export interface KeyArgs {
    /**
     * Days after which KMS makes new material for the key. Old material stays for what it has encrypted.
     * @default 365
     * @asType integer
     * @minimum 90
     * @maximum 2560
     */
    rotationDays?: number;
    /**
     * True makes multi-Region keys, which a key administrator can replicate into another region, to read backups there. A replica has a
     * policy of its own, so whoever may replicate is trusted as much as whoever may change the policy. Decided when a key is made: a
     * change would make another key in its place, at which `pulumi up` stops while `deletionProtection` is on.
     * @default false
     */
    multiRegion?: boolean;
    /**
     * ARN of an SNS topic, in the account and region of the keys, that is told when somebody changes the policy of a key, grants its use
     * (but for the EBS CSI driver, which does so for each volume), disables it, stops its rotation, replicates it or schedules its
     * deletion. Needs a CloudTrail trail with management events of KMS, and a topic policy that lets EventBridge publish
     * (docs/keys.md). A `pulumi up` that changes a key's policy is told as well. Default: nobody is told.
     */
    alarmTopicArn?: pulumi.Input<string>;
}

/** EKS: volumes encrypted with a KMS key of their own, backups in S3 with another one, identity by IRSA or EKS Pod Identity. */
export interface AwsPlatformArgs extends AwsIdentityArgs {
    /**
     * ARN of the role of the EBS CSI driver's controller (`kube-system/ebs-csi-controller-sa`). The volume key lets it, and nobody else,
     * encrypt and decrypt, through EC2 only. Without this a volume is made and deleted again at once. Required unless
     * `storage.storageClass` or `volumeKeyArn` is given; with `volumeKeyArn` it is what `volumeKeyStatements` names.
     */
    ebsCsiRoleArn?: pulumi.Input<string>;
    /**
     * ARN of a KMS key of your own for the volumes, in the region of the cluster; it may be another account's. Its policy is not touched:
     * it must hold the statements of the output `volumeKeyStatements` before a volume can be made. Default: a key that is made here.
     * @control CM-1, SM-1
     */
    volumeKeyArn?: pulumi.Input<string>;
    /**
     * ARN of a KMS key of your own for the backups in the database's own vault, as `keyArn` of a BackupVault; the statements that its
     * policy must hold are the output `backupKeyStatements`. Default: a key that is made here.
     * @control CM-1, ED-1
     */
    backupKeyArn?: pulumi.Input<string>;
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
export interface BackupVaultArgs extends VaultStorageArgs {
    /** Who the cluster is for AWS, and who looks after the key. */
    aws: AwsIdentityArgs;
    /**
     * Who writes backups. Each gets a role; nobody else can use the key.
     * @minItems 1
     * @control CM-5
     */
    clients: BackupClient[];
    /**
     * ARN of a symmetric KMS key of your own in the region of the vault; it may be another account's. Its policy is not touched: backups
     * begin once it holds the statements of the output `keyStatements`, which name the clients' roles, or leaves the decision to IAM.
     * Default: a key that is made here.
     * @control CM-1, ED-1
     */
    keyArn?: pulumi.Input<string>;
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
    /**
     * ARN of the OIDC provider, or with EKS Pod Identity of the EKS cluster, whose pods take the roles. Default: an OIDC provider that is
     * not known, as in references of vaults that were made before Pod Identity could be chosen.
     */
    trusts?: pulumi.Input<string>;
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
    /** Name of the bucket with the access logs of the first. Absent with `existingBucket`. */
    logBucket?: pulumi.Output<string>;
    /** ARN of the KMS key of the backups. */
    keyArn: pulumi.Output<string>;
    /** Statements that the policy of a key of your own (`keyArn`) must hold, as a JSON list. Absent when the key is made here. */
    keyStatements?: pulumi.Output<string>;
    /** ARN of each writer's role, by `namespace/serviceAccount`. */
    roleArns: pulumi.Output<RoleArns>;
    /** What a database is given as `backup.vault`. */
    reference: pulumi.Output<VaultReference>;
    /** The copy in another region, with `replication`. */
    replica?: pulumi.Output<ReplicaReference>;
    /**
     * With `existingBucket`: the statements that its policy needs, as a JSON list. They refuse weak transport, other keys and the lifting of
     * locks, and let the roles in, which only a bucket of another account has to say.
     */
    bucketStatements?: pulumi.Output<string>;
    /** How the controls stand that a vault decides, from the rules run over all that was made here. */
    complianceSummary: pulumi.Output<ComplianceSummary>;
}
