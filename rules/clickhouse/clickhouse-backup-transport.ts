import { isPlaintext } from "../endpoint";
import type { Field } from "../field";
import { altinity, kubernetes } from "../kinds";
import type { Outcome } from "../outcome";
import type { Rule } from "../rule";
import { all, not, type Ternary } from "../ternary";
import { isTrue, literalsOf } from "../text";
import { eachBackup, failBackupWhen, type Backup } from "./backup";
import { references } from "./references";

const switches = ["S3_DISABLE_SSL", "S3_DISABLE_CERT_VERIFICATION", "CLICKHOUSE_SKIP_VERIFY"];

export const rule: Rule = {
    id: "clickhouse-backup-transport",
    title: "Backups travel over verified TLS, and their API is closed",
    controls: ["NM-6"],
    severity: "high",
    engine: "clickhouse",
    kinds: [
        altinity.installation,
        altinity.template,
        kubernetes.deployment,
        kubernetes.statefulSet,
        kubernetes.cronJob,
        kubernetes.job,
    ],
    why: "A backup in the clear is the database in the clear. Whoever reaches the API can restore over the database, or delete its backups.",
    fix: 'Use an https endpoint, leave the switches that turn verification off at false, and let the API listen on localhost, or write API_SECURE: "true" with a certificate and a login.',
    references: [references.backup],
    check: (subject, estate) => eachBackup(subject, estate, judge),
};

function judge(backup: Backup): readonly Outcome[] {
    const endpoint = backup.read("S3_ENDPOINT");
    const listen = backup.read("API_LISTEN");
    const isOpen = all(not(isLocal(listen.field)), not(isTrue(backup.read("API_SECURE").field)));
    return [
        ...switches.flatMap((name) => {
            const value = backup.read(name);
            return failBackupWhen(backup, isTrue(value.field), value, "write false, or leave it out");
        }),
        ...failBackupWhen(backup, isPlaintext(endpoint.field), endpoint, "write an https address"),
        ...failBackupWhen(backup, isOpen, listen, "listen on localhost:7171, or write API_SECURE: true"),
    ];
}

/** Whether the address is one of the pod alone; absent is localhost:7171. A port that is a variable does not matter. */
function isLocal(listen: Field): Ternary {
    if (listen.isUnknown) {
        return "unknown";
    }
    const { text } = listen;
    if (text === undefined) {
        return true;
    }
    const marked = literalsOf(text.trim()).join("\0");
    const host = /^\[([^\]]*)\]/.exec(marked)?.[1] ?? marked.replace(/:[^:]*$/, "");
    return host.includes("\0") ? "unknown" : /^(localhost|127(\.\d+){3}|::1)$/i.test(host);
}
