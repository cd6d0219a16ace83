/** A line of PostgreSQL's log as CloudNativePG 1.30 prints it (pkg/management/postgres/logpipe: loggingCollector.go, pgaudit.go). */
export interface LogRecord {
    /** `pgaudit` for audit records, else `postgres`. */
    logger: "postgres" | "pgaudit";
    /** Empty fields are left out, as the operator does. */
    record: Partial<Record<(typeof fields)[number], string>> & {
        audit?: Partial<Record<(typeof auditFields)[number], string>>;
    };
}

const fields = [
    "log_time",
    "user_name",
    "database_name",
    "process_id",
    "connection_from",
    "session_id",
    "session_line_num",
    "command_tag",
    "session_start_time",
    "virtual_transaction_id",
    "transaction_id",
    "error_severity",
    "sql_state_code",
    "message",
    "detail",
    "hint",
    "internal_query",
    "internal_query_pos",
    "context",
    "query",
    "query_pos",
    "location",
    "application_name",
    "backend_type",
    "leader_pid",
    "query_id",
] as const;

const auditFields = [
    "audit_type",
    "statement_id",
    "substatement_id",
    "class",
    "command",
    "object_type",
    "object_name",
    "statement",
    "parameter",
    "rows",
] as const;

/** The records in PostgreSQL's csvlog, which is what the operator has it write. */
export function recordsOf(csvlog: string): LogRecord[] {
    return rowsOf(csvlog).map((row) => {
        const record = named(fields, row);
        const audit = /^AUDIT: (.*)$/s.exec(record.message ?? "")?.[1];
        if (audit === undefined) {
            return { logger: "postgres", record };
        }
        const { message: _, ...rest } = record;
        return { logger: "pgaudit", record: { ...rest, audit: named(auditFields, rowsOf(audit)[0] ?? []) } };
    });
}

/** The line that the operator writes to the container's standard output, and a log collector reads. */
export function containerLine({ logger, record }: LogRecord, pod: string): string {
    return JSON.stringify({ level: "info", ts: record.log_time, logger, msg: "record", logging_pod: pod, record });
}

function named<Name extends string>(names: readonly Name[], row: readonly string[]): Partial<Record<Name, string>> {
    const known: Partial<Record<Name, string>> = {};
    names.forEach((name, index) => {
        const value = row[index];
        if (value !== undefined && value !== "") {
            known[name] = value;
        }
    });
    return known;
}

/** CSV of RFC 4180: a quoted field may hold commas, lines and doubled quotes. */
export function rowsOf(csv: string): string[][] {
    const rows: string[][] = [];
    let row: string[] = [];
    for (const [, quoted, plain = "", end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/g)) {
        if (end === "" && quoted === undefined && plain === "" && row.length === 0) {
            continue;
        }
        row.push(quoted?.replaceAll('""', '"') ?? plain);
        if (end !== ",") {
            rows.push(row);
            row = [];
        }
    }
    return rows;
}
