import { Role } from "@pulumi/aws/iam/role";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy";
import type { Key } from "@pulumi/aws/kms/key";
import type { Bucket } from "@pulumi/aws/s3/bucket";
import { BucketReplicationConfig } from "@pulumi/aws/s3/bucketReplicationConfig";
import * as pulumi from "@pulumi/pulumi";
import type { ChildOptions } from "../core/children";
import type { Origin } from "../core/names";
import type { EksCluster } from "./cluster";
import type { Keeping } from "./keeping";
import { hardenedKey } from "./key";
import { backupKeyPolicy, managementStatements } from "./keyPolicy";
import { replicationRoleName, rolePath } from "./names";
import { onceMade } from "./onceMade";
import { policyDocument } from "./policyDocument";
import { encryptForReplication, replicationPolicy, replicationTrust } from "./replicationPolicy";
import type { ReplicaReference, ReplicationArgs } from "./vaultArguments";
import { backupsIn, vaultBuckets, type VaultBuckets, type VaultBucketsArgs } from "./vaultBuckets";

interface CopierArgs {
    replication: ReplicationArgs;
    origin: Origin;
    /** Where the vault is. */
    place: pulumi.Output<EksCluster>;
    tags: Record<string, string>;
    permissionsBoundary: pulumi.Input<string> | undefined;
}

/** Who copies, and where to: made before the vault's key, whose policy names the role. */
export interface Copier {
    replication: ReplicationArgs;
    role: Role;
    there: pulumi.Output<EksCluster>;
}

export function copier(name: string, args: CopierArgs, child: ChildOptions): Copier {
    const { replication, origin, place, tags, permissionsBoundary } = args;
    const role = new Role(
        `${name}-replication-role`,
        {
            name: replicationRoleName(origin),
            path: rolePath,
            description: `Copies the backups of ${name} to another region`,
            assumeRolePolicy: JSON.stringify(replicationTrust()),
            maxSessionDuration: 3600,
            ...(permissionsBoundary !== undefined && { permissionsBoundary }),
            tags,
        },
        child(),
    );
    const there = pulumi.all([place, replication.region]).apply(([known, region]) => ({ ...known, region }));
    return { replication, role, there };
}

interface ReplicaArgs extends Omit<VaultBucketsArgs, "place" | "settings"> {
    place: pulumi.Output<EksCluster>;
    /** Of the vault's key: the copies' key keeps the same. */
    rotationDays: number | undefined;
}

export interface Replica {
    copies: Copier;
    key: Key;
    buckets: VaultBuckets;
    /** What the copier may do. */
    permissions: RolePolicy;
    reference: pulumi.Output<ReplicaReference>;
}

/** The key and the buckets of the copies, hardened and locked like the vault's, and the right to copy. `args` are the vault's. */
export function replica(name: string, copies: Copier, args: ReplicaArgs, child: ChildOptions): Replica {
    const { replication, role, there } = copies;
    const { origin, place, tags, administrators, keyArn, keeping, rotationDays } = args;
    const { bucketName, arn } = backupsIn(origin, there);
    const key = hardenedKey(
        `${name}-replica-key`,
        {
            purpose: "backups",
            description: `Copies of the backups of ${name} (${origin.project}/${origin.stack})`,
            origin,
            keys: {
                ...(rotationDays !== undefined && { rotationDays }),
                ...(replication.alarmTopicArn !== undefined && { alarmTopicArn: replication.alarmTopicArn }),
            },
            region: there.region,
            tags,
            policy: pulumi
                .all([there, administrators, arn, role.arn, pulumi.all(replication.restoringRoles ?? [])])
                .apply(([cluster, admins, bucketArn, copierArn, roles]) =>
                    policyDocument(
                        ...(roles.length > 0
                            ? backupKeyPolicy({ cluster, administrators: admins, bucketArn, roles }).Statement
                            : managementStatements({ cluster, administrators: admins })),
                        encryptForReplication({ place: cluster, bucketArn }, copierArn),
                    ),
                ),
            keeping,
        },
        child,
    );
    const buckets = vaultBuckets(`${name}-replica`, { ...args, place: there, keyArn: key.arn }, child);
    const policy = pulumi
        .all([place, backupsIn(origin, place).arn, keyArn, there, arn, key.arn])
        .apply(([here, bucketArn, sourceKey, elsewhere, copyArn, copyKey]) =>
            JSON.stringify(
                replicationPolicy({
                    source: { place: here, bucketArn, keyArn: sourceKey },
                    replica: { place: elsewhere, bucketArn: copyArn, keyArn: copyKey },
                    deletes: replication.deletes === "followed",
                }),
            ),
        );
    const permissions = new RolePolicy(
        `${name}-replication-permissions`,
        { name: "replication", role: role.name, policy },
        child(),
    );
    const bucket = onceMade(bucketName, [buckets.backups.bucket, ...buckets.backups.aspects, buckets.logging]);
    const { logBucket } = buckets;
    const reference = pulumi.output({ bucket, logBucket, region: there.region, keyArn: key.arn });
    return { copies, key, buckets, permissions, reference };
}

/** Tells the vault's bucket to copy, once whatever receives the copies is hardened. */
export function copying(
    name: string,
    { copies, key, buckets, permissions }: Replica,
    { source, versioning, keeping }: { source: Bucket; versioning: pulumi.Resource; keeping: Keeping },
    child: ChildOptions,
): BucketReplicationConfig {
    const deletes = copies.replication.deletes === "followed";
    // Not kept, as other settings of a bucket are: without its role it could only fail. Protected, or a destroy would begin with it (key.ts).
    const { protect = false } = keeping.data;
    return new BucketReplicationConfig(
        `${name}-replication`,
        {
            bucket: source.bucket,
            region: source.region,
            role: copies.role.arn,
            rules: [
                {
                    id: "copy-backups",
                    priority: 1,
                    status: "Enabled",
                    filter: {},
                    deleteMarkerReplication: { status: deletes ? "Enabled" : "Disabled" },
                    sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } },
                    destination: {
                        bucket: buckets.backups.bucket.arn,
                        encryptionConfiguration: { replicaKmsKeyId: key.arn },
                        metrics: { status: "Enabled" },
                    },
                },
            ],
        },
        child({ protect, dependsOn: [versioning, permissions, ...buckets.backups.aspects, buckets.logging] }),
    );
}
