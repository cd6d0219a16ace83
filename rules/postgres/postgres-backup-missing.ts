import { cnpg } from "../kinds";
import { failWhen, undecided } from "../outcome";
import type { Rule } from "../rule";
import { any, not } from "../ternary";
import { hasArchiver, hasStore } from "./backupTarget";
import { page } from "./references";

export const rule: Rule = {
    id: "postgres-backup-missing",
    title: "The database is backed up",
    controls: ["ED-1"],
    severity: "high",
    engine: "postgres",
    kinds: [cnpg.cluster],
    why: "CloudNativePG backs nothing up unless it is told to. A dropped table, a lost volume or a ransom note is then the end of the data.",
    fix: "Name an ObjectStore in a spec.plugins entry with isWALArchiver: true, and add a ScheduledBackup; or use volume snapshots.",
    references: [page("backup", "backup"), page("wal_archiving", "WAL archiving")],
    check: (subject) => {
        const { read } = subject;
        const plugins = read("spec.plugins");
        const archived = hasArchiver(subject);
        const stored = hasStore(subject);
        if (stored === "unknown" && archived !== true) {
            return [undecided(read("spec.backup"), "spec.backup is not known yet")];
        }
        return failWhen(not(any(archived, stored)), plugins, {
            seen: plugins.isAbsent
                ? "not set, and neither is a store in spec.backup"
                : "without a WAL archiver, and spec.backup names no store",
            wanted: "add the backup plugin with isWALArchiver: true and its barmanObjectName",
        });
    },
};
