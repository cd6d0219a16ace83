import type * as pulumi from "@pulumi/pulumi";
import type { VaultReference } from "../aws/arguments";
import type { VaultStorageArgs } from "../aws/vaultArguments";
import type { Waiver } from "../core/waiver";

/**
 * Backups: a base backup by schedule, and the write-ahead log all the time. `region`, `objectLock`, `replication` and `existingBucket` are
 * those of the vault that is made for this database on AWS.
 */
export interface PostgresBackupArgs extends VaultStorageArgs {
    /**
     * When base backups start, as five cron fields in UTC.
     * @default "0 2 * * *"
     * @control ED-1
     */
    schedule?: string;
    /**
     * Days for which every moment can be restored. At least two intervals of the schedule.
     * @default 35
     * @asType integer
     * @minimum 1
     */
    retentionDays?: number;
    /**
     * `reference` of a BackupVault that lists this database among its clients. Default: a vault of its own.
     * @control ED-1
     */
    vault?: pulumi.Input<VaultReference>;
    /**
     * Databases that may be restored from these backups (`restoreFrom`), when the vault is this database's own: each gets a role in it.
     * A vault that is shared lists them itself.
     */
    restorableBy?: PostgresRestorerArgs[];
    /**
     * Runs the database without backups (control ED-1).
     * @waives postgres-backup-missing
     */
    disabled?: Waiver;
}

/** A database, existing or to be made, that may read the backups of this one. It writes its own to the same vault. */
export interface PostgresRestorerArgs {
    /** Its namespace. */
    namespace: string;
    /** Its name. */
    name: string;
}

/**
 * Whose backups to start from, and up to when. On AWS they lie in the vault of `backup.vault`, which must let this database read them
 * (`restorableBy` there, or `restoresFrom` in a BackupVault); otherwise in the store of `platform.s3`. `version` is that of the backups.
 *
 * Everything comes back as it was: data, roles and what they may do. `databases` and `users` therefore keep the names that they have
 * there. Users that are listed get new passwords and the access that is written; users of the backup that are not listed stay in the
 * database, and nobody can log in as them, since no address is let in for them.
 *
 * Backups of the new database go to a folder of its own. Once it serves, `restoreFrom` may be taken out, and with it goes the right to
 * read the old backups; written later, or changed, it restores nothing.
 */
export interface PostgresRestoreArgs {
    /** Namespace of the database that was backed up. */
    namespace: string;
    /** Name of the database that was backed up. */
    name: string;
    /** Folder in the bucket with its backups. Default: `<namespace>/<name>`. */
    prefix?: string;
    /**
     * Moment to restore to, as RFC 3339 with a zone, for example `2027-01-31T08:15:00Z`. Default: the latest there is.
     * @pattern ^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$
     */
    targetTime?: string;
}
