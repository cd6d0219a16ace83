import { aspectsOf, bucketsNamed } from "../cloudAspects";
import { oncePerEstate, type Estate } from "../estate";
import { aws, type Kind } from "../kinds";
import type { Subject } from "../subject";
import type { Ternary } from "../ternary";

/** The parts of a bucket that are resources of their own, with the token that each had before version 7 of the provider. */
export const bucketParts = {
    encryption: [
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
    ],
    logging: ["aws:s3/bucketLogging:BucketLogging", "aws:s3/bucketLoggingV2:BucketLoggingV2"],
    ownership: ["aws:s3/bucketOwnershipControls:BucketOwnershipControls"],
    policy: ["aws:s3/bucketPolicy:BucketPolicy"],
    publicAccess: ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"],
    versioning: ["aws:s3/bucketVersioning:BucketVersioning", "aws:s3/bucketVersioningV2:BucketVersioningV2"],
} as const satisfies Record<string, readonly Kind[]>;

export interface Part {
    readonly found: readonly Subject[];
    /** That there is no more of it cannot be said: the estate is a part, or something may belong to another bucket. */
    readonly mayBeElsewhere: boolean;
}

/** What an estate says of one part of a bucket. */
export function partOf(bucket: Subject, kinds: readonly Kind[], estate: Estate): Part {
    const aspects = (aspectsOf(estate).get(bucket) ?? []).filter(({ subject }) => kinds.includes(subject.kind));
    return {
        found: aspects.filter(({ certain }) => certain).map(({ subject }) => subject),
        mayBeElsewhere: !estate.complete || aspects.some(({ certain }) => !certain),
    };
}

/** Whether access logs go into the bucket: then it holds them, not backups. */
export function isLogTarget(bucket: Subject, estate: Estate): Ternary {
    const { certain, possible } = logTargets(estate);
    if (certain.has(bucket)) {
        return true;
    }
    return possible.has(bucket) ? "unknown" : false;
}

/** Where a bucket itself says it, in the two forms of the resource. */
export const inlineTargets = ["logging.targetBucket", "loggings.0.targetBucket"] as const;

const logTargets = oncePerEstate((estate) => {
    const certain = new Set<Subject>();
    const possible = new Set<Subject>();
    const add = (logging: Subject, by: string): void => {
        const sources = bucketsNamed(logging, "bucket", estate);
        const [source] = sources.length === 1 ? sources : [];
        const targets = bucketsNamed(logging, by, estate).filter((target) => target !== source);
        for (const target of targets) {
            (targets.length === 1 ? certain : possible).add(target);
        }
    };
    for (const logging of estate.of(...bucketParts.logging)) {
        add(logging, "targetBucket");
    }
    for (const bucket of estate.of(aws.bucket, aws.bucketV2)) {
        for (const place of inlineTargets) {
            if (!bucket.read(place).isAbsent) {
                add(bucket, place);
            }
        }
    }
    return { certain, possible };
});
