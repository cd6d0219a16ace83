import { isAws } from "../endpoint";
import type { Field } from "../field";
import { altinity, kubernetes } from "../kinds";
import type { Outcome } from "../outcome";
import type { Rule } from "../rule";
import { all, any, not, type Ternary } from "../ternary";
import { hasContent, is } from "../text";
import { eachBackup, failBackupWhen, type Backup } from "./backup";
import { references } from "./references";

export const rule: Rule = {
    id: "clickhouse-backup-encryption",
    title: "Backups are encrypted with a key of your own",
    controls: ["ED-1"],
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
    why: "A backup is the whole database in one place. With the store's own key, everybody who may read the bucket reads it.",
    fix: "For S3 write S3_SSE: aws:kms and S3_SSE_KMS_KEY_ID. For Google Cloud Storage set a customer-managed key on the bucket and say so in an annotation whose name holds `cmek` (for example `example.com/cmek-bucket: name`), or write GCS_ENCRYPTION_KEY.",
    references: [references.backup],
    check: (subject, estate) => eachBackup(subject, estate, (backup) => [...judgeS3(backup), ...judgeGcs(backup)]),
};

function judgeS3(backup: Backup): readonly Outcome[] {
    const sse = backup.read("S3_SSE");
    const key = backup.read("S3_SSE_KMS_KEY_ID");
    const isOnAws = all(is(backup.read("REMOTE_STORAGE").field, "s3"), isAws(backup.read("S3_ENDPOINT").field));
    return [
        ...failBackupWhen(backup, all(isOnAws, not(is(sse.field, "aws:kms"))), sse, "write aws:kms"),
        ...failBackupWhen(backup, all(isOnAws, not(hasContent(key.field))), key, "name the KMS key"),
    ];
}

function judgeGcs(backup: Backup): readonly Outcome[] {
    const key = backup.read("GCS_ENCRYPTION_KEY");
    const isOpen = all(
        is(backup.read("REMOTE_STORAGE").field, "gcs"),
        not(hasContent(key.field)),
        not(any(...backup.annotations.map(namesBucket))),
    );
    return failBackupWhen(backup, isOpen, key, "write it, or name the bucket with its own key in a cmek annotation");
}

function namesBucket(annotations: Field): Ternary {
    return annotations.isUnknown
        ? "unknown"
        : any(...annotations.entries.map(([key, value]) => all(/cmek/i.test(key), hasContent(value))));
}
