import { percona } from "../kinds";
import type { Rule } from "../rule";
import { isTrue } from "../text";
import { lackingOption } from "./lacking";

export const rule: Rule = {
    id: "mongodb-log-content",
    title: "MongoDB keeps clients' data out of its log",
    controls: ["ED-2"],
    severity: "medium",
    engine: "mongodb",
    kinds: [percona.mongodb],
    why: "Slow queries and errors are logged with the values that clients sent: names, tokens, card numbers, in a place that more people read than the database.",
    fix: "Write security.redactClientLogData: true into the configuration of every replica set.",
    references: [
        {
            title: "Percona Server for MongoDB: log redaction",
            url: "https://github.com/percona/psmdb-docs/blob/6.0/docs/log-redaction.md",
            version: "Percona Server for MongoDB 6.0",
        },
    ],
    check: (subject, estate) =>
        lackingOption(subject, estate, isTrue, {
            option: "security.redactClientLogData",
            default: "false",
            wanted: "write true",
        }),
};
