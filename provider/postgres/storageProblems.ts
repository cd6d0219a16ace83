import type { Known } from "../core/known";
import type { Problem } from "../core/problems";
import { labelSetProblems } from "../kubernetes/labelSyntax";
import { sizeProblems } from "../kubernetes/quantity";
import type { PlatformArgs, PostgresStorageArgs, VolumeClaimArgs } from "./arguments";

/**
 * What is wrong with `storage` beyond its form. A volume that shrinks or goes away cannot be seen here, where only what is wanted now is
 * known.
 */
export function storageProblems(storage: Known<PostgresStorageArgs>, platform: Known<PlatformArgs>): Problem[] {
    const { size, wal, claim } = storage;
    return [
        ...sizeProblems("storage.size", size),
        ...(wal === undefined ? [] : sizeProblems("storage.wal.size", wal.size)),
        ...storageClassProblems(storage, platform),
        ...snapshotClassProblems(storage, platform),
        ...(claim === undefined ? [] : claimProblems(claim)),
    ];
}

function storageClassProblems(
    { storageClass, reclaimPolicy }: Known<PostgresStorageArgs>,
    { s3, aws }: Known<PlatformArgs>,
): Problem[] {
    if (storageClass !== undefined) {
        return reclaimPolicy === undefined
            ? []
            : [
                  {
                      path: "storage.reclaimPolicy",
                      reason: "goes with a StorageClass that is made here; that of storage.storageClass has its own policy, which Kubernetes lets nobody change",
                  },
              ];
    }
    return s3 !== undefined && aws === undefined
        ? [
              {
                  path: "storage.storageClass",
                  reason: "is required with platform.s3, since no key is made there: name a StorageClass that encrypts its volumes",
              },
          ]
        : [];
}

function snapshotClassProblems({ snapshotClass }: Known<PostgresStorageArgs>, { aws }: Known<PlatformArgs>): Problem[] {
    return snapshotClass === true && aws === undefined
        ? [
              {
                  path: "storage.snapshotClass",
                  reason: "is a class of the EBS CSI driver and goes with platform.aws; elsewhere make one for your own driver, and take this out",
              },
          ]
        : [];
}

function claimProblems({ volumeAttributesClassName, selector }: Known<VolumeClaimArgs>): Problem[] {
    const path = "storage.claim.selector";
    return [
        // Kubernetes, "Object Names and IDs": an RFC 1123 subdomain.
        ...(volumeAttributesClassName !== undefined &&
        !/^[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?$/.test(volumeAttributesClassName)
            ? [
                  {
                      path: "storage.claim.volumeAttributesClassName",
                      reason: `"${volumeAttributesClassName}" cannot be a name in Kubernetes; write lower-case letters, digits, "-" and "."`,
                  },
              ]
            : []),
        ...(selector === undefined ? [] : labelSetProblems(path, selector)),
        ...(selector !== undefined && Object.keys(selector).length === 0
            ? [
                  {
                      path,
                      reason: "is empty, which picks no volume in particular: name labels of the volumes, or take it out",
                  },
              ]
            : []),
    ];
}
