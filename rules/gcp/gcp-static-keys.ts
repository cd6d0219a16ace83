import { cloudTied } from "../cloudTies";
import { gcp } from "../kinds";
import { failAt } from "../outcome";
import type { Rule } from "../rule";

export const rule: Rule = {
    id: "gcp-static-keys",
    title: "No long-lived key of a Google service account is made for a database",
    controls: ["CM-5"],
    severity: "high",
    kinds: [gcp.serviceAccountKey],
    why: "A service account key works from anywhere and does not expire by itself: one copy of the Secret or of the stack's state gives the backups away until somebody notices.",
    fix: "Use workload identity: bind the database's Kubernetes service account to the Google one, and remove the key.",
    references: [
        {
            title: "IAM: best practices for managing service account keys",
            url: "https://cloud.google.com/iam/docs/best-practices-for-managing-service-account-keys",
            version: "Google Cloud documentation, November 2026",
        },
    ],
    check: (subject, estate) =>
        cloudTied(subject, estate)
            ? [failAt([], "the service account key does not expire: remove it, and use workload identity instead")]
            : [],
};
