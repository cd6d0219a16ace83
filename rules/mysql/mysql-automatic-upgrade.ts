import { percona } from "../kinds";
import { automaticUpgradeOutcomes } from "../percona";
import type { Rule } from "../rule";

export const rule: Rule = {
    id: "mysql-automatic-upgrade",
    title: "The operator does not change versions of MySQL by itself",
    controls: ["SSC-2", "KSI-6"],
    severity: "low",
    engine: "mysql",
    kinds: [percona.mysql],
    why: "Every other value asks a public service which version to run and takes it without review: pods reach out to the internet, and images change that nobody pinned.",
    fix: "Write spec.upgradeOptions.apply: disabled, or leave it out, and change the image yourself.",
    references: [
        {
            title: "Percona Operator for MySQL: custom resource options, upgradeOptions",
            url: "https://docs.percona.com/percona-operator-for-mysql/pxc/operator.html",
            version: "Percona Operator for MySQL (XtraDB Cluster) 1.19.0",
        },
    ],
    check: ({ read }) => automaticUpgradeOutcomes(read("spec.upgradeOptions.apply")),
};
