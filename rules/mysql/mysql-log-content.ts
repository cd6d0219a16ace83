import { percona } from "../kinds";
import { failWhenOption } from "../percona.configuration";
import type { Rule } from "../rule";
import { isOn, whenConfigured } from "./configuration";

export const rule: Rule = {
    id: "mysql-log-content",
    title: "MySQL keeps clients' data out of its log",
    controls: ["ED-2"],
    severity: "medium",
    engine: "mysql",
    kinds: [percona.mysql],
    why: "The general log holds every statement with its values: names, tokens, card numbers, in a place that more people read than the database.",
    fix: "Leave general_log out. Turn it on for minutes only, by SQL, when you look for a fault.",
    references: [
        {
            title: "MySQL: the general query log",
            url: "https://dev.mysql.com/doc/refman/8.4/en/query-log.html",
            version: "MySQL 8.4",
        },
    ],
    check: (subject, estate) =>
        whenConfigured(subject, estate, ({ source, option }) => {
            const log = option("general_log");
            return failWhenOption(isOn(log), source, log, {
                option: "general_log",
                wanted: "leave it out, or write OFF",
            });
        }),
};
