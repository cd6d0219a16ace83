import { percona } from "../kinds";
import { undecided } from "../outcome";
import { privilegesIn } from "../pod";
import type { Rule } from "../rule";
import { eachPart } from "./parts";

export const rule: Rule = {
    id: "mongodb-pod-privileges",
    title: "Pods of MongoDB have no privileges",
    controls: ["KSI-3"],
    severity: "medium",
    engine: "mongodb",
    kinds: [percona.mongodb],
    why: "A process that is root or privileged turns a hole of the database into a hole of the node.",
    fix: "Leave containerSecurityContext and podSecurityContext out (the operator sets a user that is not root), or write runAsNonRoot: true and allowPrivilegeEscalation: false.",
    references: [
        {
            title: "Percona Operator for MongoDB: custom resource options, containerSecurityContext",
            url: "https://docs.percona.com/percona-operator-for-mongodb/operator.html",
            version: "Percona Operator for MongoDB 1.22.0",
        },
    ],
    check: (subject) =>
        eachPart(subject, ["mongod", "config", "mongos"], ({ field }) =>
            ["containerSecurityContext", "podSecurityContext"].flatMap((key) => {
                const context = field.child(key);
                return context.isUnknown ? [undecided(context)] : privilegesIn(context);
            }),
        ),
};
