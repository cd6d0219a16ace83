import { cloudTied } from "../cloudTies";
import { oncePerEstate } from "../estate";
import { gcp } from "../kinds";
import { failWhen } from "../outcome";
import type { Rule } from "../rule";
import { all, not } from "../ternary";
import { hasContent } from "../text";

export const rule: Rule = {
    id: "gcp-bucket-audit",
    title: "Access to a backup bucket is logged",
    controls: ["MAA-3"],
    severity: "low",
    kinds: [gcp.bucket],
    why: "Without a log nobody can say, after an incident, whether backups were read or deleted, and by whom.",
    fix: "Set logging.logBucket to a bucket for logs only, which needs no log of its own.",
    references: [
        {
            title: "Cloud Storage: usage logs",
            url: "https://cloud.google.com/storage/docs/access-logs",
            version: "Google Cloud documentation, November 2026",
        },
    ],
    check: (subject, estate) => {
        const logBucket = subject.read("logging.logBucket");
        const takesLogs = logBuckets(estate).has(subject.read("name").text ?? "");
        return cloudTied(subject, estate)
            ? failWhen(all(!takesLogs, not(hasContent(logBucket))), logBucket, {
                  wanted: "name a bucket that takes the logs",
              })
            : [];
    },
};

/** Names of the buckets that others log into: a log of the log would have no end. */
const logBuckets = oncePerEstate((estate): ReadonlySet<string> => {
    const targets = estate.of(gcp.bucket).map(({ read }) => read("logging.logBucket").text);
    return new Set(targets.filter((target) => target !== undefined));
});
