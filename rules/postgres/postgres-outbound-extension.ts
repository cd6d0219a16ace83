import type { Estate } from "../estate";
import type { Field } from "../field";
import { cnpg } from "../kinds";
import { each, failWhen, undecided, fail, type Outcome } from "../outcome";
import type { Rule } from "../rule";
import type { Subject } from "../subject";
import { all, any, not, type Ternary } from "../ternary";
import { endsWith, hasVariable, is, isVariable, oneOf } from "../text";
import { inlineSql, referencedSql, withoutComments, type InitdbSql } from "./initdbSql";
import { page } from "./references";

export const rule: Rule = {
    id: "postgres-outbound-extension",
    title: "No extension reaches the network or the file system",
    controls: ["KSI-6"],
    severity: "medium",
    engine: "postgres",
    kinds: [cnpg.cluster, cnpg.database],
    why: "Foreign data wrappers, dblink, untrusted languages and HTTP clients let SQL open connections and files: a stolen login then carries data out, or comes further in.",
    fix: "Take the extension away. Where an application needs it, waive the rule for that database and bound its egress by a NetworkPolicy.",
    references: [
        page("declarative_database_management", "databases, extensions, foreign data wrappers"),
        page("bootstrap", "bootstrap, SQL after initdb"),
    ],
    check: (subject, estate) => (subject.is(cnpg.cluster) ? inSql(subject, estate) : inDatabase(subject)),
};

const outbound = ["dblink", "plpython3u", "plperlu", "pltclu", "plsh", "http", "pg_net", "aws_s3", "aws_lambda"];

const wanted = "take it away; it lets SQL reach the network or the file system";

function isOutbound(name: Field): Ternary {
    return any(oneOf(name, outbound), endsWith(name, "_fdw"));
}

function inDatabase({ read }: Subject): readonly Outcome[] {
    const isThere = (entry: Field): Ternary => not(is(entry.child("ensure"), "absent"));
    return [
        ...each(read("spec.extensions"), (entry) => {
            const name = entry.isMapping ? entry.child("name") : entry;
            return failWhen(all(isThere(entry), isOutbound(name)), name, { wanted });
        }),
        ...["fdws", "servers"].flatMap((list) =>
            each(read(`spec.${list}`), (entry) => {
                const name = entry.child("name");
                return failWhen(isThere(entry), name.isAbsent ? entry : name, {
                    wanted: "take it away; it lets SQL reach other servers",
                });
            }),
        ),
    ];
}

function inSql(cluster: Subject, estate: Estate): readonly Outcome[] {
    return [...inlineSql(cluster), ...referencedSql(cluster, estate)].flatMap((sql) => judged(sql));
}

function judged({ field, text }: InitdbSql): readonly Outcome[] {
    if (text === undefined) {
        const why = field.isUnknown ? undefined : `${field.name} names SQL that is not in sight`;
        return [undecided(field, why)];
    }
    const names = extensionsIn(text);
    const found = names.find((name) => !hasVariable(name) && isOutboundName(name));
    if (found !== undefined) {
        return [fail(field, { seen: `SQL with CREATE EXTENSION ${found}`, wanted })];
    }
    const open = names.some((name) => hasVariable(name)) || text.split(";").some((statement) => isVariable(statement));
    return open ? [undecided(field, `${field.name} is SQL with a variable`)] : [];
}

function isOutboundName(name: string): boolean {
    return outbound.includes(name) || name.endsWith("_fdw");
}

/** As PostgreSQL reads names: lower case unless quoted. */
function extensionsIn(sql: string): readonly string[] {
    const created = /\bcreate\s+extension\s+(?:if\s+not\s+exists\s+)?(?:"([^"]+)"|([^\s;'"]+))/gi;
    return [...withoutComments(sql).matchAll(created)].map(([, quoted, plain = ""]) => quoted ?? plain.toLowerCase());
}
