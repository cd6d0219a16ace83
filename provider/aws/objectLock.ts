import type { BucketObjectLockConfigurationArgs } from "@pulumi/aws/s3/bucketObjectLockConfiguration";
import type { Problem } from "../core/problems";
import { noticeDays } from "./lifecycle";
import type { ObjectLockArgs } from "./vaultArguments";

/** The default retention of a bucket. */
export interface Lock {
    mode: "GOVERNANCE" | "COMPLIANCE";
    days: number;
}

/**
 * The lock that a vault puts on its backups, none with mode `none`. Governance by default: plugin-barman-cloud 0.15.0 (boto3 1.43) sends a
 * CRC32 with each object and each part, without which S3 refuses uploads to a bucket with a default retention, and deletes without a
 * version, which S3 answers with a delete marker, lock or not.
 */
export function lockOf({ mode = "governance", days }: ObjectLockArgs = {}, retentionDays: number): Lock | undefined {
    return mode === "none"
        ? undefined
        : { mode: mode === "compliance" ? "COMPLIANCE" : "GOVERNANCE", days: days ?? retentionDays + noticeDays };
}

export function lockRule({ mode, days }: Lock): NonNullable<BucketObjectLockConfigurationArgs["rule"]> {
    return { defaultRetention: { mode, days } };
}

/** What is wrong with `objectLock` beyond its form. */
export function objectLockProblems({ mode = "governance", days, acknowledge }: ObjectLockArgs): Problem[] {
    return [
        ...(mode === "compliance" && acknowledge !== true
            ? [
                  {
                      path: "acknowledge",
                      reason:
                          "must be true with mode compliance: until its lock ends nobody can delete a backup, shorten the lock or delete the bucket, " +
                          "no key administrator, not the root user of the account, not AWS support, and it is paid for all that time; " +
                          "write acknowledge: true if that is meant, or mode: governance, which the key administrators can lift",
                  },
              ]
            : []),
        ...(mode !== "compliance" && acknowledge !== undefined
            ? [{ path: "acknowledge", reason: `goes with mode compliance; mode ${mode} can be undone: take it out` }]
            : []),
        ...(mode === "none" && days !== undefined
            ? [{ path: "days", reason: "has no effect with mode none, which locks nothing: take one of the two out" }]
            : []),
    ];
}
