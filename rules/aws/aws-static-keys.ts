import { cloudTied } from "../cloudTies";
import { aws } from "../kinds";
import { failAt } from "../outcome";
import type { Rule } from "../rule";

export const rule: Rule = {
    id: "aws-static-keys",
    title: "No long-lived AWS access key is made for a database",
    controls: ["CM-5"],
    severity: "high",
    kinds: [aws.accessKey],
    why: "An access key works from anywhere and never expires: one copy of the Secret or of the stack's state gives the backups away until somebody notices.",
    fix: "Give the database's service account a role instead (IRSA or EKS Pod Identity): its pods then get credentials that last an hour. Remove the AccessKey and its user.",
    references: [
        {
            title: "IAM: security best practices",
            url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
            version: "AWS documentation, November 2026",
        },
        {
            title: "Amazon EKS: IAM roles for service accounts",
            url: "https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html",
            version: "AWS documentation, November 2026",
        },
    ],
    check: (subject, estate) =>
        cloudTied(subject, estate)
            ? [failAt([], "the access key does not expire: remove it, and give the service account a role instead")]
            : [],
};
