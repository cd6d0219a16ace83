import { cnpg } from "../kinds";
import { failWhen } from "../outcome";
import type { Rule } from "../rule";
import { any } from "../ternary";
import { is, isAbsent, isPresent } from "../text";
import { barmanPlugin, page } from "./references";

export const rule: Rule = {
    id: "postgres-backup-deprecated",
    title: "Backups go through the plugin",
    controls: ["SSC-2"],
    severity: "medium",
    engine: "postgres",
    kinds: [cnpg.cluster, cnpg.scheduledBackup, cnpg.backup],
    why: "CloudNativePG 1.31 no longer has the object stores in spec.backup and the method barmanObjectStore. A cluster that relies on them is not backed up after the upgrade, or cannot be upgraded when a hole is closed.",
    fix: "Move the store to an ObjectStore of the Barman Cloud plugin, name it in spec.plugins, and write method: plugin with pluginConfiguration.name: barman-cloud.cloudnative-pg.io in Backups and ScheduledBackups.",
    references: [page("backup", "backup"), barmanPlugin],
    check: (subject) => {
        if (subject.is(cnpg.cluster)) {
            const store = subject.read("spec.backup.barmanObjectStore");
            return failWhen(isPresent(store), store, {
                seen: "set, which CloudNativePG 1.31 no longer knows",
                wanted: "move it to an ObjectStore, and name that in spec.plugins",
            });
        }
        const method = subject.read("spec.method");
        return failWhen(any(isAbsent(method), is(method, "barmanObjectStore")), method, {
            default: "barmanObjectStore",
            wanted: "write plugin, with pluginConfiguration.name: barman-cloud.cloudnative-pg.io, or volumeSnapshot",
        });
    },
};
