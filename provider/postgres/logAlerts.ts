import type { LokiArgs } from "../kubernetes/arguments";
import type { Alert } from "../kubernetes/monitoring";
import type { MonitoredDatabase } from "./monitored";

export const lokiDefaults = { namespaceLabel: "namespace", podLabel: "pod", failedLogins: 5 };

/**
 * SQLSTATEs of refused logins: a wrong password (28P01), and no such user, no line in pg_hba, a wrong certificate or an unwilling directory
 * (28000). PostgreSQL, appendix A, and src/backend/libpq/auth.c.
 */
const refused = "28P01|28000";

/** What PgBouncer says to a client that it refuses (1.25, src/client.c and src/proto.c): it never asks PostgreSQL about a wrong password. */
const refusedByPooler =
    "pooler error: ((SASL|password|certificate|LDAP|PAM) authentication failed|no such user|login rejected)";

/**
 * What only the log can tell (controls MAA-2, MAA-3). The lines are CloudNativePG's: JSON with `logger` and, below `record`, PostgreSQL's or
 * PgBouncer's fields (its pkg/management/postgres/logpipe, internal/cmd/manager/pgbouncer/run/log.go).
 */
export function logAlerts(database: MonitoredDatabase, loki: LokiArgs): Alert[] {
    const { failedLogins, namespaceLabel, podLabel } = { ...lokiDefaults, ...loki };
    const { name, namespace, instances, pooler, audited } = database;
    const streams = (pods: string): string => `{${namespaceLabel}="${namespace}", ${podLabel}=~"${pods}"}`;
    const servers = streams(`${name}-[0-9]+`);
    const where = `kubectl -n ${namespace} logs`;
    const silent: Alert[] = audited
        ? [
              {
                  name: "PostgresAuditLogSilent",
                  // Probes and the operator log in all the time, so no server is ever silent for long.
                  expression: `(count(sum by (${podLabel}) (count_over_time(${servers} |= "connection authorized" | json logger="logger" | logger="postgres" [15m]))) or vector(0)) < ${instances}`,
                  lasting: "10m",
                  severity: "critical",
                  summary: `Logins are recorded for only {{ $value }} of the ${instances} servers of ${name}`,
                  description: `A server's log does not reach Loki, or log_connections is off: who logs in and what is changed is not on record. Compare with the log itself: ${where} -l cnpg.io/cluster=${name}`,
              },
          ]
        : [];
    return [
        {
            name: "PostgresLoginsFail",
            expression: `sum(count_over_time(${servers} |~ "${refused}" | json logger="logger", code="record.sql_state_code" | logger="postgres" | code=~"${refused}" [5m])) >= ${failedLogins}`,
            lasting: "0s",
            severity: "warning",
            summary: `{{ $value }} logins to ${name} were refused within five minutes`,
            description: `Somebody guesses passwords, or a client has an old one. Who and from where stands in the log: ${where} -l cnpg.io/cluster=${name} | grep -E '${refused}'`,
        },
        ...(pooler === undefined ? [] : [poolerLogins(pooler.name, failedLogins, streams(`${pooler.name}-.+`), where)]),
        ...silent,
    ];
}

function poolerLogins(pooler: string, failedLogins: number, streams: string, where: string): Alert {
    return {
        name: "PostgresPoolerLoginsFail",
        expression: `sum(count_over_time(${streams} |~ "${refusedByPooler}" | json logger="logger", msg="msg" | logger="pgbouncer-manager" | msg="record" [5m])) >= ${failedLogins}`,
        lasting: "0s",
        severity: "warning",
        summary: `{{ $value }} logins through the pooler ${pooler} were refused within five minutes`,
        description: `Somebody guesses passwords, or a client has an old one. Who and from where stands in the log: ${where} -l cnpg.io/poolerName=${pooler} | grep 'pooler error'`,
    };
}
