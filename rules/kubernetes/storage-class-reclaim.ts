import { kubernetes } from "../kinds";
import { failWhen } from "../outcome";
import type { Rule } from "../rule";
import { any } from "../ternary";
import { is, isAbsent } from "../text";
import { tiedToDatabase } from "../ties";

export const rule: Rule = {
    id: "storage-class-reclaim",
    title: "The storage class of a database keeps a volume whose claim is deleted",
    controls: ["SM-4"],
    severity: "low",
    kinds: [kubernetes.storageClass],
    scope: "estate",
    why: "With Delete, the disk goes with the claim: a wrong kubectl delete, or an operator that cleans up, takes the data with it.",
    fix: "Make a new StorageClass with reclaimPolicy Retain (the policy of a class cannot be changed), or patch the PersistentVolumes that are there: spec.persistentVolumeReclaimPolicy.",
    references: [
        {
            title: "Kubernetes: Storage Classes, reclaim policy",
            url: "https://kubernetes.io/docs/concepts/storage/storage-classes/",
            version: "Kubernetes 1.34",
        },
    ],
    check: (subject, estate) => {
        const policy = subject.read("reclaimPolicy");
        return tiedToDatabase(subject, estate)
            ? failWhen(any(isAbsent(policy), is(policy, "Delete")), policy, {
                  default: "Delete",
                  wanted: "write Retain in a new class",
              })
            : [];
    },
};
