import { percona } from "../kinds";
import { each, failWhen } from "../outcome";
import type { Rule } from "../rule";
import { isTrue } from "../text";

export const rule: Rule = {
    id: "mongodb-unsafe-flags",
    title: "The operator's own safety checks are on",
    controls: ["NM-5", "UM-6"],
    severity: "high",
    engine: "mongodb",
    kinds: [percona.mongodb],
    why: "Each unsafe flag lets the operator build what it would refuse: a cluster without TLS between its members, too few members to survive a failure, backups of a sick cluster. The older allowUnsafeConfigurations sets them all, and turns TLS off.",
    fix: "Leave spec.unsafeFlags and spec.allowUnsafeConfigurations out. Run at least three members and keep TLS on.",
    references: [
        {
            title: "Percona Operator for MongoDB: custom resource options, unsafeFlags",
            url: "https://docs.percona.com/percona-operator-for-mongodb/operator.html",
            version: "Percona Operator for MongoDB 1.22.0",
        },
    ],
    check: ({ read }) => {
        const older = read("spec.allowUnsafeConfigurations");
        return [
            ...each(read("spec.unsafeFlags"), (flag) =>
                failWhen(isTrue(flag), flag, { wanted: "write false, or leave it out" }),
            ),
            ...failWhen(isTrue(older), older, {
                wanted: "leave it out; it sets every unsafe flag and turns TLS off",
            }),
        ];
    },
};
