/** Where a metric is emitted. */
export interface MetricSource {
    project: string;
    version: string;
    /** In the project's repository. */
    file: string;
}

export type MetricType = "gauge" | "counter";

/** Metrics by who emits them: name and type. Alerts and dashboard use these and no others. */
export interface MetricsOf {
    source: MetricSource;
    metrics: Readonly<Record<string, MetricType>>;
}

const operator = { project: "github.com/cloudnative-pg/cloudnative-pg", version: "1.30.1" };
const kubelet = { project: "k8s.io/kubernetes", version: "1.36.2" };

/** The operator's default queries, which it copies to each database. Named `cnpg_<query>_<column>`. */
export const queryMetrics: MetricsOf = {
    source: { ...operator, file: "config/manager/default-monitoring.yaml" },
    metrics: {
        cnpg_backends_max_tx_duration_seconds: "gauge",
        cnpg_backends_total: "gauge",
        cnpg_backends_waiting_total: "gauge",
        cnpg_pg_database_mxid_age: "gauge",
        cnpg_pg_database_size_bytes: "gauge",
        cnpg_pg_database_xid_age: "gauge",
        cnpg_pg_postmaster_start_time: "gauge",
        cnpg_pg_replication_in_recovery: "gauge",
        cnpg_pg_replication_is_wal_receiver_up: "gauge",
        cnpg_pg_replication_lag: "gauge",
        cnpg_pg_replication_slots_pg_wal_lsn_diff: "gauge",
        cnpg_pg_settings_setting: "gauge",
        cnpg_pg_stat_archiver_archived_count: "counter",
        cnpg_pg_stat_archiver_failed_count: "counter",
        cnpg_pg_stat_archiver_last_archived_time: "gauge",
        cnpg_pg_stat_archiver_last_failed_time: "gauge",
        cnpg_pg_stat_bgwriter_checkpoints_req: "counter",
        cnpg_pg_stat_bgwriter_checkpoints_timed: "counter",
        cnpg_pg_stat_checkpointer_checkpoints_req: "counter",
        cnpg_pg_stat_checkpointer_checkpoints_timed: "counter",
        cnpg_pg_stat_database_blks_hit: "counter",
        cnpg_pg_stat_database_blks_read: "counter",
        cnpg_pg_stat_database_deadlocks: "counter",
        cnpg_pg_stat_database_temp_files: "counter",
        cnpg_pg_stat_database_tup_deleted: "counter",
        cnpg_pg_stat_database_tup_fetched: "counter",
        cnpg_pg_stat_database_tup_inserted: "counter",
        cnpg_pg_stat_database_tup_updated: "counter",
        cnpg_pg_stat_database_xact_commit: "counter",
        cnpg_pg_stat_database_xact_rollback: "counter",
        cnpg_pg_stat_replication_replay_diff_bytes: "gauge",
    },
};

/** What is built into programs, by the file that defines it. */
export const programMetrics: readonly MetricsOf[] = [
    {
        source: { ...operator, file: "pkg/management/postgres/webserver/metricserver/pg_collector.go" },
        metrics: {
            cnpg_collector_fencing_on: "gauge",
            cnpg_collector_nodes_used: "gauge",
            cnpg_collector_pg_wal: "gauge",
            cnpg_collector_pg_wal_archive_status: "gauge",
            cnpg_collector_up: "gauge",
        },
    },
    {
        source: { ...operator, file: "pkg/management/postgres/metrics/collector.go" },
        metrics: { cnpg_last_error: "gauge" },
    },
    {
        source: { ...operator, file: "pkg/management/pgbouncer/metricsserver/pgbouncer_collector.go" },
        metrics: { cnpg_pgbouncer_last_collection_error: "gauge" },
    },
    {
        source: { ...operator, file: "pkg/management/pgbouncer/metricsserver/pools.go" },
        metrics: {
            cnpg_pgbouncer_pools_cl_active: "gauge",
            cnpg_pgbouncer_pools_cl_waiting: "gauge",
            cnpg_pgbouncer_pools_maxwait: "gauge",
            cnpg_pgbouncer_pools_sv_active: "gauge",
            cnpg_pgbouncer_pools_sv_idle: "gauge",
        },
    },
    {
        source: { ...operator, file: "pkg/management/pgbouncer/metricsserver/stats.go" },
        metrics: { cnpg_pgbouncer_stats_total_query_count: "gauge" },
    },
    {
        source: {
            project: "github.com/cloudnative-pg/plugin-barman-cloud",
            version: "0.15.0",
            file: "internal/cnpgi/instance/metrics.go",
        },
        metrics: {
            barman_cloud_cloudnative_pg_io_first_recoverability_point: "gauge",
            barman_cloud_cloudnative_pg_io_last_available_backup_timestamp: "gauge",
            barman_cloud_cloudnative_pg_io_last_failed_backup_timestamp: "gauge",
        },
    },
    {
        source: { ...kubelet, file: "pkg/kubelet/metrics/metrics.go" },
        metrics: {
            kubelet_volume_stats_available_bytes: "gauge",
            kubelet_volume_stats_capacity_bytes: "gauge",
        },
    },
    {
        source: {
            project: "github.com/cert-manager/cert-manager",
            version: "1.21.2",
            file: "internal/collectors/certificate_collector.go",
        },
        metrics: { certmanager_certificate_expiration_timestamp_seconds: "gauge" },
    },
];

/** What Prometheus itself makes of alerting rules. */
export const prometheusMetrics: MetricsOf = {
    source: { project: "github.com/prometheus/prometheus", version: "0.316.0", file: "rules/alerting.go" },
    metrics: { ALERTS: "gauge" },
};

/** Every metric that may be named. */
export const knownMetrics: ReadonlySet<string> = new Set(
    [queryMetrics, ...programMetrics, prometheusMetrics].flatMap(({ metrics }) => Object.keys(metrics)),
);
