import { cloudTied } from "../cloudTies";
import { aws } from "../kinds";
import type { Rule } from "../rule";
import { hasContent } from "../text";
import { bucketParts, isLogTarget } from "./bucketAspects";
import { judgeSetting, unlessExempt, type Setting } from "./bucketSetting";

const logging: Setting = {
    kinds: bucketParts.logging,
    inline: ["logging", "loggings"],
    judge: (configuration) => {
        const target = (configuration.isList ? configuration.child(0) : configuration).child("targetBucket");
        return [{ met: hasContent(target), at: target, advice: { wanted: "name the bucket that takes the logs" } }];
    },
    absent: {
        message: "the bucket has no access log: add a BucketLogging that writes into a bucket of its own",
    },
};

export const rule: Rule = {
    id: "aws-bucket-audit",
    title: "Access to a backup bucket is logged",
    controls: ["MAA-3"],
    severity: "low",
    kinds: [aws.bucket, aws.bucketV2],
    scope: "estate",
    why: "Without a log nobody can say, after an incident, whether backups were read or deleted, and by whom.",
    fix: "Add a BucketLogging whose targetBucket is a bucket for logs only, with a policy that lets logging.s3.amazonaws.com write for this bucket.",
    references: [
        {
            title: "Amazon S3: server access logging",
            url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html",
            version: "AWS documentation, November 2026",
        },
    ],
    check: (subject, estate) =>
        cloudTied(subject, estate)
            ? unlessExempt(isLogTarget(subject, estate), () => judgeSetting(subject, estate, logging))
            : [],
};
