import { cloudTied } from "../cloudTies";
import { gcp } from "../kinds";
import { failWhen } from "../outcome";
import type { Rule } from "../rule";
import { not } from "../ternary";
import { is, isTrue } from "../text";

export const rule: Rule = {
    id: "gcp-bucket-public-access",
    title: "A bucket of a database can never be made public",
    controls: ["KSI-5"],
    severity: "critical",
    kinds: [gcp.bucket],
    why: "One binding for allUsers, or one object's ACL, opens the backups to everybody. Prevention refuses such bindings, and with uniform access there are no ACLs to look at.",
    fix: "Set uniformBucketLevelAccess to true and publicAccessPrevention to enforced.",
    references: [
        {
            title: "Cloud Storage: public access prevention",
            url: "https://cloud.google.com/storage/docs/public-access-prevention",
            version: "Google Cloud documentation, November 2026",
        },
        {
            title: "Cloud Storage: uniform bucket-level access",
            url: "https://cloud.google.com/storage/docs/uniform-bucket-level-access",
            version: "Google Cloud documentation, November 2026",
        },
    ],
    check: (subject, estate) => {
        if (!cloudTied(subject, estate)) {
            return [];
        }
        const uniform = subject.read("uniformBucketLevelAccess");
        const prevention = subject.read("publicAccessPrevention");
        return [
            ...failWhen(not(isTrue(uniform)), uniform, { wanted: "write true", default: "false" }),
            ...failWhen(not(is(prevention, "enforced")), prevention, {
                wanted: "write enforced",
                default: "inherited",
            }),
        ];
    },
};
