import type { Alert } from "../kubernetes/monitoring";
import type { MonitoredDatabase } from "./monitored";

/** What runs out: disk, connections, transaction numbers, patience. */
export function capacityAlerts(database: MonitoredDatabase): Alert[] {
    return [...volumeAlerts(database), ...sessionAlerts(database)];
}

function volumeAlerts({ name, namespace, servers, volume, walVolume }: MonitoredDatabase): Alert[] {
    const claims = volumeClaims({ name, namespace });
    const available = `kubelet_volume_stats_available_bytes{${claims}}`;
    const share = `${available} / kubelet_volume_stats_capacity_bytes{${claims}}`;
    const data = `sum by (namespace, pod) (cnpg_pg_database_size_bytes{${servers}})`;
    const wal = `max by (namespace, pod) (cnpg_collector_pg_wal{${servers}, value="size"})`;
    const grow = "Make storage.size larger";
    const separate: Alert[] =
        walVolume === undefined
            ? []
            : [
                  {
                      name: "PostgresWalNearVolumeSize",
                      expression: `${wal} > ${Math.floor(0.8 * walVolume)}`,
                      lasting: "15m",
                      severity: "warning",
                      summary: `The write-ahead log of {{ $labels.pod }} is {{ $value | humanize1024 }}B, near the size of its volume`,
                      description: `It grows when archiving fails or a replication slot holds it. A full volume stops the server. Make storage.wal.size larger, after the reason is gone.`,
                  },
              ];
    return [
        {
            name: "PostgresVolumeFull",
            expression: `${share} < 0.1`,
            lasting: "5m",
            severity: "critical",
            summary: `Volume {{ $labels.persistentvolumeclaim }} has {{ $value | humanizePercentage }} left`,
            description: `PostgreSQL stops when it is full. ${grow}; if the write-ahead log is what grows, see whether archiving works.`,
        },
        {
            name: "PostgresVolumeFilling",
            expression: `${share} < 0.4 and predict_linear(${available}[6h], 86400) < 0`,
            lasting: "30m",
            severity: "warning",
            summary: `Volume {{ $labels.persistentvolumeclaim }} will be full within a day`,
            description: `As it grew in the last six hours, it has room for less than a day more. ${grow}, or find out what grows.`,
        },
        {
            // Also where nobody scrapes the kubelets.
            name: "PostgresDataNearVolumeSize",
            expression: `${walVolume === undefined ? `${data} + ${wal}` : data} > ${Math.floor(0.8 * volume)}`,
            lasting: "15m",
            severity: "warning",
            summary: `{{ $labels.pod }} stores {{ $value | humanize1024 }}B, near the size of its volume`,
            description: `More than four fifths of the volume are databases${walVolume === undefined ? " and write-ahead log" : ""}. ${grow}.`,
        },
        ...separate,
    ];
}

function sessionAlerts({ namespace, servers }: MonitoredDatabase): Alert[] {
    const sessions = `kubectl -n ${namespace} exec {{ $labels.pod }} -- psql -c 'SELECT * FROM pg_stat_activity'`;
    return [
        {
            name: "PostgresConnectionsRunOut",
            expression: `sum by (namespace, pod) (cnpg_backends_total{${servers}}) / on (namespace, pod) max by (namespace, pod) (cnpg_pg_settings_setting{${servers}, name="max_connections"}) > 0.8`,
            lasting: "5m",
            severity: "warning",
            summary: `{{ $value | humanizePercentage }} of the connections of {{ $labels.pod }} are taken`,
            description: `Clients are refused when none is left. See whose they are: ${sessions}. A pooler or users[].connectionLimit keeps them few; max_connections makes more.`,
        },
        {
            name: "PostgresSessionsWait",
            expression: `cnpg_backends_waiting_total{${servers}} > 10`,
            lasting: "5m",
            severity: "warning",
            summary: `{{ $value }} sessions of {{ $labels.pod }} wait for others`,
            description: `A transaction holds locks that others need. See which: ${sessions}`,
        },
        {
            name: "PostgresLongTransaction",
            expression: `max by (namespace, pod, datname, usename, state) (cnpg_backends_max_tx_duration_seconds{${servers}}) > 3600`,
            lasting: "5m",
            severity: "warning",
            summary: `A transaction of {{ $labels.usename }} in {{ $labels.datname }} has been open for {{ $value | humanizeDuration }}`,
            description: `As long as it is open, vacuum removes nothing that was deleted since, in no table ({{ $labels.state }} on {{ $labels.pod }}).`,
        },
        {
            name: "PostgresDeadlocks",
            expression: `increase(cnpg_pg_stat_database_deadlocks{${servers}}[1h]) > 10`,
            lasting: "1m",
            severity: "warning",
            summary: `More than ten deadlocks in {{ $labels.datname }} within an hour`,
            description: `Transactions take the same locks in different orders, and PostgreSQL ends one of each pair. The server's log on {{ $labels.pod }} says when.`,
        },
        {
            name: "PostgresTransactionNumbersRunOut",
            expression: `cnpg_pg_database_xid_age{${servers}} > 1000000000 or cnpg_pg_database_mxid_age{${servers}} > 1000000000`,
            lasting: "10m",
            severity: "critical",
            summary: `{{ $labels.datname }} on {{ $labels.pod }} has used half of its transaction numbers`,
            description: `Vacuum does not get through: a long transaction, an old replication slot or a blocked autovacuum holds it. At two billion PostgreSQL stops taking writes.`,
        },
    ];
}

/** The claims that CloudNativePG makes: `<cluster>-<number>` and, for the write-ahead log, `-wal` (pkg/specs, pkg/reconciler/persistentvolumeclaim). */
export function volumeClaims({ name, namespace }: { name: string; namespace: string }): string {
    return `namespace="${namespace}", persistentvolumeclaim=~"${name}-[0-9]+(-wal)?"`;
}
