import type { Alert } from "../kubernetes/monitoring";
import type { MonitoredDatabase } from "./monitored";

const day = 24 * 60 * 60;
const lastBackup = "barman_cloud_cloudnative_pg_io_last_available_backup_timestamp";
const lastFailure = "barman_cloud_cloudnative_pg_io_last_failed_backup_timestamp";

/** Whether what happens now could be restored: base backups, and the write-ahead log between them (controls ED-1, MAA-2). */
export function backupAlerts({ name, namespace, servers, backups }: MonitoredDatabase): Alert[] {
    if (backups === undefined) {
        return [];
    }
    const late = 2 * backups.interval;
    const list = `kubectl -n ${namespace} get backups`;
    const logs = `kubectl -n ${namespace} logs -c plugin-barman-cloud`;
    return [
        {
            name: "PostgresBackupFailed",
            expression: `max(${lastFailure}{${servers}}) > max(${lastBackup}{${servers}})`,
            lasting: "5m",
            severity: "warning",
            summary: `The last base backup of ${name} failed`,
            description: `The one before is still there. See why: ${list}, and in the log of the server that made it: ${logs} POD`,
        },
        {
            name: "PostgresBackupLate",
            expression: `time() - max(${lastBackup}{${servers}} > 0) > ${late}`,
            lasting: "10m",
            severity: "critical",
            summary: `The last base backup of ${name} is {{ $value | humanizeDuration }} old`,
            description: `That is more than twice the time between two backups: at least one was missed. See what became of them: ${list}`,
        },
        {
            name: "PostgresBackupMissing",
            expression: `max(${lastBackup}{${servers}}) == 0 or absent(${lastBackup}{${servers}})`,
            // The first one starts when the database is made.
            lasting: `${Math.min(late, day)}s`,
            severity: "critical",
            summary: `${name} has no base backup`,
            description: `None was ever finished, or the backup plugin does not run in the servers. See: ${list}`,
        },
        {
            name: "PostgresArchivingFailing",
            expression: `cnpg_pg_stat_archiver_last_failed_time{${servers}} > cnpg_pg_stat_archiver_last_archived_time{${servers}}`,
            lasting: "5m",
            severity: "critical",
            summary: `{{ $labels.pod }} cannot archive its write-ahead log`,
            description: `What is written from now on cannot be restored, and the volume fills up. The plugin's log says why (key, role, network, bucket): ${logs} {{ $labels.pod }}`,
        },
        {
            name: "PostgresArchivingBehind",
            expression: `cnpg_collector_pg_wal_archive_status{${servers}, value="ready"} > 20 and on (namespace, pod) cnpg_pg_replication_in_recovery{${servers}} == 0`,
            lasting: "15m",
            severity: "warning",
            summary: `{{ $value }} files of the write-ahead log wait to be archived on {{ $labels.pod }}`,
            description: `Archiving is slower than writing, or stands still. With each file that waits, more would be lost with the volume: ${logs} {{ $labels.pod }}`,
        },
        {
            name: "PostgresNothingArchived",
            expression: `cnpg_pg_stat_archiver_archived_count{${servers}} == 0`,
            lasting: "1h",
            severity: "critical",
            summary: `{{ $labels.pod }} has archived nothing since it became the primary`,
            description: `CloudNativePG archives at every promotion and every five minutes with writes, so archiving has never worked there: ${logs} {{ $labels.pod }}`,
        },
    ];
}
