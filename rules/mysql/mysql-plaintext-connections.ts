import { percona } from "../kinds";
import { failWhenOption } from "../percona.configuration";
import type { Rule } from "../rule";
import { not } from "../ternary";
import { isOn, whenConfigured } from "./configuration";

export const rule: Rule = {
    id: "mysql-plaintext-connections",
    title: "MySQL takes connections with TLS only",
    controls: ["NM-1", "NM-4"],
    severity: "high",
    engine: "mysql",
    kinds: [percona.mysql],
    why: "The operator offers TLS but does not ask for it: a client that does not use it sends its queries and the answers in the clear.",
    fix: "Write require_secure_transport=ON under [mysqld] in spec.pxc.configuration. The operator's own clients use TLS where it is offered.",
    references: [
        {
            title: "MySQL: encrypted connections",
            url: "https://dev.mysql.com/doc/refman/8.4/en/using-encrypted-connections.html",
            version: "MySQL 8.4",
        },
        {
            title: "Percona Operator for MySQL: custom resource options, pxc.configuration",
            url: "https://docs.percona.com/percona-operator-for-mysql/pxc/operator.html",
            version: "Percona Operator for MySQL (XtraDB Cluster) 1.19.0",
        },
    ],
    check: (subject, estate) =>
        whenConfigured(subject, estate, ({ source, option }) => {
            const required = option("require_secure_transport");
            return failWhenOption(not(isOn(required)), source, required, {
                option: "require_secure_transport",
                default: "OFF",
                wanted: "write require_secure_transport=ON under [mysqld] once every client uses TLS",
            });
        }),
};
