import type * as pulumi from "@pulumi/pulumi";
import type { AwsPlatformArgs, VaultReference } from "../aws/arguments";
import type { Waiver } from "../core/waiver";
import type { NamespaceArgs, NetworkArgs } from "../kubernetes/arguments";
import type { S3PlatformArgs } from "../s3/arguments";

/** A hardened PostgreSQL run by CloudNativePG, with all that belongs to it. */
export interface PostgresDatabaseArgs {
    /**
     * Where the database lives. A second database in a namespace is given the first one's operator (`operator.shared`),
     * since two operators must not watch one namespace.
     */
    namespace: NamespaceArgs;
    /** Major version of PostgreSQL. Required: a major version never moves by itself. */
    version: PostgresVersion;
    /**
     * Number of PostgreSQL servers: one primary, the others replicas.
     * @default 3
     * @asType integer
     * @minimum 1
     */
    instances?: number;
    /**
     * Who may log in, to what, from where. Nobody else can.
     * @minItems 1
     */
    users: PostgresUserArgs[];
    /** The volumes. */
    storage: PostgresStorageArgs;
    /** What the database runs on: exactly one of `aws` and `s3`, and the network's addresses. */
    platform: PlatformArgs;
    /** Backups. Default: every night at two, kept for 35 days. */
    backup?: PostgresBackupArgs;
    /** The CloudNativePG operator. Default: one of its own, in the database's namespace, watching that namespace only. */
    operator?: PostgresOperatorChoiceArgs;
    /** Transport encryption. Default: TLS 1.3 for every connection. */
    tls?: PostgresTlsArgs;
    /** Image of PostgreSQL. Default: the pinned CloudNativePG image of the version, by digest, with pgaudit. */
    images?: PostgresImagesArgs;
    /**
     * True protects keys, buckets and the database: `pulumi destroy` stops with an error until they are unprotected.
     * False: keys and buckets stay when the stack goes; volumes always stay.
     * @default true
     */
    deletionProtection?: boolean;
    /**
     * True: `pulumi up` ends when the database is ready to serve. False: it ends when the operator has been told.
     * @default true
     */
    awaitReady?: boolean;
}

export type PostgresVersion = "16" | "17" | "18";

/** A user of the database, what it may do and where it comes from. Its password is generated. */
export interface PostgresUserArgs {
    /**
     * Name of the role. `postgres`, `streaming_replica` and names beginning with `pg_` or `cnpg_` belong to PostgreSQL and the operator.
     * @pattern ^[a-z_][a-z0-9_-]{0,62}$
     */
    name: string;
    /**
     * Database it logs in to. All users of one PostgresDatabase name the same database.
     * @pattern ^[a-z_][a-z0-9_-]{0,62}$
     */
    database: string;
    /** `read`: SELECT. `readWrite`: also INSERT, UPDATE, DELETE. `owner`: also creates and changes tables. */
    access: PostgresAccess;
    /**
     * Where it may come from. Each entry opens pg_hba and a NetworkPolicy for just that.
     * @minItems 1
     */
    from: PostgresClientArgs[];
}

export type PostgresAccess = "read" | "readWrite" | "owner";

/** Pods (`podLabels`, `namespace`) or addresses (`cidr`) that may connect: exactly one of `podLabels` and `cidr`. */
export interface PostgresClientArgs {
    /** Namespace of the pods. Default: the database's. */
    namespace?: string;
    /** Labels that the pods carry. */
    podLabels?: PodLabels;
    /** Addresses, IPv4 or IPv6, for example `10.20.0.0/16`. */
    cidr?: pulumi.Input<string>;
    /** Accepts a `cidr` wider than /8 (IPv4) or /32 (IPv6). */
    allowWide?: Waiver;
    /**
     * Makes a Secret with all that is needed to connect in the client's namespace (for a `cidr`: in the database's).
     * @default true
     */
    connectionSecret?: boolean;
}

/** Labels of pods, name to value. */
export interface PodLabels {
    [label: string]: string;
}

/** The database's volumes. They are kept when the database is deleted. */
export interface PostgresStorageArgs {
    /** Size of each server's volume, as a Kubernetes quantity of at least 1Gi, for example `50Gi`. */
    size: string;
    /** StorageClass of your own, which must encrypt. Default on AWS: one that is made here, encrypted with a key of its own. */
    storageClass?: pulumi.Input<string>;
}

/** What the database runs on. */
export interface PlatformArgs {
    /** The cluster's network. */
    network: NetworkArgs;
    /** EKS: keys in KMS, backups in S3, identity by IRSA. */
    aws?: AwsPlatformArgs;
    /** Any cluster: backups in an existing bucket of an S3-compatible store. */
    s3?: S3PlatformArgs;
}

/** Backups: a base backup by schedule, and the write-ahead log all the time. */
export interface PostgresBackupArgs {
    /**
     * When base backups start, as five cron fields in UTC.
     * @default "0 2 * * *"
     */
    schedule?: string;
    /**
     * Days for which every moment can be restored. At least two intervals of the schedule.
     * @default 35
     * @asType integer
     * @minimum 1
     */
    retentionDays?: number;
    /** `reference` of a BackupVault that lists this database among its clients. Default: a vault of its own. */
    vault?: pulumi.Input<VaultReference>;
    /** Runs the database without backups (control ED-1). */
    disabled?: Waiver;
}

/** Which CloudNativePG operator looks after the database. */
export interface PostgresOperatorChoiceArgs {
    /** `reference` of a PostgresOperator that watches the database's namespace. Nothing else of this block goes with it. */
    shared?: pulumi.Input<OperatorReference>;
    /**
     * `existing`: somebody else has installed the CRDs of CloudNativePG 1.30.1 and plugin-barman-cloud 0.15.0.
     * @default "create"
     */
    crds?: Provision;
    /**
     * `existing`: somebody else has bound the operator's ServiceAccount to a ClusterRole with the few reads that it needs anywhere
     * in the cluster (docs/operator-rights.md lists them).
     * @default "create"
     */
    clusterRole?: Provision;
    /** Images of the operator. */
    images?: OperatorImagesArgs;
}

export type Provision = "create" | "existing";

/** Transport encryption of the database. */
export interface PostgresTlsArgs {
    /**
     * Lowest TLS version. 1.2 is for clients that know no better; lower ones are refused.
     * @default "1.3"
     */
    minimumVersion?: TlsVersion;
    /** Also accepts connections without TLS from where users come from (controls NM-1, NM-4). */
    allowPlaintext?: Waiver;
}

export type TlsVersion = "1.2" | "1.3";

/** Images of the database. */
export interface PostgresImagesArgs {
    /**
     * A CloudNativePG PostgreSQL image with pgaudit, by digest.
     * @pattern ^[^\s@]+@sha256:[0-9a-f]{64}$
     */
    postgres?: string;
}

/** The CloudNativePG operator with its backup plugin, for one namespace or a few. */
export interface PostgresOperatorArgs {
    /** Where the operator runs. */
    namespace: NamespaceArgs;
    /**
     * Namespaces whose databases it looks after: it gets a Role in each, and rights nowhere else.
     * Read when the operator starts, so a new namespace means a restart of the operator (databases keep running).
     * @minItems 1
     */
    watchNamespaces: NamespaceArgs[];
    /** The cluster's network. */
    network: NetworkArgs;
    /**
     * `existing`: somebody else has installed the CRDs of CloudNativePG 1.30.1 and plugin-barman-cloud 0.15.0.
     * @default "create"
     */
    crds?: Provision;
    /**
     * `existing`: somebody else has bound the operator's ServiceAccount to a ClusterRole with the few reads that it needs anywhere
     * in the cluster (docs/operator-rights.md lists them).
     * @default "create"
     */
    clusterRole?: Provision;
    /** Images of the operator. */
    images?: OperatorImagesArgs;
}

/** Images of the operator, each by digest. Default: the pinned ones. */
export interface OperatorImagesArgs {
    /**
     * CloudNativePG.
     * @pattern ^[^\s@]+@sha256:[0-9a-f]{64}$
     */
    operator?: string;
    /**
     * plugin-barman-cloud.
     * @pattern ^[^\s@]+@sha256:[0-9a-f]{64}$
     */
    plugin?: string;
    /**
     * The backup container that the plugin puts beside each PostgreSQL server.
     * @pattern ^[^\s@]+@sha256:[0-9a-f]{64}$
     */
    pluginSidecar?: string;
}

/** What a database must know of the operator that looks after it. */
export interface OperatorReference {
    /** Namespace in which the operator runs. */
    namespace: pulumi.Input<string>;
    /** Namespaces that it watches. */
    watchNamespaces: pulumi.Input<pulumi.Input<string>[]>;
}
