import { percona } from "../kinds";
import { failWhen } from "../outcome";
import { failWhenKnown } from "../percona";
import type { Rule } from "../rule";
import { all, not } from "../ternary";
import { hasContent, isTrue } from "../text";

export const rule: Rule = {
    id: "mysql-backup-missing",
    title: "MySQL is backed up on a schedule, or continuously",
    controls: ["ED-1"],
    severity: "high",
    engine: "mysql",
    kinds: [percona.mysql],
    why: "Without a backup outside the cluster, a wrong command, a lost volume or a blackmailer ends the data. A storage without a schedule or point-in-time recovery stays empty.",
    fix: "Name a storage in spec.backup.storages, and write spec.backup.schedule or enable point-in-time recovery.",
    references: [
        {
            title: "Percona Operator for MySQL: custom resource options, backup",
            url: "https://docs.percona.com/percona-operator-for-mysql/pxc/operator.html",
            version: "Percona Operator for MySQL (XtraDB Cluster) 1.19.0",
        },
    ],
    check: ({ read }) => {
        const storages = read("spec.backup.storages");
        const schedule = read("spec.backup.schedule");
        const unscheduled = all(not(hasContent(schedule)), not(isTrue(read("spec.backup.pitr.enabled"))));
        return [
            ...failWhen(not(hasContent(storages)), storages, {
                seen: "empty",
                wanted: "name a storage outside the cluster",
            }),
            ...failWhenKnown(
                // Without a storage neither can be written.
                all(hasContent(storages), unscheduled),
                schedule,
                {
                    seen: "empty, and point-in-time recovery is off",
                    wanted: "write a schedule, or spec.backup.pitr.enabled: true",
                },
                "it is not known whether backups are scheduled or point-in-time recovery is enabled",
            ),
        ];
    },
};
