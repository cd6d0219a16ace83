import { percona } from "../kinds";
import { automaticUpgradeOutcomes } from "../percona";
import type { Rule } from "../rule";

export const rule: Rule = {
    id: "mongodb-automatic-upgrade",
    title: "The operator does not change versions of MongoDB by itself",
    controls: ["SSC-2", "KSI-6"],
    severity: "low",
    engine: "mongodb",
    kinds: [percona.mongodb],
    why: "Every other value asks a public service which version to run and takes it without review: pods reach out to the internet, and images change that nobody pinned.",
    fix: "Write spec.upgradeOptions.apply: disabled, or leave it out, and change the image yourself.",
    references: [
        {
            title: "Percona Operator for MongoDB: custom resource options, upgradeOptions",
            url: "https://docs.percona.com/percona-operator-for-mongodb/operator.html",
            version: "Percona Operator for MongoDB 1.22.0",
        },
    ],
    check: ({ read }) => automaticUpgradeOutcomes(read("spec.upgradeOptions.apply")),
};
