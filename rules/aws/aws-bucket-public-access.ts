import { cloudTied } from "../cloudTies";
import type { Field } from "../field";
import { aws } from "../kinds";
import type { Rule } from "../rule";
import { is, isTrue } from "../text";
import { bucketParts } from "./bucketAspects";
import { configurationsOf, outcomesOf, withoutSetting, type Check } from "./bucketSetting";

const switches = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];

export const rule: Rule = {
    id: "aws-bucket-public-access",
    title: "A bucket of a database can never be made public",
    controls: ["KSI-5"],
    severity: "critical",
    kinds: [aws.bucket, aws.bucketV2],
    scope: "estate",
    why: "One statement in a policy, or one object's ACL, opens the backups to everybody who knows the name. The block refuses such statements, and with ACLs off there is one place less to look at.",
    fix: "Add a BucketPublicAccessBlock with all four switches true, and BucketOwnershipControls with rule.objectOwnership BucketOwnerEnforced.",
    references: [
        {
            title: "Amazon S3: blocking public access",
            url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
            version: "AWS documentation, November 2026",
        },
        {
            title: "Amazon S3: object ownership",
            url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html",
            version: "AWS documentation, November 2026",
        },
    ],
    check: (subject, estate) => {
        if (!cloudTied(subject, estate)) {
            return [];
        }
        const block = configurationsOf(subject, estate, { kinds: bucketParts.publicAccess, inline: [] });
        const ownership = configurationsOf(subject, estate, { kinds: bucketParts.ownership, inline: [] });
        if (block.found.length + ownership.found.length === 0) {
            const mayBeElsewhere = block.mayBeElsewhere || ownership.mayBeElsewhere;
            return [withoutSetting(neither, mayBeElsewhere)];
        }
        return [
            ...block.found.flatMap((found) => outcomesOf(subject, found, closedSwitches(found.field))),
            ...ownership.found.flatMap((found) => outcomesOf(subject, found, [ownedByBucket(found.field)])),
        ];
    },
};

const neither = {
    // S3 blocks by default since April 2023, but whoever may change the bucket can take that off unseen.
    severity: "medium",
    message:
        "nothing here keeps the bucket private but S3's defaults: add a BucketPublicAccessBlock with all four switches true",
} as const;

function closedSwitches(block: Field): readonly Check[] {
    return switches.map((key) => ({
        met: isTrue(block.child(key)),
        at: block.child(key),
        advice: { wanted: "write true", default: "false" },
    }));
}

function ownedByBucket(controls: Field): Check {
    const ownership = controls.child("rule").child("objectOwnership");
    return {
        met: is(ownership, "BucketOwnerEnforced"),
        at: ownership,
        advice: { wanted: "write BucketOwnerEnforced, which switches ACLs off" },
    };
}
