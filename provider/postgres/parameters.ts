import type { TlsVersion } from "./tlsArguments";

/** TLS, password storage and the audit log; nothing that puts statements or bind values into a log (control ED-2). */
export function hardenedParameters(minimumVersion: TlsVersion): Record<string, string> {
    return {
        ssl_min_protocol_version: `TLSv${minimumVersion}`,
        password_encryption: "scram-sha-256",
        log_connections: "on",
        log_disconnections: "on",
        log_statement: "none",
        log_min_error_statement: "panic",
        log_parameter_max_length: "0",
        log_parameter_max_length_on_error: "0",
        "pgaudit.log": "ddl, role, misc_set",
        "pgaudit.log_catalog": "off",
        "pgaudit.log_parameter": "off",
    };
}
