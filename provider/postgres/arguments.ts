import type * as pulumi from "@pulumi/pulumi";
import type { AwsPlatformArgs } from "../aws/arguments";
import type {
    EgressArgs,
    MonitoringArgs,
    NamespaceArgs,
    NetworkArgs,
    PodArgs,
    ServiceArgs,
} from "../kubernetes/arguments";
import type { S3PlatformArgs } from "../s3/arguments";
import type { PostgresBackupArgs, PostgresRestoreArgs } from "./backupArguments";
import type { PostgresPoolerArgs } from "./poolerArguments";
import type { PostgresAuditArgs, PostgresParameters } from "./serverArguments";
import type { PostgresTlsArgs } from "./tlsArguments";
import type { PostgresDatabaseEntryArgs, PostgresExternalAuthArgs, PostgresUserArgs } from "./userArguments";

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
     * @control UM-4
     */
    users: PostgresUserArgs[];
    /** Databases with what they need: extensions. Those that `users` name exist without being listed. The first user's is made first. */
    databases?: PostgresDatabaseEntryArgs[];
    /**
     * Logins that another system checks.
     * @control UM-5
     */
    externalAuth?: PostgresExternalAuthArgs;
    /** The volumes. */
    storage: PostgresStorageArgs;
    /** What the database runs on: exactly one of `aws` and `s3`, and the network's addresses. */
    platform: PlatformArgs;
    /**
     * Backups. Default: every night at two, kept for 35 days.
     * @control ED-1
     */
    backup?: PostgresBackupArgs;
    /** Starts from the backups of another database in place of an empty one. Read once, when the database is made. */
    restoreFrom?: PostgresRestoreArgs;
    /**
     * The CloudNativePG operator. Default: one of its own, in the database's namespace, watching that namespace only.
     * @control KSI-1, KSI-2
     */
    operator?: PostgresOperatorChoiceArgs;
    /**
     * Transport encryption. Default: TLS 1.3 for every connection.
     * @control NM-4
     */
    tls?: PostgresTlsArgs;
    /**
     * True is refused: no image of CloudNativePG's community has a validated cryptographic module (control NM-10).
     * @default false
     */
    fips?: boolean;
    /**
     * The audit log. Default: logins, DDL and changes of roles and settings, without statements' values.
     * @control MAA-3
     */
    audit?: PostgresAuditArgs;
    /** Settings of PostgreSQL, for example `{ max_connections: "200" }`. What hardening sets itself is refused here. */
    parameters?: PostgresParameters;
    /** PgBouncer in front of the database. Default: none. */
    pooler?: PostgresPoolerArgs;
    /**
     * A Service for clients outside the cluster, or with annotations of your own. Default: none, the database is reached by its ClusterIP.
     * @control KSI-5, NM-11
     */
    service?: ServiceArgs;
    /**
     * Connections that the database itself may open. Default: none but DNS, the API server, its peers and the object store.
     * @control KSI-6
     */
    egress?: EgressArgs[];
    /**
     * Metrics, alerts and dashboard. Default: for Prometheus Operator.
     * @control MAA-1, MAA-2
     */
    monitoring?: MonitoringArgs;
    /**
     * What the database's pods are given: environment, volumes, where they run, how much they get.
     * @control CM-4
     */
    pods?: PodArgs;
    /**
     * Image of PostgreSQL. Default: the pinned CloudNativePG image of the version, by digest, with pgaudit and passwordcheck.
     * @control SSC-2
     */
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

/** The database's volumes. They are kept when the database is deleted. */
export interface PostgresStorageArgs {
    /** Size of each server's volume, as a Kubernetes quantity of at least 1Gi, for example `50Gi`. */
    size: string;
    /**
     * StorageClass of your own, which must encrypt. Default on AWS: one that is made here, encrypted with a key of its own.
     * @control SM-1, SM-5
     */
    storageClass?: pulumi.Input<string>;
    /** A volume of its own for the write-ahead log, in the same StorageClass. Default: it lies with the data. Cannot be taken away again. */
    wal?: PostgresWalStorageArgs;
    /**
     * What becomes of a volume whose claim is deleted, in the StorageClass that is made here. `Delete` loses the data with the claim.
     * A change makes another class, for volumes that are made later.
     * @default "Retain"
     * @control SM-4
     */
    reclaimPolicy?: ReclaimPolicy;
    /**
     * With `platform.aws`: makes a VolumeSnapshotClass of the EBS CSI driver, which keeps a snapshot when the object that stands for it is
     * deleted; the output `volumeSnapshotClass` has its name. A snapshot is encrypted with the key of its volume. The CSI snapshot
     * controller and its CRDs must be there (the add-on `snapshot-controller` on EKS); otherwise `up` ends with
     * `no matches for kind "VolumeSnapshotClass" in version "snapshot.storage.k8s.io/v1"`.
     * @default false
     */
    snapshotClass?: boolean;
    /**
     * Further properties of the volume claims.
     * @control SM-4
     */
    claim?: VolumeClaimArgs;
}

export type ReclaimPolicy = "Retain" | "Delete";

/** The volume of the write-ahead log. */
export interface PostgresWalStorageArgs {
    /** Its size, as a Kubernetes quantity of at least 1Gi. */
    size: string;
}

/** Properties of a PersistentVolumeClaim that are passed on as they stand. */
export interface VolumeClaimArgs {
    /** VolumeAttributesClass of the volumes. */
    volumeAttributesClassName?: string;
    /** Labels of volumes that may be bound, for volumes that exist already. */
    selector?: VolumeLabels;
}

/** Labels of volumes. */
export interface VolumeLabels {
    [label: string]: string;
}

/** What the database runs on. */
export interface PlatformArgs {
    /** The cluster's network. */
    network: NetworkArgs;
    /** EKS: keys in KMS, backups in S3, identity by IRSA or EKS Pod Identity. */
    aws?: AwsPlatformArgs;
    /** Any cluster: backups in an existing bucket of an S3-compatible store. */
    s3?: S3PlatformArgs;
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
     * @control KSI-1
     */
    clusterRole?: Provision;
    /**
     * Images of the operator.
     * @control SSC-2
     */
    images?: OperatorImagesArgs;
}

export type Provision = "create" | "existing";

/** Images of the database. */
export interface PostgresImagesArgs {
    /**
     * A CloudNativePG PostgreSQL image with pgaudit and passwordcheck, by digest. A minor version moves by this.
     * @pattern ^[^\s@]+@sha256:[0-9a-f]{64}$
     * @control SSC-2
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
     * @control KSI-2
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
     * @control KSI-1
     */
    clusterRole?: Provision;
    /**
     * Images of the operator.
     * @control SSC-2
     */
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
