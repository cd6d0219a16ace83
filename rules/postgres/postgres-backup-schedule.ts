import { cnpg } from "../kinds";
import { failAt, undecided, undecidedAt } from "../outcome";
import type { Rule } from "../rule";
import type { Subject } from "../subject";
import { all, any, not, type Ternary } from "../ternary";
import { is, isTrue } from "../text";
import { hasArchiver, hasStore } from "./backupTarget";
import { page } from "./references";

/**
 * Not in the guide's ledger, and added because a target alone passes postgres-backup-missing: WAL without a base backup restores nothing.
 */
export const rule: Rule = {
    id: "postgres-backup-schedule",
    title: "Base backups are taken on a schedule",
    controls: ["ED-1"],
    severity: "medium",
    engine: "postgres",
    scope: "estate",
    kinds: [cnpg.cluster],
    why: "The archive of the WAL restores nothing without a base backup, and the longer ago that was, the longer a restore takes. CloudNativePG takes none by itself.",
    fix: "Add a ScheduledBackup of the cluster, in its namespace and not suspended, with the method of the target (plugin, or volumeSnapshot).",
    references: [page("backup", "backup, scheduled backups")],
    check: (subject, estate) => {
        const name = subject.read("metadata.name");
        const target = any(hasArchiver(subject), hasStore(subject));
        if (target === false) {
            // postgres-backup-missing speaks of that.
            return [];
        }
        const scheduled = any(...estate.of(cnpg.scheduledBackup).map((backup) => isOf(backup, subject)));
        if (scheduled === true) {
            return [];
        }
        if (target === "unknown" || scheduled === "unknown") {
            return [undecided(name, "whether a ScheduledBackup takes backups of it is not known yet")];
        }
        return estate.complete
            ? [
                  failAt(
                      name.path,
                      `no ScheduledBackup that is not suspended takes backups of ${subject.title}: add one, with the method of its target`,
                  ),
              ]
            : [undecidedAt(name.path, `no ScheduledBackup of ${subject.title} is in sight; one may lie elsewhere`)];
    },
};

function isOf({ read, namespace }: Subject, cluster: Subject): Ternary {
    return namespace === cluster.namespace
        ? all(is(read("spec.cluster.name"), cluster.name), not(isTrue(read("spec.suspend"))))
        : false;
}
