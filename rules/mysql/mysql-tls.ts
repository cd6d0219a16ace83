import { percona } from "../kinds";
import { failWhen } from "../outcome";
import type { Rule } from "../rule";
import { isFalse, isTrue } from "../text";

export const rule: Rule = {
    id: "mysql-tls",
    title: "Members of the MySQL cluster speak TLS",
    controls: ["NM-5"],
    severity: "high",
    engine: "mysql",
    kinds: [percona.mysql],
    why: "Without TLS, replication and the copying of whole databases to new members cross the network in the clear. The older allowUnsafeConfigurations turns TLS off by itself.",
    fix: "Leave spec.tls.enabled, spec.unsafeFlags.tls and spec.allowUnsafeConfigurations out. Turning TLS on needs a full stop of the cluster.",
    references: [
        {
            title: "Percona Operator for MySQL: custom resource options, tls and unsafeFlags",
            url: "https://docs.percona.com/percona-operator-for-mysql/pxc/operator.html",
            version: "Percona Operator for MySQL (XtraDB Cluster) 1.19.0",
        },
    ],
    check: ({ read }) => {
        const enabled = read("spec.tls.enabled");
        const flag = read("spec.unsafeFlags.tls");
        const older = read("spec.allowUnsafeConfigurations");
        return [
            ...failWhen(isFalse(enabled), enabled, { wanted: "write true, or leave it out" }),
            ...failWhen(isTrue(flag), flag, { wanted: "write false, or leave it out" }),
            ...failWhen(isTrue(older), older, { wanted: "leave it out; it turns TLS off" }),
        ];
    },
};
