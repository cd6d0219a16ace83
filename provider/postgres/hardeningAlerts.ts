import type { Alert } from "../kubernetes/monitoring";
import type { MonitoredDatabase } from "./monitored";

/** Settings of PostgreSQL that hardening rests on and that its metrics show; the others are not numbers. */
const settings = ["ssl", "fsync", "full_page_writes"];
const auditSettings = ["log_connections", "log_disconnections"];

/** What was switched on and is off again (controls NM-1, MAA-2, MAA-3). log_connections is no switch any more from PostgreSQL 18 on. */
export function hardeningAlerts({ name, servers, audited, major }: MonitoredDatabase): Alert[] {
    const watched = [...settings, ...(audited ? auditSettings.slice(major < 18 ? 0 : 1) : [])];
    return [
        {
            name: "PostgresHardeningUndone",
            expression: `cnpg_pg_settings_setting{${servers}, name=~"${watched.join("|")}"} == 0`,
            lasting: "5m",
            severity: "critical",
            summary: `{{ $labels.name }} is off on {{ $labels.pod }}`,
            description: `Somebody changed the Cluster or the server past Pulumi. The next pulumi up --refresh of ${name} puts it back; find out who it was.`,
        },
    ];
}
