import { cloudTied } from "../cloudTies";
import { aws } from "../kinds";
import { failWhen, set } from "../outcome";
import type { Rule } from "../rule";
import { any } from "../ternary";
import { is, isTrue } from "../text";
import { bucketParts, isLogTarget } from "./bucketAspects";
import { judgeSetting, unlessExempt, type Setting } from "./bucketSetting";

const versioning: Setting = {
    kinds: bucketParts.versioning,
    inline: ["versioning", "versionings"],
    judge: (configuration) => {
        const inline = configuration.isList ? configuration.child(0).child("enabled") : configuration.child("enabled");
        const status = configuration.child("versioningConfiguration").child("status");
        const at = inline.isAbsent ? status : inline;
        return [{ met: any(isTrue(inline), is(status, "Enabled")), at, advice: { wanted: "switch versioning on" } }];
    },
    absent: {
        message: "the bucket keeps no versions: add a BucketVersioning with versioningConfiguration.status Enabled",
    },
};

export const rule: Rule = {
    id: "aws-bucket-recovery",
    title: "A backup that is deleted or overwritten can be brought back",
    controls: ["ED-1"],
    severity: "medium",
    kinds: [aws.bucket, aws.bucketV2],
    scope: "estate",
    why: "Whoever takes over a database can delete its backups with the database's own role, and so can a mistake. With versions a delete only hides. With forceDestroy, a destroyed stack empties the bucket first.",
    fix: "Add a BucketVersioning with status Enabled (Object Lock brings it by itself), and a lifecycle rule that removes old versions after the retention. Leave forceDestroy out or write false.",
    references: [
        {
            title: "Amazon S3: versioning",
            url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html",
            version: "AWS documentation, November 2026",
        },
        {
            title: "Amazon S3: Object Lock",
            url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html",
            version: "AWS documentation, November 2026",
        },
    ],
    check: (subject, estate) => {
        if (!cloudTied(subject, estate)) {
            return [];
        }
        const force = subject.read("forceDestroy");
        return unlessExempt(isLogTarget(subject, estate), () => [
            ...failWhen(isTrue(force), force, {
                wanted: "write false, or leave it out",
                edits: [set(force, false)],
            }),
            // A bucket with Object Lock has versioning, which cannot be suspended.
            ...(isTrue(subject.read("objectLockEnabled")) === true ? [] : judgeSetting(subject, estate, versioning)),
        ]);
    },
};
