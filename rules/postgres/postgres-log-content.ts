import { cnpg } from "../kinds";
import { failWhen, remove, set, type Outcome } from "../outcome";
import type { Rule } from "../rule";
import type { Subject } from "../subject";
import { all, type Ternary } from "../ternary";
import { hasContent, oneOf } from "../text";
import { amountOf, isOn, parameter } from "./parameters";
import { manual } from "./references";

export const rule: Rule = {
    id: "postgres-log-content",
    title: "Logs hold no statements and no values",
    controls: ["ED-2"],
    severity: "medium",
    engine: "postgres",
    kinds: [cnpg.cluster],
    why: "Statements carry what people write into tables, and passwords in CREATE ROLE. Logs travel further than data: to collectors, dashboards and tickets.",
    fix: 'Write log_statement: none (or ddl), pgaudit.log_parameter: "off", log_parameter_max_length: "0" where slow statements are logged, and leave log_min_messages out.',
    references: [
        manual("runtime-config-logging", "error reporting and logging"),
        manual("auto-explain", "auto_explain"),
    ],
    check: (subject): readonly Outcome[] => {
        const statement = parameter(subject, "log_statement");
        const auditValues = parameter(subject, "pgaudit.log_parameter");
        const messages = parameter(subject, "log_min_messages");
        return [
            ...failWhen(oneOf(statement, ["mod", "all"]), statement, {
                wanted: "write none, or ddl; pgaudit says who did what without the values",
                // Without pgaudit it is all that says who did what: then whoever takes it away has to put something in its place.
                ...(hasContent(parameter(subject, "pgaudit.log")) === true ? { edits: [set(statement, "none")] } : {}),
            }),
            ...failWhen(isOn(auditValues), auditValues, {
                wanted: 'write "off", or leave it out',
                edits: [set(auditValues, "off")],
            }),
            ...slowStatements(subject, "log_min_duration_statement", "log_parameter_max_length"),
            ...slowStatements(subject, "auto_explain.log_min_duration", "auto_explain.log_parameter_max_length"),
            ...failWhen(oneOf(messages, debugLevels), messages, {
                wanted: "write warning, or leave it out",
                edits: [remove(messages)],
            }),
        ];
    },
};

/** `debug` is another word for debug2 (server_message_level_options in guc_tables.c). */
const debugLevels = ["debug1", "debug2", "debug3", "debug4", "debug5", "debug"];

function slowStatements(subject: Subject, durationName: string, lengthName: string): readonly Outcome[] {
    const duration = amountOf(parameter(subject, durationName));
    const length = parameter(subject, lengthName);
    const amount = amountOf(length);
    const logs: Ternary = duration === "unknown" ? duration : duration !== undefined && duration >= 0;
    const showsValues: Ternary = amount === "unknown" ? amount : amount !== 0;
    return failWhen(all(logs, showsValues), length, {
        default: "-1, all of a value",
        wanted: `write "0", so that ${durationName} logs no values`,
        edits: [set(length, "0")],
    });
}
