import { cnpg } from "../kinds";
import { failWhen, set } from "../outcome";
import type { Rule } from "../rule";
import { any, not, type Ternary } from "../ternary";
import { hasVariable, isAbsent, literalsOf, oneOf } from "../text";
import type { Field } from "../field";
import { isOn, parameter } from "./parameters";
import { manual, page } from "./references";

export const rule: Rule = {
    id: "postgres-audit-log",
    title: "PostgreSQL writes an audit log",
    controls: ["MAA-3"],
    severity: "medium",
    engine: "postgres",
    kinds: [cnpg.cluster],
    why: "Without pgaudit nobody can say afterwards who changed a role, a right or a table; without log_connections, who logged in and from where.",
    fix: 'Write pgaudit.log: "ddl, role, misc_set" (the image must hold pgaudit: the standard ones do) and log_connections: "on".',
    references: [page("logging", "logging, PGAudit"), manual("runtime-config-logging", "log_connections")],
    check: (subject) => {
        const audit = parameter(subject, "pgaudit.log");
        const connections = parameter(subject, "log_connections");
        return [
            ...failWhen(any(isAbsent(audit), oneOf(audit, ["", "none"])), audit, {
                wanted: 'write the classes of statements to log, such as "ddl, role, misc_set"',
            }),
            ...failWhen(not(any(isOn(connections), listsAspects(connections))), connections, {
                default: "off",
                wanted: 'write "on"',
                edits: [set(connections, "on")],
            }),
        ];
    },
};

/** PostgreSQL 18 takes a list of what to log of a connection. */
const aspects = ["receipt", "authentication", "authorization", "setup_durations", "all"];

function listsAspects(connections: Field): Ternary {
    const { text } = connections;
    if (text === undefined) {
        return connections.isUnknown && "unknown";
    }
    const words = literalsOf(text).flatMap((literal) => literal.toLowerCase().split(/[\s,]+/));
    return words.some((word) => aspects.includes(word)) || (hasVariable(text) && "unknown");
}
