import { percona } from "../kinds";
import { failWhenOption } from "../percona.configuration";
import type { Rule } from "../rule";
import { not } from "../ternary";
import { eachConfiguration } from "./configuration";

export const rule: Rule = {
    id: "mongodb-audit-log",
    title: "MongoDB writes an audit log",
    controls: ["MAA-3"],
    severity: "medium",
    engine: "mongodb",
    kinds: [percona.mongodb],
    why: "Without an audit log nobody can say afterwards who logged in, who failed to, and who changed users, roles or data.",
    fix: "Write auditLog with a destination and a filter into the configuration of every replica set and, when sharded, of mongos.",
    references: [
        {
            title: "Percona Server for MongoDB: auditing",
            url: "https://github.com/percona/psmdb-docs/blob/6.0/docs/audit-logging.md",
            version: "Percona Server for MongoDB 6.0",
        },
    ],
    check: (subject, estate) =>
        eachConfiguration(subject, estate, ["mongod", "mongos"], ({ source, option, hasSection }) =>
            failWhenOption(not(hasSection("auditLog")), source, option("auditLog"), {
                option: "auditLog",
                wanted: "write auditLog with destination: file (or console), format: JSON and a filter",
            }),
        ),
};
