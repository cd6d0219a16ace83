import { jobOf } from "../kubernetes/monitoring";
import { bytesOf } from "../kubernetes/quantity";
import type { PostgresDatabaseArgs } from "./arguments";
import { poolerName } from "./names";
import { backupDefaults, longestInterval } from "./schedule";

/** What alerts and dashboard must know of a database. */
export interface MonitoredDatabase {
    name: string;
    namespace: string;
    /** Matchers of PromQL for the metrics of its servers. */
    servers: string;
    instances: number;
    major: number;
    /** Bytes of each server's volume. */
    volume: number;
    /** Bytes of the volume of the write-ahead log. Absent: it lies with the data. */
    walVolume?: number;
    /** Absent: no backups, by waiver. */
    backups?: {
        /** Seconds of the longest wait between two base backups. */
        interval: number;
    };
    pooler?: {
        name: string;
        /** Matchers of PromQL for the metrics of its pods. */
        pods: string;
        instances: number;
    };
    /** Whether logins and changes are logged. */
    audited: boolean;
}

export const serverDefaults = { instances: 3, poolers: 2 };

/** The arguments have been checked before, so sizes and schedule can be read. */
export function monitoredDatabase(
    { name, namespace }: { name: string; namespace: string },
    { version, instances = serverDefaults.instances, storage, backup = {}, pooler, audit = {} }: MonitoredArgs,
): MonitoredDatabase {
    // Each monitor has the name of what it watches.
    const job = (monitor: string): string => `job="${jobOf({ namespace, name: monitor })}"`;
    return {
        name,
        namespace,
        servers: job(name),
        instances,
        major: Number(version),
        volume: bytes(storage.size),
        ...(storage.wal && { walVolume: bytes(storage.wal.size) }),
        ...(backup.disabled === undefined && {
            backups: { interval: (longestInterval(backup.schedule ?? backupDefaults.schedule) ?? 0) / 1000 },
        }),
        ...(pooler && {
            pooler: {
                name: poolerName(name),
                pods: job(poolerName(name)),
                instances: pooler.instances ?? serverDefaults.poolers,
            },
        }),
        audited: audit.disabled === undefined,
    };
}

export type MonitoredArgs = Pick<
    PostgresDatabaseArgs,
    "version" | "instances" | "storage" | "backup" | "pooler" | "audit"
>;

function bytes(size: string): number {
    return Number(bytesOf(size) ?? 0);
}
