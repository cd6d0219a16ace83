import { always, type Change } from "./alertSeries.test";

/** When an alert must fire, and a near miss at which nothing may, or only others. */
export interface AlertCase {
    alert: string;
    when: string;
    changes: Change[];
    at: string;
    /** What besides fires, because it is true as well. */
    besides?: string[];
    silent: { when: string; changes?: Change[]; at?: string; fires?: string[] };
}

const pod = (number: number): Record<string, string> => ({ pod: `orders-${number}` });
const up = "cnpg_collector_up";
const inRecovery = "cnpg_pg_replication_in_recovery";
const receiver = "cnpg_pg_replication_is_wal_receiver_up";
const lastBackup = "barman_cloud_cloudnative_pg_io_last_available_backup_timestamp";
const lastFailure = "barman_cloud_cloudnative_pg_io_last_failed_backup_timestamp";
const archived = "cnpg_pg_stat_archiver_last_archived_time";
const failed = "cnpg_pg_stat_archiver_last_failed_time";
const waiting = "cnpg_collector_pg_wal_archive_status";
const available = "kubelet_volume_stats_available_bytes";
const setting = "cnpg_pg_settings_setting";
const poolerError = "cnpg_pgbouncer_last_collection_error";

const set = (metric: string, value: number | string, labels: Record<string, string> = {}): Change => ({
    metric,
    labels,
    values: typeof value === "number" ? always(value) : value,
});

export const alertCases: readonly AlertCase[] = [
    {
        alert: "PostgresDown",
        when: "PostgreSQL answers on no server",
        changes: [set(up, 0)],
        at: "5m",
        silent: { when: "one of three still answers", changes: [set(up, 0, pod(1)), set(up, 0, pod(2))] },
    },
    {
        alert: "PostgresDown",
        when: "Prometheus reaches no server, for example since it does not trust their certificate",
        changes: [set(up, "none")],
        at: "5m",
        silent: { when: "it was out of reach for a minute", changes: [set(up, "1x10 _x1 1x3600")], at: "12m" },
    },
    {
        alert: "PostgresInstanceDown",
        when: "one server is down",
        changes: [set(up, 0, pod(3))],
        at: "15m",
        silent: { when: "it is down for as long as a restart takes", at: "8m" },
    },
    {
        alert: "PostgresNoPrimary",
        when: "all servers are replicas",
        changes: [set(inRecovery, 1, pod(1)), set(receiver, 1, pod(1))],
        at: "5m",
        silent: {
            when: "another server has become the primary",
            changes: [set(inRecovery, 1, pod(1)), set(receiver, 1, pod(1)), set(inRecovery, 0, pod(2))],
            at: "1h",
        },
    },
    {
        alert: "PostgresTwoPrimaries",
        when: "two servers are no replicas",
        changes: [set(inRecovery, 0, pod(2))],
        at: "10m",
        silent: { when: "they are so only while they change places", at: "4m" },
    },
    {
        alert: "PostgresReplicationBroken",
        when: "a replica receives nothing",
        changes: [set(receiver, 0, pod(2))],
        at: "15m",
        silent: { when: "it has just lost the connection", at: "9m" },
    },
    {
        alert: "PostgresReplicationLag",
        when: "a replica is more than five minutes behind",
        changes: [set("cnpg_pg_replication_lag", 301, pod(3))],
        at: "10m",
        silent: { when: "it is five minutes behind", changes: [set("cnpg_pg_replication_lag", 300, pod(3))] },
    },
    {
        alert: "PostgresOneNode",
        when: "all servers run on one node",
        changes: [set("cnpg_collector_nodes_used", 1)],
        at: "2h",
        silent: {
            when: "a server does not know where the others run",
            changes: [set("cnpg_collector_nodes_used", -1, pod(2))],
        },
    },
    {
        alert: "PostgresFenced",
        when: "a server is fenced",
        changes: [set("cnpg_collector_fencing_on", 1, pod(2))],
        at: "45m",
        silent: { when: "it is fenced for a short work", at: "20m" },
    },
    {
        alert: "PostgresMetricsMissing",
        when: "a server does not run the operator's queries",
        changes: [set("cnpg_pg_postmaster_start_time", "none", pod(2))],
        at: "20m",
        silent: {
            when: "it is not up either",
            changes: [set("cnpg_pg_postmaster_start_time", "none", pod(2)), set(up, 0, pod(2))],
            fires: ["PostgresInstanceDown"],
        },
    },
    {
        alert: "PostgresMetricsMissing",
        when: "a query fails",
        changes: [set("cnpg_last_error", 1, pod(1))],
        at: "20m",
        silent: { when: "it failed for ten minutes", at: "10m" },
    },
    {
        alert: "PostgresBackupFailed",
        when: "the last failure is newer than the last backup",
        changes: [set(lastBackup, 5000), set(lastFailure, 9000)],
        at: "3h",
        silent: {
            when: "a backup was made since the failure",
            changes: [set(lastBackup, 9000), set(lastFailure, 5000)],
        },
    },
    {
        alert: "PostgresBackupLate",
        when: "two nights passed without a backup",
        changes: [set(lastBackup, 60)],
        at: "48h20m",
        silent: { when: "the second one is not over", at: "47h" },
    },
    {
        alert: "PostgresBackupMissing",
        when: "a day after it was made no backup was finished",
        changes: [set(lastBackup, 0)],
        at: "25h",
        silent: { when: "the first one still runs", at: "23h" },
    },
    {
        alert: "PostgresBackupMissing",
        when: "the backup plugin says nothing",
        changes: [set(lastBackup, "none")],
        at: "25h",
        silent: { when: "one server says nothing", changes: [set(lastBackup, "none", pod(2))] },
    },
    {
        alert: "PostgresArchivingFailing",
        when: "the last try failed",
        changes: [set(archived, 4000), set(failed, 5000)],
        at: "10m",
        silent: { when: "a later one went well", changes: [set(archived, 5000), set(failed, 4000)] },
    },
    {
        alert: "PostgresArchivingBehind",
        when: "files wait on the primary",
        changes: [set(waiting, 21, pod(1))],
        at: "20m",
        silent: { when: "they lie on a replica, which archives nothing", changes: [set(waiting, 21, pod(2))] },
    },
    {
        alert: "PostgresNothingArchived",
        when: "the primary has archived nothing for an hour",
        changes: [set("cnpg_pg_stat_archiver_archived_count", 0), set(archived, -1)],
        at: "70m",
        silent: { when: "it became the primary half an hour ago", at: "30m" },
    },
    {
        alert: "PostgresVolumeFull",
        when: "less than a tenth is free",
        changes: [set(available, 4.9e9, { persistentvolumeclaim: "orders-2" })],
        at: "10m",
        silent: { when: "a little more is free", changes: [set(available, 5.1e9)] },
    },
    {
        alert: "PostgresVolumeFilling",
        when: "it will be full within a day",
        changes: [set(available, "19000000000-20000000x3600")],
        at: "1h",
        silent: { when: "it grows slowly", changes: [set(available, "19000000000-5000000x3600")] },
    },
    {
        alert: "PostgresDataNearVolumeSize",
        when: "databases take more than four fifths",
        changes: [set("cnpg_pg_database_size_bytes", 43e9)],
        at: "20m",
        silent: { when: "they take a little less", changes: [set("cnpg_pg_database_size_bytes", 42.9e9)] },
    },
    {
        alert: "PostgresWalNearVolumeSize",
        when: "the write-ahead log takes more than four fifths of its own volume",
        changes: [set("cnpg_collector_pg_wal", 8.6e9, pod(1))],
        at: "20m",
        silent: { when: "it takes a little less", changes: [set("cnpg_collector_pg_wal", 8.5e9)] },
    },
    {
        alert: "PostgresConnectionsRunOut",
        when: "more than four fifths are taken",
        changes: [set("cnpg_backends_total", 51, { pod: "orders-1", state: "active" })],
        at: "10m",
        silent: {
            when: "four fifths are taken",
            changes: [set("cnpg_backends_total", 50, { pod: "orders-1", state: "active" })],
        },
    },
    {
        alert: "PostgresSessionsWait",
        when: "many sessions wait",
        changes: [set("cnpg_backends_waiting_total", 11, pod(1))],
        at: "10m",
        silent: { when: "ten do", changes: [set("cnpg_backends_waiting_total", 10, pod(1))] },
    },
    {
        alert: "PostgresLongTransaction",
        when: "one is open for more than an hour",
        changes: [set("cnpg_backends_max_tx_duration_seconds", 3601, pod(1))],
        at: "10m",
        silent: {
            when: "it is open for an hour",
            changes: [set("cnpg_backends_max_tx_duration_seconds", 3600, pod(1))],
        },
    },
    {
        alert: "PostgresDeadlocks",
        when: "there is one every minute",
        changes: [set("cnpg_pg_stat_database_deadlocks", "0+1x3600", pod(1))],
        at: "1h",
        silent: {
            when: "there is one every ten minutes",
            changes: [set("cnpg_pg_stat_database_deadlocks", "0x9 1x9 2x9 3x9 4x9 5x9 6x3600", pod(1))],
        },
    },
    {
        alert: "PostgresTransactionNumbersRunOut",
        when: "a database is half way to the end",
        changes: [set("cnpg_pg_database_xid_age", 1.1e9, pod(1))],
        at: "15m",
        silent: { when: "vacuum is only slow", changes: [set("cnpg_pg_database_xid_age", 9e8)] },
    },
    {
        alert: "PostgresTransactionNumbersRunOut",
        when: "a database is half way to the end of its multixacts",
        changes: [set("cnpg_pg_database_mxid_age", 1.1e9, pod(1))],
        at: "15m",
        silent: { when: "there are fewer", changes: [set("cnpg_pg_database_mxid_age", 9e8)] },
    },
    ...["ssl", "log_connections", "log_disconnections", "fsync", "full_page_writes"].map((name) => ({
        alert: "PostgresHardeningUndone",
        when: `${name} is off on a server`,
        changes: [set(setting, 0, { pod: "orders-2", name })],
        at: "10m",
        silent: { when: "something else is off", changes: [set(setting, 0, { pod: "orders-2", name: "autovacuum" })] },
    })),
    {
        alert: "PostgresPoolerDown",
        when: "no pod reaches PgBouncer",
        changes: [set(poolerError, 1)],
        at: "5m",
        silent: { when: "one of two does", changes: [set(poolerError, 1, { pod: "orders-pooler-1" })] },
    },
    {
        alert: "PostgresPoolerDown",
        when: "Prometheus reaches no pod",
        changes: [set(poolerError, "none")],
        at: "5m",
        silent: { when: "the servers are out of reach", changes: [set(up, "none")], fires: ["PostgresDown"] },
    },
    {
        alert: "PostgresPoolerPodDown",
        when: "one pod is gone",
        changes: [set(poolerError, "none", { pod: "orders-pooler-1" })],
        at: "15m",
        silent: { when: "it restarts", at: "5m" },
    },
    {
        alert: "PostgresPoolerClientsWait",
        when: "a client waits for longer than a quarter of a minute",
        changes: [set("cnpg_pgbouncer_pools_maxwait", 16)],
        at: "5m",
        silent: { when: "it waits a little", changes: [set("cnpg_pgbouncer_pools_maxwait", 15)] },
    },
];
