import assert from "node:assert/strict";
import type { Series } from "../../testing/promtool";

/** A change of healthy series: those with these labels get other values, or are gone. */
export interface Change {
    metric: string;
    labels?: Readonly<Record<string, string>>;
    /** `none`: Prometheus has no such series. */
    values: string;
}

/** Longer than any test looks. */
export const always = (value: number): string => `${value}x3600`;
/** The time itself. */
export const now = "0+60x3600";

/** What Prometheus holds of a database of three servers behind a pooler of two pods, on a good day. */
export function healthySeries(): Series[] {
    return [1, 2, 3].flatMap(serverSeries).concat([1, 2].flatMap(poolerSeries));
}

/** The same with changes. A change that meets no series would prove nothing. */
export function changed(series: readonly Series[], changes: readonly Change[]): Series[] {
    return changes.reduce<Series[]>(
        (before, change) => {
            const isMeant = ({ metric, labels }: Series): boolean =>
                metric === change.metric &&
                Object.entries(change.labels ?? {}).every(([name, value]) => labels[name] === value);
            assert.ok(before.some(isMeant), `there is a series ${change.metric} ${JSON.stringify(change.labels)}`);
            return change.values === "none"
                ? before.filter((each) => !isMeant(each))
                : before.map((each) => (isMeant(each) ? { ...each, values: change.values } : each));
        },
        [...series],
    );
}

function serverSeries(number: number): Series[] {
    const pod = `orders-${number}`;
    const common = { job: "orders/orders", namespace: "orders", pod, endpoint: "metrics" };
    const isPrimary = number === 1;
    const of = (metric: string, values: string, labels: Record<string, string> = {}): Series => ({
        metric,
        values,
        labels: { ...common, ...labels },
    });
    const datname = { datname: "orders" };
    const onPrimary = [
        of("cnpg_pg_stat_archiver_archived_count", "1+1x3600"),
        of("cnpg_pg_stat_archiver_last_archived_time", now),
        of("cnpg_pg_stat_archiver_last_failed_time", always(-1)),
    ];
    const settings = { max_connections: 100, ssl: 1, fsync: 1, full_page_writes: 1, autovacuum: 1 };
    const logging = { log_connections: 1, log_disconnections: 1 };
    const session = { ...datname, usename: "app", application_name: "" };
    const claim = { job: "kubelet", namespace: "orders", persistentvolumeclaim: pod };
    return [
        of("cnpg_collector_up", always(1), { cluster: "orders" }),
        of("cnpg_collector_fencing_on", always(0)),
        of("cnpg_collector_nodes_used", always(3)),
        of("cnpg_collector_pg_wal", always(1e9), { value: "size" }),
        of("cnpg_collector_pg_wal_archive_status", always(0), { value: "ready" }),
        of("cnpg_last_error", always(0)),
        of("cnpg_pg_postmaster_start_time", always(1)),
        of("cnpg_pg_replication_in_recovery", always(isPrimary ? 0 : 1)),
        of("cnpg_pg_replication_is_wal_receiver_up", always(isPrimary ? 0 : 1)),
        of("cnpg_pg_replication_lag", always(0)),
        of("barman_cloud_cloudnative_pg_io_last_available_backup_timestamp", now),
        of("barman_cloud_cloudnative_pg_io_last_failed_backup_timestamp", always(0)),
        ...(isPrimary ? onPrimary : []),
        ...Object.entries({ ...settings, ...logging }).map(([name, value]) =>
            of("cnpg_pg_settings_setting", always(value), { name }),
        ),
        of("cnpg_backends_total", always(10), { ...session, state: "active" }),
        of("cnpg_backends_total", always(30), { ...session, state: "idle" }),
        of("cnpg_backends_max_tx_duration_seconds", always(2), { ...session, state: "active" }),
        of("cnpg_backends_waiting_total", always(0)),
        of("cnpg_pg_database_size_bytes", always(5e9), datname),
        of("cnpg_pg_database_xid_age", always(1e8), datname),
        of("cnpg_pg_database_mxid_age", always(1e6), datname),
        of("cnpg_pg_stat_database_deadlocks", always(0), datname),
        { metric: "kubelet_volume_stats_available_bytes", labels: claim, values: always(40e9) },
        { metric: "kubelet_volume_stats_capacity_bytes", labels: claim, values: always(50e9) },
    ];
}

function poolerSeries(number: number): Series[] {
    const pod = `orders-pooler-${number}`;
    const common = { job: "orders/orders-pooler", namespace: "orders", pod, endpoint: "metrics" };
    const pool = { database: "orders", user: "app" };
    return [
        { metric: "cnpg_pgbouncer_last_collection_error", labels: common, values: always(0) },
        { metric: "cnpg_pgbouncer_pools_maxwait", labels: { ...common, ...pool }, values: always(0) },
    ];
}
