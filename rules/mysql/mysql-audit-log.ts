import { Field } from "../field";
import { percona } from "../kinds";
import { failWhenOption } from "../percona.configuration";
import type { Rule } from "../rule";
import { all, any, not, type Ternary } from "../ternary";
import { includes, oneOf } from "../text";
import { whenConfigured, type MysqlConfiguration } from "./configuration";

/** Options that load plugins; each may stand several times. */
const loaders = ["plugin_load", "plugin_load_add", "early_plugin_load"];

export const rule: Rule = {
    id: "mysql-audit-log",
    title: "MySQL writes an audit log",
    controls: ["MAA-3"],
    severity: "medium",
    engine: "mysql",
    kinds: [percona.mysql],
    why: "Without an audit log nobody can say afterwards who logged in, who failed to, and who changed users, rights or data.",
    fix: "Percona XtraDB Cluster 8.4: install the component audit_log_filter by SQL and write one of its options into spec.pxc.configuration. 8.0: load the plugin there, plugin-load-add=audit_log_filter.so. The older plugin audit_log.so counts too.",
    references: [
        {
            title: "Percona Server for MySQL: audit log filter",
            url: "https://docs.percona.com/percona-server/8.4/audit-log-filter-overview.html",
            version: "Percona Server for MySQL 8.4",
        },
    ],
    check: (subject, estate) =>
        whenConfigured(subject, estate, (configuration) =>
            failWhenOption(
                not(writesAuditLog(configuration)),
                configuration.source,
                configuration.option("audit_log"),
                {
                    option: "audit_log",
                    wanted: "load the audit plugin under [mysqld] (plugin-load-add=audit_log_filter.so), or install the component and set one of its options there",
                },
            ),
        ),
};

/** A server without the plugin would refuse the plugin's options, unless they are loose: such an option shows that it is there. */
function writesAuditLog({ source, file, option }: MysqlConfiguration): Ternary {
    const loaded = file.options
        .filter(({ name }) => loaders.includes(name))
        .map(({ value }) => includes(new Field(source.at.path, value), "audit_log"));
    const configured = file.options.some(({ name, loose }) => !loose && name.startsWith("audit_log"));
    const loads = any(...loaded, configured, file.open ? "unknown" : false);
    const activation = option("audit_log");
    return activation.isUnknown ? loads : all(loads, not(oneOf(activation, ["OFF", "0"])));
}
