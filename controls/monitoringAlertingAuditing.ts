import type { Control } from "./control";

export const monitoringAlertingAuditing: readonly Control[] = [
    {
        key: "MAA-1",
        name: "Database Monitoring",
        section: "Monitoring, Alerting, and Auditing",
        wording: "The database's metrics are collected and shown with standard tools, such as Prometheus and Grafana.",
        check: "rules",
        build: "A PodMonitor or ServiceMonitor and a Grafana dashboard, using only metrics that the pinned operator or exporter has.",
        relax: "`monitoring.kind`: none.",
        answers: {
            postgres: { how: "configured", note: "Metrics on port 9187; a PodMonitor must be added." },
            clickhouse: { how: "configured", note: "An exporter beside the operator; a ServiceMonitor must be added." },
            mysql: { how: "configured", note: "Percona Monitoring and Management, or an exporter as a sidecar." },
            mongodb: { how: "configured", note: "Percona Monitoring and Management, or an exporter as a sidecar." },
        },
    },
    {
        key: "MAA-2",
        name: "Default Security Alerts",
        section: "Monitoring, Alerting, and Auditing",
        wording: "Security events, failed logins first of all, raise alerts.",
        check: "rules",
        build: "Alerts on failed logins, certificates about to expire, failed or late backups, broken replication and a silent audit log. Where failed logins are no metric (PostgreSQL), a rule on logs: the control is met in part until a log collector is named.",
        answers: {
            postgres: { how: "added", note: "PostgreSQL counts no failed logins: an alert must read the logs." },
            clickhouse: {
                how: "configured",
                note: "ClickHouse's own metrics endpoint counts AUTHENTICATION_FAILED; the alert must be added.",
            },
            mysql: { how: "added", note: "No alert on logins comes with it." },
            mongodb: { how: "added", note: "The audit log records failed logins; an alert must read it." },
        },
    },
    {
        key: "MAA-3",
        name: "Default Audit Logging",
        section: "Monitoring, Alerting, and Auditing",
        wording: "Audit logs are on from the start; other logs hold no more than security work needs.",
        check: "rules",
        build: "Audit logging on: pgaudit, session_log, auditLog or audit_log_filter.",
        relax: "`audit.disabled` takes a waiver.",
        answers: {
            postgres: {
                how: "configured",
                note: "A pgaudit parameter makes the operator load it; the minimal image has no pgaudit and would not start.",
            },
            clickhouse: { how: "configured", note: "query_log is on, session_log must be switched on." },
            mysql: {
                how: "configured",
                note: "The audit_log_filter component.",
                unverified: "that the component can be installed and configured through the custom resource",
            },
            mongodb: { how: "configured", note: "auditLog in the replica set's configuration." },
        },
    },
];
