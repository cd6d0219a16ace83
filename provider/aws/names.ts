import { boundedName, type Origin } from "../core/names";
import type { BackupOwner } from "./arguments";
import type { EksCluster } from "./cluster";

/** All roles made here: one path, so that an administrator can write policies about them. */
export const rolePath = "/hardened-db/";

export interface BucketName {
    bucket: string;
    /** account-regional: nobody else can take the name, before or after. */
    bucketNamespace: "account-regional" | "global";
}

/** S3 user guide, "Namespaces for general purpose buckets": every region but these two (Bahrain, UAE) has the account's own namespace. */
const regionsWithoutNamespace = ["me-south-1", "me-central-1"];

const bucketLimit = 63;

/**
 * In the account's own namespace a name must end in `-<account>-<region>-an`, which counts to the 63 characters
 * (S3 user guide, "General purpose bucket naming rules"). `hdb` in front keeps a component's name from being a reserved prefix.
 */
export function bucketName(
    origin: Origin,
    purpose: "backups" | "logs",
    cluster: Pick<EksCluster, "account" | "region">,
): BucketName {
    const { account, region } = cluster;
    const identity = [origin.project, origin.stack, origin.component, purpose, account, region];
    const words = ["hdb", ...(purpose === "logs" ? ["logs"] : []), origin.component, origin.stack];
    if (regionsWithoutNamespace.includes(region)) {
        return { bucket: boundedName(words, identity, bucketLimit), bucketNamespace: "global" };
    }
    const suffix = `-${account}-${region}-an`;
    return {
        bucket: boundedName(words, identity, bucketLimit - suffix.length) + suffix,
        bucketNamespace: "account-regional",
    };
}

/** IAM: 64 characters, unique in the account. */
export function roleName(origin: Origin, { namespace, serviceAccount }: BackupOwner): string {
    const { project, stack, component } = origin;
    return boundedName(
        [component, namespace, serviceAccount],
        [project, stack, component, namespace, serviceAccount],
        64,
    );
}

/** The role that copies a vault's backups. A client's has a namespace and a service account in its identity, so that no two are alike. */
export function replicationRoleName({ project, stack, component }: Origin): string {
    return boundedName([component, "replication"], [project, stack, component, "replication"], 64);
}

export type KeyPurpose = "backups" | "volumes";

/** KMS: `alias/` and 250 characters, unique in account and region. */
export function keyAlias({ project, stack, component }: Origin, purpose: KeyPurpose): string {
    return `alias/hardened-db/${boundedName([project, stack, component, purpose], [project, stack, component, purpose], 200)}`;
}

/** EventBridge: 64 characters, unique in account and region. A topic's policy can let all rules of this beginning publish. */
export function keyAlarmName({ project, stack, component }: Origin, purpose: KeyPurpose): string {
    return boundedName(["hardened-db", purpose, component, stack], [project, stack, component, purpose], 64);
}

export function bucketArn({ partition }: Pick<EksCluster, "partition">, bucket: string): string {
    return `arn:${partition}:s3:::${bucket}`;
}

export function roleArn({ partition, account }: Pick<EksCluster, "partition" | "account">, role: string): string {
    return `arn:${partition}:iam::${account}:role${rolePath}${role}`;
}

/** Folder of a client in the bucket, and the key under which a vault lists its role. */
export function clientKey({ namespace, serviceAccount }: BackupOwner): string {
    return `${namespace}/${serviceAccount}`;
}
