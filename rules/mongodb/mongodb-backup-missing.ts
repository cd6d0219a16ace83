import { percona } from "../kinds";
import { failWhen } from "../outcome";
import { failWhenKnown, whenOn } from "../percona";
import type { Rule } from "../rule";
import { all, any, not } from "../ternary";
import { hasContent, isTrue } from "../text";

export const rule: Rule = {
    id: "mongodb-backup-missing",
    title: "MongoDB is backed up on a schedule, or continuously",
    controls: ["ED-1"],
    severity: "high",
    engine: "mongodb",
    kinds: [percona.mongodb],
    why: "Without a backup outside the cluster, a wrong command, a lost volume or a blackmailer ends the data. A storage without a task or point-in-time recovery stays empty.",
    fix: "Write spec.backup.enabled: true, name a storage in spec.backup.storages, and enable a task with a schedule or point-in-time recovery.",
    references: [
        {
            title: "Percona Operator for MongoDB: custom resource options, backup",
            url: "https://docs.percona.com/percona-operator-for-mongodb/operator.html",
            version: "Percona Operator for MongoDB 1.22.0",
        },
    ],
    check: ({ read }) => {
        const enabled = read("spec.backup.enabled");
        const storages = read("spec.backup.storages");
        const tasks = read("spec.backup.tasks");
        const scheduled = tasks.isUnknown
            ? "unknown"
            : any(...tasks.items.map((task) => isTrue(task.child("enabled"))));
        const unscheduled = all(not(scheduled), not(isTrue(read("spec.backup.pitr.enabled"))));
        return [
            ...failWhen(not(isTrue(enabled)), enabled, { default: "false", wanted: "write true" }),
            ...whenOn(isTrue(enabled) === true, enabled, [
                ...failWhen(not(hasContent(storages)), storages, {
                    seen: "empty",
                    wanted: "name a storage outside the cluster",
                }),
                ...failWhenKnown(
                    unscheduled,
                    tasks,
                    {
                        seen: "without an enabled task, and point-in-time recovery is off",
                        wanted: "enable a task with a schedule, or write spec.backup.pitr.enabled: true",
                    },
                    "it is not known whether a task or point-in-time recovery is enabled",
                ),
            ]),
        ];
    },
};
