import { percona } from "../kinds";
import { failuresOrFirst, failWhenOption } from "../percona.configuration";
import type { Rule } from "../rule";
import { is } from "../text";
import { isOn, whenConfigured } from "./configuration";

export const rule: Rule = {
    id: "mysql-unsafe-settings",
    title: "MySQL reads no files for its clients, and asks who they are",
    controls: ["KSI-6"],
    severity: "medium",
    engine: "mysql",
    kinds: [percona.mysql],
    why: "local_infile lets a server ask its clients for their files, an empty secure_file_priv lets a user read and write the files of the server, and skip-grant-tables lets everybody in as anybody.",
    fix: "Leave local_infile and skip-grant-tables out, and write secure_file_priv=NULL.",
    references: [
        {
            title: "MySQL: server options and variables",
            url: "https://dev.mysql.com/doc/refman/8.4/en/server-system-variables.html",
            version: "MySQL 8.4",
        },
        {
            title: "MySQL: security of LOAD DATA LOCAL",
            url: "https://dev.mysql.com/doc/refman/8.4/en/load-data-local-security.html",
            version: "MySQL 8.4",
        },
    ],
    check: (subject, estate) =>
        whenConfigured(subject, estate, ({ source, option }) => {
            const local = option("local_infile");
            const files = option("secure_file_priv");
            const grants = option("skip_grant_tables");
            return failuresOrFirst([
                ...failWhenOption(isOn(local), source, local, {
                    option: "local_infile",
                    wanted: "leave it out, or write OFF",
                }),
                ...failWhenOption(is(files, ""), source, files, {
                    option: "secure_file_priv",
                    wanted: "write NULL, or leave it out",
                }),
                ...failWhenOption(isOn(grants), source, grants, {
                    option: "skip_grant_tables",
                    wanted: "leave it out",
                }),
            ]);
        }),
};
