import type * as pulumi from "@pulumi/pulumi";
import type { VaultReference } from "../aws/arguments";
import type { ReplicaReference } from "../aws/vaultArguments";
import type { ComplianceSummary } from "../summary/complianceSummary";
import type { OperatorReference } from "./arguments";

/** What a PostgresDatabase tells the program. No secret value is among it. */
export interface PostgresDatabaseOutputs {
    /** Name of the database's Cluster. */
    name: pulumi.Output<string>;
    /** Namespace of the database. */
    namespace: pulumi.Output<string>;
    /** Host name of the primary inside the cluster. */
    host: pulumi.Output<string>;
    /**
     * Port of PostgreSQL.
     * @asType integer
     */
    port: pulumi.Output<number>;
    /** Certificate of the CA that signs the servers' certificates, in PEM. */
    caCertificate: pulumi.Output<string>;
    /** User name to the name of the Secret with which that user's clients connect. */
    connections: pulumi.Output<SecretNames>;
    /** The operator, to share with other databases (`operator.shared`). */
    operator: pulumi.Output<OperatorReference>;
    /** How the 52 controls stand, from the rules run over all that this database made, its own operator and vault included. */
    complianceSummary: pulumi.Output<ComplianceSummary>;
    /** Host name of the pooler inside the cluster, where there is one. */
    poolerHost?: pulumi.Output<string>;
    /** Bucket of the backups. */
    bucket?: pulumi.Output<string>;
    /** ARN of the role with which backups are written. */
    roleArn?: pulumi.Output<string>;
    /** ARN of the KMS key of the backups. */
    backupKeyArn?: pulumi.Output<string>;
    /** Statements that the policy of `platform.aws.backupKeyArn` must hold, as a JSON list. Absent when the key is made here. */
    backupKeyStatements?: pulumi.Output<string>;
    /** ARN of the KMS key of the volumes. */
    volumeKeyArn?: pulumi.Output<string>;
    /** Statements that the policy of `platform.aws.volumeKeyArn` must hold, as a JSON list. Absent when the key is made here. */
    volumeKeyStatements?: pulumi.Output<string>;
    /** The vault that was made for this database, to share with others (`backup.vault`). */
    vault?: pulumi.Output<VaultReference>;
    /** The copy of the backups in another region, with `backup.replication`. */
    replica?: pulumi.Output<ReplicaReference>;
    /** With `backup.existingBucket`: the statements that its policy needs, as a JSON list. */
    bucketStatements?: pulumi.Output<string>;
    /** Name of the VolumeSnapshotClass, with `storage.snapshotClass`. */
    volumeSnapshotClass?: pulumi.Output<string>;
}

/** Names of Secrets. */
export interface SecretNames {
    [user: string]: string;
}

/** What a PostgresOperator tells the program. */
export interface PostgresOperatorOutputs {
    /** Namespace in which the operator runs. */
    namespace: pulumi.Output<string>;
    /** ServiceAccount of the operator. */
    serviceAccount: pulumi.Output<string>;
    /** What a PostgresDatabase is given as `operator.shared`. */
    reference: pulumi.Output<OperatorReference>;
    /** How the controls stand that an operator decides, from the rules run over all that was made here. */
    complianceSummary: pulumi.Output<ComplianceSummary>;
}
