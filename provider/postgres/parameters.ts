import type { PostgresDatabaseArgs } from "./arguments";

/** What the Cluster says of PostgreSQL's settings. */
export interface ServerSettings {
    parameters: Record<string, string>;
    shared_preload_libraries: string[];
}

/** The program's own settings, and over them what hardening sets. */
export function serverSettings({
    tls = {},
    audit = {},
    parameters = {},
}: Pick<PostgresDatabaseArgs, "tls" | "audit" | "parameters">): ServerSettings {
    return {
        parameters: {
            ...parameters,
            ssl_min_protocol_version: `TLSv${tls.minimumVersion ?? "1.3"}`,
            password_encryption: "scram-sha-256",
            ...quietLog,
            ...(audit.disabled ? noAudit : auditLog),
            ...(audit.logStatements && loudLog),
        },
        // Checks passwords that users give themselves in clear text; the operator sends verifiers (CloudNativePG 1.30).
        shared_preload_libraries: ["passwordcheck"],
    };
}

/**
 * Nothing that puts statements, bind values or rows into a log (control ED-2). An error's message and detail hold rows ("Failing row
 * contains ...") and mistyped statements, in every verbosity; `log` keeps logins, failed ones too, and the server's own life.
 */
const quietLog = {
    log_statement: "none",
    log_min_messages: "log",
    log_min_error_statement: "panic",
    log_parameter_max_length: "0",
    log_parameter_max_length_on_error: "0",
};

/** Any `pgaudit.` setting makes the operator load pgaudit and create its extension in every database. */
const auditLog = {
    log_connections: "on",
    log_disconnections: "on",
    "pgaudit.log": "ddl, role",
    "pgaudit.log_catalog": "off",
    "pgaudit.log_parameter": "off",
};

/** What diagnosis wants, by a waiver. */
const loudLog = { log_statement: "mod", log_min_messages: "warning", log_min_error_statement: "error" };

const noAudit = { log_connections: "off", log_disconnections: "off" };

/** Whether hardening itself decides a setting, and with which argument that is changed. */
export function decidedBy(name: string): string | undefined {
    if (name === "ssl_min_protocol_version") {
        return "tls.minimumVersion";
    }
    return name in quietLog || name in auditLog || name.startsWith("pgaudit.") ? "audit" : undefined;
}
