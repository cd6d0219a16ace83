import type { Problem } from "../core/problems";
import { decidedBy } from "./parameters";
import type { PostgresParameters } from "./serverArguments";

/** What is wrong with `parameters` beyond its form. */
export function parameterProblems(parameters: PostgresParameters): Problem[] {
    return Object.entries(parameters).flatMap(([name, value]) => {
        const path = `parameters.${name}`;
        const reason = reasonAgainst(name, value);
        return reason === undefined ? [] : [{ path, reason }];
    });
}

function reasonAgainst(name: string, value: string): string | undefined {
    if (!/^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?$/.test(name)) {
        return "is no name of a setting; write it in lower case, for example max_connections";
    }
    const argument = decidedBy(name);
    if (argument !== undefined) {
        return `is set by hardening itself; see the argument ${argument}`;
    }
    if (name === "password_encryption") {
        return "is always scram-sha-256 here; take it out";
    }
    if (
        operatorsOwn.has(name) ||
        /^(ssl_(?!ciphers$|ecdh_curve$|max_protocol_version$)|recovery_target|unix_socket_|syslog_)/.test(name)
    ) {
        return "is CloudNativePG's own setting, which it refuses to have changed; take it out";
    }
    if (name === "ssl_max_protocol_version" && value !== "TLSv1.3") {
        return "lower than TLSv1.3 would keep the best encryption from those who know it; take it out";
    }
    return leaks(name);
}

/** Settings that put statements, and so data, into the log (control ED-2). */
function leaks(name: string): string | undefined {
    const texts =
        /^(log_min_duration_(statement|sample)|log_statement_sample_rate|log_transaction_sample_rate|auto_explain\..*|debug_print_.*)$/;
    return texts.test(name)
        ? "puts the text of statements into the log; if that is wanted, write audit: { logStatements: { reason, owner, expires } } instead"
        : undefined;
}

/** Settings that CloudNativePG fixes or blocks (pkg/postgres/configuration.go FixedConfigurationParameters, 1.30.1). */
const operatorsOwn = new Set([
    "allow_alter_system",
    "allow_system_table_mods",
    "archive_cleanup_command",
    "archive_command",
    "archive_mode",
    "bonjour",
    "bonjour_name",
    "cluster_name",
    "config_file",
    "data_directory",
    "data_sync_retry",
    "event_source",
    "external_pid_file",
    "hba_file",
    "hot_standby",
    "ident_file",
    "jit_provider",
    "listen_addresses",
    "log_destination",
    "log_directory",
    "log_file_mode",
    "log_filename",
    "log_rotation_age",
    "log_rotation_size",
    "log_truncate_on_rotation",
    "logging_collector",
    "pg_failover_slots.primary_dsn",
    "pg_failover_slots.standby_slot_names",
    "port",
    "primary_conninfo",
    "primary_slot_name",
    "promote_trigger_file",
    "recovery_end_command",
    "recovery_min_apply_delay",
    "restart_after_crash",
    "restore_command",
    "shared_preload_libraries",
    "ssl",
    "stats_temp_directory",
    "synchronous_standby_names",
    "synchronized_standby_slots",
    "temp_tablespaces",
]);
