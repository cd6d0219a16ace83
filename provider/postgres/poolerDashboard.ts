import type { Row } from "../kubernetes/grafana";
import { lines } from "./panels";
import type { MonitoredDatabase } from "./monitored";

/** PgBouncer, when there is one. */
export function poolerRow({ pooler }: MonitoredDatabase): Row[] {
    if (pooler === undefined) {
        return [];
    }
    const { pods } = pooler;
    const pools = (column: string): string => `sum(cnpg_pgbouncer_pools_${column}{${pods}})`;
    return [
        {
            title: "Pooler",
            panels: [
                lines("Clients", "Connected to PgBouncer.", "short", [
                    { expression: pools("cl_active"), legend: "served" },
                    { expression: pools("cl_waiting"), legend: "waiting" },
                ]),
                lines("Server connections", "From PgBouncer to PostgreSQL.", "short", [
                    { expression: pools("sv_active"), legend: "in use" },
                    { expression: pools("sv_idle"), legend: "idle" },
                ]),
                lines("Longest wait", "Of a client for a server connection.", "s", [
                    {
                        expression: `max by (user, database) (cnpg_pgbouncer_pools_maxwait{${pods}})`,
                        legend: "{{user}} in {{database}}",
                    },
                ]),
                lines("Queries", "Per second.", "ops", [
                    {
                        expression: `sum by (database) (rate(cnpg_pgbouncer_stats_total_query_count{${pods}}[5m]))`,
                        legend: "{{database}}",
                    },
                ]),
            ],
        },
    ];
}
