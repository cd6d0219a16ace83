import { percona } from "../kinds";
import type { Rule } from "../rule";
import { isFalse } from "../text";
import { lackingOption } from "./lacking";

export const rule: Rule = {
    id: "mongodb-server-side-js",
    title: "MongoDB runs no JavaScript of its clients",
    controls: ["KSI-6"],
    severity: "medium",
    engine: "mongodb",
    kinds: [percona.mongodb],
    why: "$where, $function and mapReduce run the client's code inside the server: an injected filter becomes a program, and holes of the JavaScript engine become holes of the database.",
    fix: "Write security.javascriptEnabled: false into the configuration of every replica set. Rewrite $where and mapReduce as aggregations first.",
    references: [
        {
            title: "MongoDB: configuration file options, security.javascriptEnabled",
            url: "https://www.mongodb.com/docs/manual/reference/configuration-options/",
            version: "MongoDB 8.0",
        },
    ],
    check: (subject, estate) =>
        lackingOption(subject, estate, isFalse, {
            option: "security.javascriptEnabled",
            default: "true",
            wanted: "write false",
        }),
};
