import type { DashboardPlan, Panel, Row } from "../kubernetes/grafana";
import { volumeClaims } from "./capacityAlerts";
import type { MonitoredDatabase } from "./monitored";
import { lines } from "./panels";
import { poolerRow } from "./poolerDashboard";

/** What somebody who was woken up wants to see first, from the top: is it up, is it safe, what does it do, what runs out. */
export function databaseDashboard(database: MonitoredDatabase): DashboardPlan {
    const { name, namespace } = database;
    return {
        title: `PostgreSQL ${namespace}/${name}`,
        identity: `postgres/${namespace}/${name}`,
        tags: ["postgresql", "cloudnative-pg", "hardened-db"],
        rows: [
            overview(database),
            activity(database),
            replication(database),
            storage(database),
            ...poolerRow(database),
        ],
    };
}

function overview({ name, namespace, servers, instances, backups }: MonitoredDatabase): Row {
    const saved: Panel[] =
        backups === undefined
            ? []
            : [
                  {
                      title: "Last base backup",
                      shows: "number",
                      description: "How old the newest base backup is. Red: more than twice the time between two.",
                      queries: [
                          {
                              expression: `time() - max(barman_cloud_cloudnative_pg_io_last_available_backup_timestamp{${servers}} > 0)`,
                          },
                      ],
                      unit: "s",
                      limits: { orange: 1.25 * backups.interval, red: 2 * backups.interval },
                      width: 4,
                  },
                  {
                      title: "Restorable back to",
                      shows: "number",
                      description: "How far back a moment can lie that can still be restored.",
                      queries: [
                          {
                              expression: `time() - max(barman_cloud_cloudnative_pg_io_first_recoverability_point{${servers}} > 0)`,
                          },
                      ],
                      unit: "s",
                      width: 4,
                  },
                  {
                      title: "Log waiting for the archive",
                      shows: "number",
                      description: "Files of the write-ahead log that are not in the object store yet.",
                      queries: [
                          {
                              expression: `max(cnpg_collector_pg_wal_archive_status{${servers}, value="ready"} and on (namespace, pod) cnpg_pg_replication_in_recovery{${servers}} == 0)`,
                          },
                      ],
                      limits: { orange: 5, red: 20 },
                      width: 4,
                  },
              ];
    return {
        title: "Is it well?",
        panels: [
            {
                title: "Servers up",
                shows: "number",
                description: `Of ${instances}.`,
                queries: [{ expression: `count(cnpg_collector_up{${servers}} == 1) or vector(0)` }],
                least: instances,
                width: 4,
            },
            {
                title: "Primary",
                shows: "name",
                description: "The server that takes writes. None, or two, is an emergency.",
                queries: [{ expression: `cnpg_pg_replication_in_recovery{${servers}} == 0`, legend: "{{pod}}" }],
                width: 4,
            },
            {
                title: "Connections taken",
                shows: "number",
                description: "Of max_connections, on the server where it is most.",
                queries: [
                    {
                        expression: `max(sum by (namespace, pod) (cnpg_backends_total{${servers}}) / on (namespace, pod) max by (namespace, pod) (cnpg_pg_settings_setting{${servers}, name="max_connections"}))`,
                    },
                ],
                unit: "percentunit",
                limits: { orange: 0.6, red: 0.8 },
                width: 4,
            },
            ...saved,
            {
                title: "Alerts",
                shows: "table",
                description: "What is firing now.",
                queries: [
                    {
                        expression: `sum by (alertname, severity, pod) (ALERTS{namespace="${namespace}", database="${name}", alertstate="firing"})`,
                    },
                ],
                width: 24,
            },
        ],
    };
}

function activity({ servers }: MonitoredDatabase): Row {
    const rate = (column: string): string => `sum(rate(cnpg_pg_stat_database_${column}{${servers}}[5m]))`;
    return {
        title: "What does it do?",
        panels: [
            lines("Transactions", "Per second, on all servers.", "ops", [
                { expression: rate("xact_commit"), legend: "committed" },
                { expression: rate("xact_rollback"), legend: "rolled back" },
            ]),
            lines("Sessions", "On all servers, by what they do.", "short", [
                { expression: `sum by (state) (cnpg_backends_total{${servers}})`, legend: "{{state}}" },
                { expression: `sum(cnpg_backends_waiting_total{${servers}})`, legend: "waiting for a lock" },
            ]),
            lines("Longest transaction", "By user. As long as it is open, vacuum removes nothing newer.", "s", [
                {
                    expression: `max by (usename, datname) (cnpg_backends_max_tx_duration_seconds{${servers}})`,
                    legend: "{{usename}} in {{datname}}",
                },
            ]),
            lines("Rows", "Per second, on all servers.", "ops", [
                { expression: rate("tup_fetched"), legend: "fetched" },
                { expression: rate("tup_inserted"), legend: "inserted" },
                { expression: rate("tup_updated"), legend: "updated" },
                { expression: rate("tup_deleted"), legend: "deleted" },
            ]),
            lines("Found in memory", "Share of the blocks that PostgreSQL had in its own buffers.", "percentunit", [
                {
                    expression: `sum by (pod) (rate(cnpg_pg_stat_database_blks_hit{${servers}}[5m])) / (sum by (pod) (rate(cnpg_pg_stat_database_blks_hit{${servers}}[5m])) + sum by (pod) (rate(cnpg_pg_stat_database_blks_read{${servers}}[5m])))`,
                    legend: "{{pod}}",
                },
            ]),
            lines("Deadlocks and temporary files", "Deadlocks, and queries that work_mem did not hold.", "short", [
                { expression: `sum(increase(cnpg_pg_stat_database_deadlocks{${servers}}[5m]))`, legend: "deadlocks" },
                {
                    expression: `sum(increase(cnpg_pg_stat_database_temp_files{${servers}}[5m]))`,
                    legend: "temporary files",
                },
            ]),
        ],
    };
}

function replication({ servers }: MonitoredDatabase): Row {
    return {
        title: "Could a replica take over, could it be restored?",
        panels: [
            lines("Replicas behind", "Time since what they replayed last was written.", "s", [
                { expression: `cnpg_pg_replication_lag{${servers}}`, legend: "{{pod}}" },
            ]),
            lines(
                "Not replayed yet",
                "Write-ahead log that the primary has and the replica has not replayed.",
                "bytes",
                [
                    {
                        expression: `max by (application_name) (cnpg_pg_stat_replication_replay_diff_bytes{${servers}})`,
                        legend: "{{application_name}}",
                    },
                ],
            ),
            lines(
                "Held by replication slots",
                "Write-ahead log that is kept for a replica; it fills the volume.",
                "bytes",
                [
                    {
                        expression: `max by (pod, slot_name) (cnpg_pg_replication_slots_pg_wal_lsn_diff{${servers}})`,
                        legend: "{{slot_name}} on {{pod}}",
                    },
                ],
            ),
            lines("Archiving", "Files of the write-ahead log in five minutes.", "short", [
                {
                    expression: `sum(increase(cnpg_pg_stat_archiver_archived_count{${servers}}[5m]))`,
                    legend: "archived",
                },
                { expression: `sum(increase(cnpg_pg_stat_archiver_failed_count{${servers}}[5m]))`, legend: "failed" },
            ]),
        ],
    };
}

function storage({ name, namespace, servers, major }: MonitoredDatabase): Row {
    const claims = volumeClaims({ name, namespace });
    const checkpoints = major < 17 ? "cnpg_pg_stat_bgwriter" : "cnpg_pg_stat_checkpointer";
    return {
        title: "What runs out?",
        panels: [
            lines("Free on the volumes", "As the kubelets see them.", "percentunit", [
                {
                    expression: `kubelet_volume_stats_available_bytes{${claims}} / kubelet_volume_stats_capacity_bytes{${claims}}`,
                    legend: "{{persistentvolumeclaim}}",
                },
            ]),
            lines("Size of the databases", "On the server where it is most.", "bytes", [
                { expression: `max by (datname) (cnpg_pg_database_size_bytes{${servers}})`, legend: "{{datname}}" },
                {
                    expression: `max(cnpg_collector_pg_wal{${servers}, value="size"})`,
                    legend: "write-ahead log",
                },
            ]),
            lines("Transaction numbers", "Age of the oldest. At two billion PostgreSQL stops taking writes.", "short", [
                { expression: `max by (datname) (cnpg_pg_database_xid_age{${servers}})`, legend: "{{datname}}" },
            ]),
            lines(
                "Checkpoints",
                "In five minutes. Many on demand: max_wal_size is small for what is written.",
                "short",
                [
                    {
                        expression: `sum(increase(${checkpoints}_checkpoints_timed{${servers}}[5m]))`,
                        legend: "in time",
                    },
                    {
                        expression: `sum(increase(${checkpoints}_checkpoints_req{${servers}}[5m]))`,
                        legend: "on demand",
                    },
                ],
            ),
        ],
    };
}
