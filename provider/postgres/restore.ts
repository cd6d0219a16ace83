import type * as pulumi from "@pulumi/pulumi";
import type { BackupTarget } from "../core/seam";
import { objectStore, type CustomObject, type Place } from "./backup";
import type { PostgresRestoreArgs } from "./backupArguments";
import { pluginName } from "./pins";

/** The other database's backups, as the Cluster refers to them. */
export interface RestoreSource {
    /** Name of the ObjectStore through which they are read. */
    store: pulumi.Input<string>;
    restoreFrom: PostgresRestoreArgs;
}

/** Folder of a database's backups in the bucket. Namespaces and names hold no slash, so no two databases share one by default. */
export function backupFolder({ namespace, name, prefix = `${namespace}/${name}` }: PostgresRestoreArgs): string {
    return prefix;
}

/** Name within the Cluster. */
const source = "source";

/**
 * Through what the other database's backups are read. It has no retention: only their own database removes old ones. A Cluster's name
 * holds no dot, so the store of no other database has this name.
 */
export function sourceStore({ name, namespace }: Place, target: BackupTarget): CustomObject {
    return objectStore({ name: `${name}.source`, namespace }, target);
}

/** `bootstrap.recovery` with its source. Whose backups they are must be said: barman's folder has the old Cluster's name. */
export function recoveryFields(
    database: string,
    owner: string,
    { store, restoreFrom }: RestoreSource,
): Record<string, unknown> {
    const { name, targetTime } = restoreFrom;
    return {
        bootstrap: {
            // Named though they are in the backup: the operator's default is a database "app", which it would make.
            recovery: { source, database, owner, ...(targetTime !== undefined && { recoveryTarget: { targetTime } }) },
        },
        externalClusters: [
            {
                name: source,
                plugin: {
                    name: pluginName,
                    enabled: true,
                    parameters: { barmanObjectName: store, serverName: name },
                },
            },
        ],
    };
}
