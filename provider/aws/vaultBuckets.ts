import { BucketLogging } from "@pulumi/aws/s3/bucketLogging";
import * as pulumi from "@pulumi/pulumi";
import type { ChildOptions } from "../core/children";
import type { Origin } from "../core/names";
import { hardenedBucket, type HardenedBucket, type HardenedBucketArgs } from "./bucket";
import { backupBucketPolicy, logBucketPolicy } from "./bucketPolicy";
import type { EksCluster } from "./cluster";
import type { Keeping } from "./keeping";
import { keepDeleted, keepLogs } from "./lifecycle";
import { bucketArn, bucketName } from "./names";
import type { Lock } from "./objectLock";
import { onceMade } from "./onceMade";

const logPrefix = "backups/";

/** Where the buckets are: the account and partition of a cluster, and a region of their own. */
export type Place = Pick<EksCluster, "partition" | "account" | "region">;

export interface VaultBucketsArgs {
    origin: Origin;
    place: pulumi.Output<Place>;
    tags: Record<string, string>;
    keyArn: pulumi.Output<string>;
    administrators: pulumi.Output<string[]>;
    lock: Lock | undefined;
    retentionDays: number;
    keeping: Keeping;
    settings?: HardenedBucketArgs["settings"];
}

export interface VaultBuckets {
    backups: HardenedBucket;
    logging: BucketLogging;
    /** Name of the bucket of the access logs, once that is hardened. */
    logBucket: pulumi.Output<string>;
}

/** What the bucket of the backups is called, and its ARN: known from where it is, before it is there. */
export function backupsIn(origin: Origin, place: pulumi.Output<Place>) {
    const { physical, arn } = named(origin, "backups", place);
    return { bucketName: physical.bucket, arn };
}

/** A bucket for backups, and one for its access logs: `<name>-bucket` and `<name>-logs`. */
export function vaultBuckets(name: string, args: VaultBucketsArgs, child: ChildOptions): VaultBuckets {
    const { origin, place, tags, keyArn, administrators, lock, retentionDays, keeping, settings } = args;
    const region = place.region;
    const { physical, arn } = named(origin, "backups", place);
    const { physical: physicalLogs, arn: logArn } = named(origin, "logs", place);
    const logs = hardenedBucket(
        `${name}-logs`,
        {
            physical: physicalLogs,
            region,
            tags,
            objectLock: false,
            lifecycle: keepLogs,
            policy: pulumi.all([place, administrators, arn, logArn]).apply(([{ account }, admins, sourceArn, target]) =>
                logBucketPolicy({
                    bucketArn: target,
                    administrators: admins,
                    sourceArn,
                    prefix: logPrefix,
                    account,
                }),
            ),
            keeping,
        },
        child,
    );
    const backups = hardenedBucket(
        `${name}-bucket`,
        {
            physical,
            region,
            tags,
            objectLock: true,
            lock,
            keyArn,
            lifecycle: keepDeleted(retentionDays, lock?.days),
            policy: pulumi
                .all([administrators, arn, keyArn])
                .apply(([admins, bucket, key]) =>
                    backupBucketPolicy({ bucketArn: bucket, keyArn: key, administrators: admins }),
                ),
            keeping,
            ...(settings && { settings }),
        },
        child,
    );
    const logging = new BucketLogging(
        `${name}-bucket-logging`,
        {
            bucket: backups.bucket.bucket,
            region,
            targetBucket: logs.bucket.bucket,
            targetPrefix: logPrefix,
            targetObjectKeyFormat: { partitionedPrefix: { partitionDateSource: "EventTime" } },
        },
        child({ ...keeping.aspect, dependsOn: logs.aspects }),
    );
    return { backups, logging, logBucket: onceMade(physicalLogs.bucket, [logs.bucket, ...logs.aspects]) };
}

function named(origin: Origin, purpose: "backups" | "logs", place: pulumi.Output<Place>) {
    const physical = place.apply((known) => bucketName(origin, purpose, known));
    const arn = pulumi.all([place, physical]).apply(([known, { bucket }]) => bucketArn(known, bucket));
    return { physical, arn };
}
