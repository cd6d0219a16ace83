import { engineNames, type Engine } from "../../controls";
import { oncePerEstate } from "../estate";
import { databaseKinds, kubernetes } from "../kinds";
import { undecidedAt, failAt } from "../outcome";
import type { Rule } from "../rule";
import type { Subject } from "../subject";
import { any, type Ternary } from "../ternary";
import { engineOf, engineWords, generalCertificateAlert, signals } from "./securityAlerts";

export const rule: Rule = {
    id: "security-alerts",
    title: "Somebody is told of failed logins, expiring certificates or failed backups",
    controls: ["MAA-2"],
    severity: "medium",
    kinds: databaseKinds,
    scope: "estate",
    why: "A password that is being guessed, a certificate that runs out tonight and a backup that has failed for weeks look like nothing until the day they matter.",
    fix: "Add a PrometheusRule with an alert on at least one of them for this engine: failed logins (a log-based rule for PostgreSQL, ClickHouseErrorMetric_AUTHENTICATION_FAILED for ClickHouse), the expiry of certificates, the time of the last failed backup.",
    references: [
        {
            title: "CloudNativePG: monitoring, sample alerts",
            url: "https://github.com/cloudnative-pg/cloudnative-pg/blob/main/docs/src/samples/monitoring/prometheusrule.yaml",
            version: "CloudNativePG 1.30.0",
        },
        {
            title: "Altinity clickhouse-operator: alert rules",
            url: "https://github.com/Altinity/clickhouse-operator/tree/master/deploy/prometheus",
            version: "0.26.0",
        },
    ],
    check: (subject, estate) => {
        const engine = engineOf[subject.kind];
        const alerted = engine === undefined ? true : alertedEngines(estate).get(engine);
        if (alerted === true) {
            return [];
        }
        const { path } = subject.read("metadata.name");
        if (alerted === "unknown") {
            return [undecidedAt(path, "a PrometheusRule is not known yet")];
        }
        const what = `PrometheusRule with an alert on failed logins, expiring certificates or failed backups of ${subject.title}`;
        return [
            estate.complete
                ? failAt(path, `there is no ${what}: add one`)
                : undecidedAt(path, `no ${what} is in sight; one may lie elsewhere`),
        ];
    },
};

const alertedEngines = oncePerEstate((estate): ReadonlyMap<Engine, Ternary> => {
    const rules = estate.of(kubernetes.prometheusRule);
    return new Map(engineNames.map((engine) => [engine, any(...rules.map((alerts) => hasAlert(alerts, engine)))]));
});

function hasAlert({ read }: Subject, engine: Engine): Ternary {
    const groups = read("spec.groups");
    const rules = groups.items.map((group) => group.child("rules"));
    const alerts = rules.flatMap(({ items }) => items).filter((alert) => !alert.child("alert").isAbsent);
    return any(
        groups.isUnknown ? "unknown" : false,
        ...rules.map((list): Ternary => (list.isUnknown ? "unknown" : false)),
        ...alerts.map((alert): Ternary => {
            const expression = alert.child("expr");
            const text = `${alert.child("alert").text ?? ""} ${expression.text ?? ""}`;
            const isOfEngine = engineWords[engine].test(text) || generalCertificateAlert.test(text);
            const decided = isOfEngine && signals.some((signal) => signal.test(text));
            return !decided && expression.isUnknown ? "unknown" : decided;
        }),
    );
}
