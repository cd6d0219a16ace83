import type { Field } from "../field";
import { percona } from "../kinds";
import { fail, undecided, type Outcome } from "../outcome";
import { whenOn } from "../percona";
import { privilegesIn } from "../pod";
import type { Rule } from "../rule";
import { hasContent, isTrue } from "../text";

export const rule: Rule = {
    id: "mysql-pod-privileges",
    title: "Pods of MySQL have no privileges",
    controls: ["KSI-3"],
    severity: "medium",
    engine: "mysql",
    kinds: [percona.mysql],
    why: "The operator sets no container security context: the process may gain privileges, and a hole of the database becomes a hole of the node.",
    fix: "Write containerSecurityContext with runAsNonRoot: true, allowPrivilegeEscalation: false and capabilities.drop: [ALL] for pxc and the proxy.",
    references: [
        {
            title: "Percona Operator for MySQL: custom resource options, pxc.containerSecurityContext",
            url: "https://docs.percona.com/percona-operator-for-mysql/pxc/operator.html",
            version: "Percona Operator for MySQL (XtraDB Cluster) 1.19.0",
        },
    ],
    check: ({ read }) => [
        ...contextOutcomes(read("spec.pxc.containerSecurityContext")),
        ...["haproxy", "proxysql"].flatMap((proxy) => {
            const toggle = read(`spec.${proxy}.enabled`);
            return whenOn(isTrue(toggle), toggle, contextOutcomes(read(`spec.${proxy}.containerSecurityContext`)));
        }),
    ],
};

function contextOutcomes(context: Field): readonly Outcome[] {
    switch (hasContent(context)) {
        case true:
            return privilegesIn(context);
        case false:
            return [
                fail(context, {
                    ...(context.isAbsent ? {} : { seen: "empty" }),
                    wanted: "write runAsNonRoot: true, allowPrivilegeEscalation: false and capabilities.drop: [ALL]",
                }),
            ];
        case "unknown":
            return [undecided(context)];
    }
}
