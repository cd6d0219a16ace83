import * as pulumi from "@pulumi/pulumi";
import type { BackupClient, VaultReference } from "../aws/arguments";
import { identityKind } from "../aws/identity";
import { awsPlatform } from "../aws/platform";
import { backupTarget, BackupVault, sourceTarget } from "../aws/vault";
import type { ChildOptions } from "../core/children";
import type { BackupTarget, NetworkFacts } from "../core/seam";
import type { NetworkArgs } from "../kubernetes/arguments";
import { endpointPort, s3Target } from "../s3/target";
import type { PostgresDatabaseArgs } from "./arguments";
import type { PostgresBackupArgs } from "./backupArguments";
import { backupFolder } from "./restore";
import { backupDefaults } from "./schedule";
import type { PostgresDatabaseOutputs } from "./outputs";

/** What a platform gives a database: the data of the seam, and what the database tells of it. */
export interface DatabasePlatform {
    storageClass: pulumi.Input<string>;
    network: NetworkFacts;
    /** Absent when backups are off. */
    target?: BackupTarget;
    /** The backups to start from, when there are such. */
    source?: BackupTarget;
    /** What must be there before the database starts. */
    before: pulumi.Resource[];
    outputs: Pick<
        PostgresDatabaseOutputs,
        | "bucket"
        | "roleArn"
        | "backupKeyArn"
        | "backupKeyStatements"
        | "volumeKeyArn"
        | "volumeKeyStatements"
        | "volumeSnapshotClass"
        | "vault"
        | "replica"
        | "bucketStatements"
    >;
}

/** Adding a platform is a case here and its argument in PlatformArgs. */
export function platformOf(
    name: string,
    args: PostgresDatabaseArgs,
    child: ChildOptions,
    options: pulumi.ComponentResourceOptions,
): DatabasePlatform {
    return args.platform.aws === undefined
        ? onAnyCluster(name, args)
        : onAws(name, args, args.platform.aws, child, options);
}

function onAnyCluster(
    name: string,
    { namespace, platform, storage, backup = {}, restoreFrom }: PostgresDatabaseArgs,
): DatabasePlatform {
    const { s3, network } = platform;
    if (s3 === undefined || storage.storageClass === undefined) {
        throw new Error("platform.s3 and storage.storageClass were checked before");
    }
    const base = {
        storageClass: storage.storageClass,
        before: [],
        network: facts(network, pulumi.output(s3.endpoint).apply(endpointPort)),
        ...(restoreFrom && { source: s3Target(s3, backupFolder(restoreFrom)) }),
    };
    if (backup.disabled) {
        return { ...base, outputs: {} };
    }
    return {
        ...base,
        target: s3Target(s3, s3.prefix ?? backupFolder({ namespace: namespace.name, name })),
        outputs: { bucket: pulumi.output(s3.bucket) },
    };
}

function onAws(
    name: string,
    { namespace, platform, storage, backup = {}, restoreFrom, deletionProtection = true }: PostgresDatabaseArgs,
    aws: NonNullable<PostgresDatabaseArgs["platform"]["aws"]>,
    child: ChildOptions,
    options: pulumi.ComponentResourceOptions,
): DatabasePlatform {
    const network = facts(platform.network, 443);
    const volumes = awsPlatform(name, aws, network, child, deletionProtection, storage);
    const base = { storageClass: volumes.platform.storageClass, network, before: [] };
    if (backup.disabled) {
        return { ...base, outputs: volumes.outputs };
    }
    const client = { namespace: namespace.name, serviceAccount: name };
    const own =
        backup.vault === undefined
            ? ownVault(name, aws, [client, ...restorers(client, backup)], backup, deletionProtection, options)
            : undefined;
    const reference: pulumi.Input<VaultReference> =
        own?.reference ?? pulumi.output(backup.vault as pulumi.Input<VaultReference>);
    const identity = identityKind(aws);
    const target = backupTarget(reference, client, identity);
    return {
        ...base,
        target,
        ...(restoreFrom && {
            source: sourceTarget(
                reference,
                client,
                { namespace: restoreFrom.namespace, serviceAccount: restoreFrom.name },
                identity,
            ),
        }),
        before: own === undefined ? [] : [own],
        outputs: {
            ...volumes.outputs,
            bucket: pulumi.output(target.bucket),
            ...(target.key !== undefined && { backupKeyArn: pulumi.output(target.key) }),
            ...(target.auth.kind === "workloadIdentity" && { roleArn: pulumi.output(target.auth.role) }),
            ...(own?.keyStatements && { backupKeyStatements: own.keyStatements }),
            ...(own && { vault: own.reference }),
            ...(own?.replica && { replica: own.replica }),
            ...(own?.bucketStatements && { bucketStatements: own.bucketStatements }),
        },
    };
}

/** Those that may start from this database's backups: roles of their own, which read its folder. */
function restorers(client: BackupClient, { restorableBy = [] }: PostgresBackupArgs): BackupClient[] {
    return restorableBy.map(({ namespace, name }) => ({ namespace, serviceAccount: name, restoresFrom: [client] }));
}

function ownVault(
    name: string,
    {
        ebsCsiRoleArn: _driver,
        volumeKeyArn: _volumeKey,
        backupKeyArn,
        ...identity
    }: NonNullable<PostgresDatabaseArgs["platform"]["aws"]>,
    clients: BackupClient[],
    backup: PostgresBackupArgs,
    deletionProtection: boolean,
    options: pulumi.ComponentResourceOptions,
): BackupVault {
    const { retentionDays = backupDefaults.retentionDays, region, objectLock, replication, existingBucket } = backup;
    return new BackupVault(
        `${name}-vault`,
        {
            ...{ aws: identity, clients, retentionDays, deletionProtection },
            ...(backupKeyArn !== undefined && { keyArn: backupKeyArn }),
            ...(region !== undefined && { region }),
            ...(objectLock && { objectLock }),
            ...(replication && { replication }),
            ...(existingBucket && { existingBucket }),
        },
        options,
    );
}

function facts(
    { apiServerCidrs, podCidrs = [], objectStoreCidrs = [] }: NetworkArgs,
    objectStorePort: pulumi.Input<number>,
): NetworkFacts {
    return { apiServerCidrs, podCidrs, objectStoreCidrs, objectStorePort };
}
