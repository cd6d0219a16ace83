import { cloudTied } from "../cloudTies";
import type { Field } from "../field";
import { aws } from "../kinds";
import type { Rule } from "../rule";
import { all, any, not } from "../ternary";
import { hasContent, is, isTrue, oneOf, startsWith } from "../text";
import { bucketParts, isLogTarget } from "./bucketAspects";
import { judgeSetting, unlessExempt, type Check, type Setting } from "./bucketSetting";

const encryption: Setting = {
    kinds: bucketParts.encryption,
    inline: ["serverSideEncryptionConfiguration", "serverSideEncryptionConfigurations"],
    judge: (configuration) => checksOf(ruleIn(configuration)),
    absent: {
        message:
            "the bucket has no encryption with a key of its own, so that S3's own key is used, which asks readers for nothing: add a BucketServerSideEncryptionConfiguration with sseAlgorithm aws:kms, kmsMasterKeyId and bucketKeyEnabled",
    },
};

export const rule: Rule = {
    id: "aws-bucket-encryption",
    title: "A backup bucket encrypts with a KMS key of its own",
    controls: ["ED-1"],
    severity: "high",
    kinds: [aws.bucket, aws.bucketV2],
    scope: "estate",
    why: "With S3's own key, whoever may read the bucket reads the backups. A KMS key asks for a second right, can be taken away at once, and shows each use in CloudTrail; a bucket key keeps its cost and its throttling away from a restore.",
    fix: "Add a BucketServerSideEncryptionConfiguration: sseAlgorithm aws:kms, kmsMasterKeyId the ARN of a key made for backups, bucketKeyEnabled true (aws:kms:dsse knows no bucket key and is fine without).",
    references: [
        {
            title: "Amazon S3: server-side encryption with KMS keys",
            url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html",
            version: "AWS documentation, November 2026",
        },
        {
            title: "Amazon S3: bucket keys",
            url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html",
            version: "AWS documentation, November 2026",
        },
    ],
    check: (subject, estate) =>
        cloudTied(subject, estate)
            ? unlessExempt(isLogTarget(subject, estate), () => judgeSetting(subject, estate, encryption))
            : [],
};

/** The one rule that S3 takes: in `rules` of the resource, in `rule` of a Bucket, in a list of `rules` of a BucketV2. */
function ruleIn(configuration: Field): Field {
    const outer = configuration.isList ? configuration.child(0) : configuration;
    const single = outer.child("rule");
    return single.state === "known" ? single : outer.child("rules").child(0);
}

function checksOf(rule: Field): readonly Check[] {
    const plural = rule.child("applyServerSideEncryptionByDefaults").child(0);
    const byDefault = plural.state === "known" ? plural : rule.child("applyServerSideEncryptionByDefault");
    const algorithm = byDefault.child("sseAlgorithm");
    const key = byDefault.child("kmsMasterKeyId");
    const bucketKey = rule.child("bucketKeyEnabled");
    return [
        { met: oneOf(algorithm, ["aws:kms", "aws:kms:dsse"]), at: algorithm, advice: { wanted: "write aws:kms" } },
        {
            met: all(hasContent(key), not(startsWith(key, "alias/aws/"))),
            at: key,
            advice: { wanted: "give the ARN of a key made for backups", default: "the account's key aws/s3" },
        },
        {
            met: any(isTrue(bucketKey), is(algorithm, "aws:kms:dsse")),
            at: bucketKey,
            advice: { wanted: "write true", default: "false" },
        },
    ];
}
