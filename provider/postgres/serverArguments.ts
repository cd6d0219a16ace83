import type { Waiver } from "../core/waiver";

/** The audit log, which stands in the servers' log as JSON. */
export interface PostgresAuditArgs {
    /**
     * Runs the database without pgaudit and without a record of who logs in (control MAA-3).
     * @waives postgres-audit-log
     */
    disabled?: Waiver;
    /**
     * Logs errors, with the rows and statements that stand in them, and the text of every data-changing statement (control ED-2).
     * @waives postgres-log-content
     */
    logStatements?: Waiver;
}

/** Settings of PostgreSQL, name to value. */
export interface PostgresParameters {
    [name: string]: string;
}
