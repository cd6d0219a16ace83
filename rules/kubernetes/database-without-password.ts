import { kubernetes } from "../kinds";
import { each, failWhen } from "../outcome";
import { eachContainer, podSpecOf } from "../pod";
import type { Rule } from "../rule";
import { is, isTrue } from "../text";

export const rule: Rule = {
    id: "database-without-password",
    title: "No database starts with logins that need no password",
    controls: ["UM-1"],
    severity: "critical",
    kinds: [kubernetes.deployment, kubernetes.statefulSet, kubernetes.pod],
    why: "The image makes its administrator's login without a password: whoever reaches the port owns every row, and on most engines can run programs in the pod.",
    fix: "Take the variable out and give the image's password variable (POSTGRES_PASSWORD, MYSQL_ROOT_PASSWORD, CLICKHOUSE_PASSWORD ...) by valueFrom.secretKeyRef. A database that was initialised so keeps its open login: change it there too.",
    references: [
        {
            title: "postgres image: POSTGRES_HOST_AUTH_METHOD",
            url: "https://hub.docker.com/_/postgres",
            version: "November 2026",
        },
        {
            title: "mysql image: MYSQL_ALLOW_EMPTY_PASSWORD",
            url: "https://hub.docker.com/_/mysql",
            version: "November 2026",
        },
        {
            title: "clickhouse-server image: managing the default user",
            url: "https://hub.docker.com/r/clickhouse/clickhouse-server",
            version: "November 2026",
        },
    ],
    check: (subject) =>
        eachContainer(podSpecOf(subject), (container) =>
            each(container.child("env"), (entry) => {
                const name = entry.child("name").text ?? "";
                const value = entry.child("value");
                if (name === "POSTGRES_HOST_AUTH_METHOD") {
                    return failWhen(is(value, "trust"), value, {
                        seen: `trust for ${name}`,
                        wanted: "write scram-sha-256, or take the variable out",
                    });
                }
                return switches.includes(name)
                    ? failWhen(isTrue(value), value, {
                          seen: `${value.shown} for ${name}`,
                          wanted: "take the variable out, and give a password from a Secret",
                      })
                    : [];
            }),
        ),
};

const switches = [
    "MYSQL_ALLOW_EMPTY_PASSWORD",
    "MARIADB_ALLOW_EMPTY_ROOT_PASSWORD",
    "ALLOW_EMPTY_PASSWORD",
    "CLICKHOUSE_SKIP_USER_SETUP",
];
