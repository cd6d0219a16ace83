import { isUnknown, type Known, type Unknown } from "../core/known";
import { at, type Problem } from "../core/problems";
import type { AwsIdentityArgs } from "./arguments";
import { parseArn, wrongArn } from "./arn";
import { partitionOf, type EksCluster } from "./cluster";
import { clusterIn } from "./identityProblems";
import { topicProblems } from "./keyProblems";
import { objectLockProblems } from "./objectLock";
import type { ReplicationArgs, VaultStorageArgs } from "./vaultArguments";

/** Where the vault is, as far as that is known. */
interface Where {
    cluster: EksCluster | undefined;
    region: string | undefined;
}

/** What is wrong with where and how a vault keeps backups, beyond the form. */
export function vaultStorageProblems(args: Known<VaultStorageArgs>, aws: Known<AwsIdentityArgs>): Problem[] {
    const { region, objectLock, replication, existingBucket } = args;
    const cluster = clusterIn(aws);
    const where = { cluster, region: region === undefined ? cluster?.region : text(region) };
    return [
        ...regionProblems("region", region, cluster),
        ...(objectLock === undefined ? [] : at("objectLock", objectLockProblems(objectLock))),
        ...(replication === undefined ? [] : at("replication", replicationProblems(replication, where))),
        ...(existingBucket === undefined ? [] : at("existingBucket", bucketNameProblems(existingBucket.name))),
        ...(existingBucket === undefined ? [] : ownersProblems(args)),
    ];
}

/** Settings of a bucket are its owner's. */
function ownersProblems(args: Known<VaultStorageArgs>): Problem[] {
    return (["objectLock", "replication"] as const)
        .filter((setting) => args[setting] !== undefined)
        .map((path) => ({
            path,
            reason: `is a setting of the bucket, and that of existingBucket is taken as it is: set it where that bucket is made, and take it out here`,
        }));
}

function replicationProblems(
    { region, restoringRoles = [], alarmTopicArn }: Known<ReplicationArgs>,
    where: Where,
): Problem[] {
    const copies = text(region);
    const same =
        copies !== undefined && copies === where.region
            ? [
                  {
                      path: "region",
                      reason: `${copies} is the vault's own region, and a copy there would be lost with it: write another one`,
                  },
              ]
            : [];
    const roles = restoringRoles.flatMap((role, index) =>
        roleProblems(`restoringRoles[${index}]`, role, where.cluster),
    );
    const there = where.cluster && copies !== undefined ? { ...where.cluster, region: copies } : undefined;
    const topic = topicProblems("alarmTopicArn", alarmTopicArn, there);
    return [...regionProblems("region", region, where.cluster), ...same, ...roles, ...topic];
}

/** The policy of the copies' key lets in callers of one account. */
function roleProblems(path: string, role: string | Unknown, cluster: EksCluster | undefined): Problem[] {
    if (isUnknown(role)) {
        return [];
    }
    const wrong = wrongArn(role, "role");
    const account = parseArn(role)?.account;
    if (wrong !== undefined) {
        return [{ path, reason: wrong }];
    }
    return cluster === undefined || account === cluster.account
        ? []
        : [
              {
                  path,
                  reason: `is a role of account ${account ?? ""}, and the vault is in ${cluster.account}: make the roles there, in a BackupVault with an OIDC provider of that account for the other cluster's issuer`,
              },
          ];
}

/** S3 user guide, "General purpose bucket naming rules". */
function bucketNameProblems(name: string | Unknown): Problem[] {
    return isUnknown(name) || (/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !name.includes(".."))
        ? []
        : [
              {
                  path: "name",
                  reason: `"${name}" cannot be the name of a bucket; write the bare name, without s3:// or arn:, 3 to 63 lower-case letters, digits, "-" and "."`,
              },
          ];
}

const exampleRegion = "eu-west-1";

function regionProblems(
    path: string,
    region: string | Unknown | undefined,
    cluster: EksCluster | undefined,
): Problem[] {
    if (region === undefined || isUnknown(region)) {
        return [];
    }
    if (!/^[a-z]{2,4}(-[a-z]+)+-\d+$/.test(region)) {
        return [{ path, reason: `"${region}" is no region of AWS; write one like ${exampleRegion}` }];
    }
    const partition = partitionOf(region);
    return cluster === undefined || partition === cluster.partition
        ? []
        : [
              {
                  path,
                  reason: `${region} is in the partition ${partition}, but the cluster is in ${cluster.partition}: no role and no copy reaches across; write a region of ${cluster.partition}`,
              },
          ];
}

function text(value: string | Unknown): string | undefined {
    return isUnknown(value) ? undefined : value;
}
