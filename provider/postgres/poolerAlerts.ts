import type { Alert } from "../kubernetes/monitoring";
import type { MonitoredDatabase } from "./monitored";

/**
 * Whether clients get through PgBouncer. CloudNativePG 1.30 defines cnpg_pgbouncer_up and never sends it (metricsserver/pgbouncer_collector.go,
 * Collect), so a pod is up when its exporter could ask PgBouncer.
 */
export function poolerAlerts({ namespace, pooler }: MonitoredDatabase): Alert[] {
    if (pooler === undefined) {
        return [];
    }
    const { name, pods, instances } = pooler;
    const look = `kubectl -n ${namespace} get pods -l cnpg.io/poolerName=${name}`;
    return [
        {
            name: "PostgresPoolerDown",
            expression: `absent(cnpg_pgbouncer_last_collection_error{${pods}} == 0)`,
            lasting: "2m",
            severity: "critical",
            summary: `No pod of the pooler ${name} is up`,
            description: `Clients that come through it are cut off, or Prometheus reaches none of its pods: ${look}`,
        },
        {
            name: "PostgresPoolerPodDown",
            expression: `count(cnpg_pgbouncer_last_collection_error{${pods}} == 0) < ${instances}`,
            lasting: "10m",
            severity: "warning",
            summary: `Only {{ $value }} of ${instances} pods of the pooler ${name} are up`,
            description: `The others carry its load. Look at the pods: ${look}`,
        },
        {
            name: "PostgresPoolerClientsWait",
            expression: `max by (namespace, pod, database, user) (cnpg_pgbouncer_pools_maxwait{${pods}}) > 15`,
            lasting: "2m",
            severity: "warning",
            summary: `Clients of {{ $labels.user }} have waited {{ $value | humanizeDuration }} for {{ $labels.database }}`,
            description: `All server connections of this user are taken. Make pooler.poolSize larger, or find the transactions that hold them.`,
        },
    ];
}
