import type * as pulumi from "@pulumi/pulumi";

/** Where and how a vault keeps backups. */
export interface VaultStorageArgs {
    /**
     * Region of bucket and key, for backups that are to lie elsewhere than the database, for example `eu-west-1`. Default: the cluster's.
     * Another account takes a provider for that account and, as `oidcProviderArn`, an IAM OIDC provider that was made there for the
     * cluster's issuer; whatever is made here is made in the account of that ARN.
     */
    region?: pulumi.Input<string>;
    /**
     * Locks each backup against whoever would destroy it. Default: mode `governance`.
     * @control ED-1
     */
    objectLock?: ObjectLockArgs;
    /** Copies each backup to a second bucket in another region. Default: no copy. */
    replication?: ReplicationArgs;
    /**
     * A bucket of your own in place of one that is made here. It is taken as it is: nothing of it is set or assumed here, the rules judge
     * it where it is part of what they read, and the output `bucketStatements` has what its policy needs.
     */
    existingBucket?: ExistingBucketArgs;
}

/**
 * S3 Object Lock: the default retention of the bucket. A version cannot be destroyed before its lock ends; a delete by the database's role
 * hides it, as without a lock. Uploads by barman-cloud carry the checksum that S3 asks for in a bucket with a default retention.
 */
export interface ObjectLockArgs {
    /**
     * `governance`: only the key administrators can destroy a locked version. `compliance`: nobody can before its lock ends, no
     * administrator, not the root user of the account, not AWS; the mode cannot be taken back for what is locked, nor its time
     * shortened, and the bucket cannot be deleted before. `none`: versions are kept for the retention, and no lock holds them.
     * @default "governance"
     */
    mode?: ObjectLockMode;
    /**
     * Days for which each version is locked from when it is written. The lifecycle of the bucket waits at least as long. Default:
     * `retentionDays` and a week, so that the base backup from which the oldest moment is restored is still locked.
     * @asType integer
     * @minimum 1
     * @maximum 36500
     */
    days?: number;
    /** Required, and true, with mode `compliance`: what is locked stays, and is paid for, until its lock ends. */
    acknowledge?: boolean;
}

export type ObjectLockMode = "none" | "governance" | "compliance";

/**
 * A second bucket with a key of its own, as hardened as the first and locked alike, to which S3 copies what is written from now on; what
 * was there before needs S3 Batch Replication. Whether copies arrive shows in the bucket's metric `OperationsFailedReplication`.
 */
export interface ReplicationArgs {
    /** Region of the copy: another one than the vault's, in the same partition. */
    region: pulumi.Input<string>;
    /**
     * What becomes of the copy of a backup that is deleted. `kept`: it stays, so that nobody who writes backups can hide a copy;
     * the copy grows, since the database removes old backups in the first bucket only. `followed`: it is hidden too, and stays recoverable
     * for the retention and a week, as in the first bucket.
     * @default "kept"
     */
    deletes?: ReplicatedDeletes;
    /**
     * ARNs of roles that restore from the copy, and then write there: the `roleArns` of a BackupVault whose `existingBucket` is the copy
     * (`replica.bucket`, `replica.keyArn`), made for the cluster that takes over. They must exist. Default: none.
     */
    restoringRoles?: pulumi.Input<string>[];
    /** As `keys.alarmTopicArn`, for the key of the copies: a topic in that region. Default: nobody is told. */
    alarmTopicArn?: pulumi.Input<string>;
}

export type ReplicatedDeletes = "kept" | "followed";

/** A bucket that exists, and looks after encryption, versions, lifecycle and logs itself. */
export interface ExistingBucketArgs {
    /** Its name. It lies in `region`. */
    name: pulumi.Input<string>;
}

/** The copy in another region: what a BackupVault takes as `existingBucket` to restore from it. */
export interface ReplicaReference {
    /** Name of the bucket with the copies. */
    bucket: pulumi.Input<string>;
    /** Name of the bucket with the access logs of the first. */
    logBucket: pulumi.Input<string>;
    /** Region of bucket and key. */
    region: pulumi.Input<string>;
    /** ARN of the KMS key of the copies. */
    keyArn: pulumi.Input<string>;
}
