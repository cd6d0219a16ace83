import type { BucketLifecycleConfigurationArgs } from "@pulumi/aws/s3/bucketLifecycleConfiguration";

type Rules = NonNullable<BucketLifecycleConfigurationArgs["rules"]>;

/** Time to notice that something was deleted, on top of the retention. */
export const noticeDays = 7;

/** A year of access logs, and a month to look into what the year's end shows. */
const logDays = 400;

const abortUploads = {
    id: "abort-unfinished-uploads",
    status: "Enabled",
    filter: {},
    abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
};

/**
 * Nothing that is there expires by its age: such a rule would take the last good backup once backups have stopped, since S3 does
 * not know what a good backup is. Old ones are removed by whoever wrote them, and what was deleted or overwritten stays recoverable for the retention, then goes.
 * S3 removes no version that is locked: waiting for the longest lock, the rule says what happens.
 */
export function keepDeleted(retentionDays: number, lockDays = 0): Rules {
    return [
        {
            id: "keep-deleted-versions",
            status: "Enabled",
            filter: {},
            noncurrentVersionExpiration: { noncurrentDays: Math.max(retentionDays + noticeDays, lockDays) },
            expiration: { expiredObjectDeleteMarker: true },
        },
        abortUploads,
    ];
}

export const keepLogs: Rules = [
    {
        id: "expire-logs",
        status: "Enabled",
        filter: {},
        expiration: { days: logDays },
        noncurrentVersionExpiration: { noncurrentDays: 30 },
    },
    abortUploads,
];
