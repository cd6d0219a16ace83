import type { Alert } from "../kubernetes/monitoring";
import type { MonitoredDatabase } from "./monitored";

/** Whether the database serves, and whether its replicas could take over. */
export function availabilityAlerts({ name, namespace, servers, instances }: MonitoredDatabase): Alert[] {
    const look = `kubectl -n ${namespace} get cluster,pods -l cnpg.io/cluster=${name}`;
    const replicated: Alert[] = [
        {
            name: "PostgresInstanceDown",
            expression: `count(cnpg_collector_up{${servers}} == 1) < ${instances}`,
            lasting: "10m",
            severity: "warning",
            summary: `Only {{ $value }} of ${instances} servers of ${name} are up`,
            description: `A server is down, or Prometheus cannot reach it or does not trust its certificate. Look at the pods: ${look}`,
        },
        {
            name: "PostgresNoPrimary",
            expression: `count(cnpg_pg_replication_in_recovery{${servers}} == 1) > 0 unless on () (cnpg_pg_replication_in_recovery{${servers}} == 0)`,
            lasting: "3m",
            severity: "critical",
            summary: `${name} has no primary`,
            description: `All servers that answer are replicas, so nothing can be written. A failover did not come to its end: ${look}`,
        },
        {
            name: "PostgresTwoPrimaries",
            expression: `count(cnpg_pg_replication_in_recovery{${servers}} == 0) > 1`,
            lasting: "5m",
            severity: "critical",
            summary: `${name} has {{ $value }} primaries`,
            description: `Two servers take writes that the other does not see. Fence the one that the Cluster's status does not name as its primary.`,
        },
        {
            name: "PostgresReplicationBroken",
            expression: `cnpg_pg_replication_in_recovery{${servers}} == 1 unless cnpg_pg_replication_is_wal_receiver_up{${servers}} == 1`,
            lasting: "10m",
            severity: "warning",
            summary: `Replica {{ $labels.pod }} receives nothing from the primary`,
            description: `It falls behind, and taking over would lose what it has not received. Its log says why: kubectl -n ${namespace} logs {{ $labels.pod }}`,
        },
        {
            name: "PostgresReplicationLag",
            expression: `cnpg_pg_replication_lag{${servers}} > 300`,
            lasting: "5m",
            severity: "warning",
            summary: `Replica {{ $labels.pod }} is {{ $value | humanizeDuration }} behind`,
            description: `Reads there are old and a failover to it takes long. Usual reasons: a long query on the replica, a slow volume, a burst of writes.`,
        },
        {
            name: "PostgresOneNode",
            expression: `max(cnpg_collector_nodes_used{${servers}}) == 1`,
            lasting: "1h",
            severity: "warning",
            summary: `All servers of ${name} run on one node`,
            description: `The database goes down with that node. Make room on others, then delete a replica's pod, or set pods.antiAffinity to "required".`,
        },
    ];
    return [
        {
            name: "PostgresDown",
            expression: `absent(cnpg_collector_up{${servers}} == 1)`,
            lasting: "2m",
            severity: "critical",
            summary: `No server of ${name} is up`,
            description: `PostgreSQL is down, or Prometheus reaches none of its servers or does not trust their certificate. Look at the pods: ${look}`,
        },
        ...(instances > 1 ? replicated : []),
        {
            name: "PostgresFenced",
            expression: `cnpg_collector_fencing_on{${servers}} == 1`,
            lasting: "30m",
            severity: "warning",
            summary: `{{ $labels.pod }} is fenced`,
            description: `Somebody stopped PostgreSQL there on purpose. When the work is done: kubectl cnpg fencing off ${name} {{ $labels.pod }} -n ${namespace}`,
        },
        {
            name: "PostgresMetricsMissing",
            expression: `(cnpg_collector_up{${servers}} == 1 unless on (namespace, pod) cnpg_pg_postmaster_start_time{${servers}}) or cnpg_last_error{${servers}} == 1`,
            lasting: "15m",
            severity: "warning",
            summary: `{{ $labels.pod }} gives only a part of its metrics`,
            description: `The operator's default queries fail or are not there, and most alerts on this database stay silent without them. The server's log names the query: kubectl -n ${namespace} logs {{ $labels.pod }}`,
        },
    ];
}
