import { oncePerEstate, type Estate } from "../../rules/estate";
import { grafana, kubernetes } from "../../rules/kinds";
import { engineWords, signals } from "../../rules/kubernetes/securityAlerts";
import { amountOf, parameter } from "../../rules/postgres/parameters";
import type { Subject } from "../../rules/subject";
import { hasVariable, oneOf } from "../../rules/text";
import { leftWhen, ownOfKind, type Gap } from "./gap";

export const logGaps: readonly Gap[] = [
    {
        controls: ["MAA-1"],
        engine: "postgres",
        left: ({ estate }) =>
            leftWhen(
                !hasDashboard(estate),
                "No dashboard that shows the metrics was read: add one, such as a ConfigMap that Grafana's sidecar takes up.",
            ),
    },
    {
        controls: ["MAA-2"],
        engine: "postgres",
        left: (ground) =>
            leftWhen(
                !ownOfKind(ground, kubernetes.configMap).some(speaksOfFailedLogins),
                "Nobody is told of failed logins: PostgreSQL counts them in no metric, so it takes an alert on its log (Loki), and none was found.",
            ),
    },
    {
        controls: ["MAA-3"],
        engine: "postgres",
        left: ({ database }) =>
            leftWhen(
                oneOf(parameter(database, "log_statement"), ["mod", "all"]) === true ||
                    /^debug\d?$/i.test(parameter(database, "log_min_messages").text ?? ""),
                "The server's other log holds more than security work needs: write log_statement: none, and no debug level as log_min_messages.",
            ),
    },
    { controls: ["ED-2"], engine: "postgres", left: ({ database }) => rowsInLogs(database) },
];

/** Loki's ruler reads alerts from ConfigMaps. */
function speaksOfFailedLogins({ read }: Subject): boolean {
    const [failedLogins] = signals;
    return read("data").entries.some(
        ([, { text = "" }]) => /\bexpr:/.test(text) && /\balert:/.test(text) && failedLogins?.test(text) === true,
    );
}

/** A dashboard lies where Grafana looks for it, which need not be beside the database. */
const hasDashboard = oncePerEstate((estate: Estate): boolean =>
    estate
        .of(kubernetes.configMap, grafana.dashboard)
        .some(({ read }) =>
            [...read("data").entries.map(([, content]) => content), read("spec.json")].some(
                ({ text = "" }) => /"panels"\s*:/.test(text) && engineWords.postgres.test(text),
            ),
        ),
);

/**
 * Messages of errors hold rows ("Failing row contains ..."), and statements the values that are written in them. PostgreSQL's own
 * defaults log both (config.sgml, "Error Reporting and Logging").
 */
function rowsInLogs(database: Subject): readonly string[] {
    const setting = (name: string): string | undefined => {
        const field = parameter(database, name);
        return field.isUnknown || hasVariable(field.text ?? "") ? undefined : (field.text ?? "").toLowerCase();
    };
    const has = (name: string, ...loud: readonly string[]): boolean => loud.includes(setting(name) ?? "unknown");
    const errors = ["", "error", "warning", "notice", "info"];
    const audited = (setting("pgaudit.log") ?? "").split(",").map((name) => name.trim());
    const slow = ["log_min_duration_statement", "auto_explain.log_min_duration"].filter((name) => {
        const amount = amountOf(parameter(database, name));
        return typeof amount === "number" && amount >= 0;
    });
    return [
        ...leftWhen(
            has("log_min_messages", ...errors),
            "Messages of errors are logged, and some hold rows of tables: write log_min_messages: log, which keeps logins and the server's own life.",
        ),
        ...leftWhen(
            has("log_min_error_statement", ...errors),
            "A statement that fails is logged with the values in it: write log_min_error_statement: panic.",
        ),
        ...leftWhen(
            has("log_statement", "ddl"),
            "log_statement: ddl logs passwords as they are typed into ALTER ROLE: write none, and let pgaudit tell of such statements.",
        ),
        ...slow.map((name) => `${name} logs slow statements with the values that are written in them: leave it out.`),
        ...leftWhen(
            audited.some((name) => ["all", "read", "write", "function"].includes(name)) &&
                !has("pgaudit.log_statement", "off", "false", "no", "0"),
            "pgaudit logs statements that read and write, with the values in them: leave ddl and role in pgaudit.log, or write pgaudit.log_statement: off.",
        ),
    ];
}
