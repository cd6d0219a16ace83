import { cloudTied } from "../cloudTies";
import { gcp } from "../kinds";
import { failWhen, set } from "../outcome";
import type { Rule } from "../rule";
import { any, not } from "../ternary";
import { hasContent, isTrue } from "../text";

export const rule: Rule = {
    id: "gcp-bucket-recovery",
    title: "A backup that is deleted or overwritten can be brought back",
    controls: ["ED-1"],
    severity: "medium",
    kinds: [gcp.bucket],
    why: "Whoever takes over a database can delete its backups with the database's own account, and so can a mistake. With forceDestroy, a destroyed stack empties the bucket first.",
    fix: "Set versioning.enabled to true (with a lifecycle rule for old versions), or a retentionPolicy. Leave forceDestroy out or write false.",
    references: [
        {
            title: "Cloud Storage: object versioning",
            url: "https://cloud.google.com/storage/docs/object-versioning",
            version: "Google Cloud documentation, November 2026",
        },
        {
            title: "Cloud Storage: bucket lock and retention policies",
            url: "https://cloud.google.com/storage/docs/bucket-lock",
            version: "Google Cloud documentation, November 2026",
        },
    ],
    check: (subject, estate) => {
        if (!cloudTied(subject, estate)) {
            return [];
        }
        const enabled = subject.read("versioning.enabled");
        const period = subject.read("retentionPolicy.retentionPeriod");
        const force = subject.read("forceDestroy");
        return [
            ...failWhen(not(any(isTrue(enabled), hasContent(period))), enabled, {
                wanted: "write true, or give the bucket a retentionPolicy",
                default: "false",
            }),
            ...failWhen(isTrue(force), force, {
                wanted: "write false, or leave it out",
                edits: [set(force, false)],
            }),
        ];
    },
};
