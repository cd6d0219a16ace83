import { StorageClass } from "@pulumi/kubernetes/storage/v1/storageClass";
import * as pulumi from "@pulumi/pulumi";
import type { ChildOptions } from "../core/children";
import type { NetworkFacts, Platform } from "../core/seam";
import { managedLabels } from "../kubernetes/labels";
import type { AwsPlatformArgs } from "./arguments";
import { clusterOf } from "./identity";
import { keepingOf } from "./keeping";
import { hardenedKey } from "./key";
import { volumeKeyPolicy } from "./keyPolicy";
import { clusterWideName, type Origin } from "../core/names";
import { keyAlias } from "./names";
import { tagsOf } from "./tags";

/** Which StorageClass the volumes get: the one that is given, or one that is made here. */
export interface VolumeChoice {
    storageClass?: pulumi.Input<string>;
    /** Of the class that is made here. */
    reclaimPolicy?: "Retain" | "Delete";
}

export interface AwsPlatform {
    platform: Platform;
    /** Absent with a StorageClass of the user's own. */
    volumeKeyArn?: pulumi.Output<string>;
}

/**
 * EKS for one component: a key for its volumes and a StorageClass that encrypts with it, or the StorageClass that is given.
 * Takes arguments that `platformProblems` accepts.
 */
export function awsPlatform(
    name: string,
    args: AwsPlatformArgs,
    network: NetworkFacts,
    child: ChildOptions,
    deletionProtection: boolean,
    { storageClass, reclaimPolicy = "Retain" }: VolumeChoice = {},
): AwsPlatform {
    if (storageClass !== undefined) {
        return { platform: { storageClass, network } };
    }
    const origin: Origin = { project: pulumi.getProject(), stack: pulumi.getStack(), component: name };
    const cluster = clusterOf(args);
    const key = hardenedKey(
        `${name}-volume-key`,
        {
            description: `Volumes of ${name} (${origin.project}/${origin.stack})`,
            alias: keyAlias(origin, "volumes"),
            region: cluster.region,
            tags: tagsOf("Volumes", origin),
            policy: pulumi
                .all([cluster, pulumi.all(args.keyAdministrators), args.ebsCsiRoleArn])
                .apply(([known, administrators, ebsCsiRole]) =>
                    volumeKeyPolicy({ cluster: known, administrators, ebsCsiRole }),
                ),
            keeping: keepingOf(deletionProtection),
        },
        child,
    );
    const made = new StorageClass(
        `${name}-storage-class`,
        {
            metadata: { name: className(origin, reclaimPolicy), labels: managedLabels },
            provisioner: "ebs.csi.aws.com",
            parameters: { type: "gp3", encrypted: "true", kmsKeyId: key.arn, "csi.storage.k8s.io/fstype": "ext4" },
            reclaimPolicy,
            volumeBindingMode: "WaitForFirstConsumer",
            allowVolumeExpansion: true,
        },
        // Volumes outlive the stack, and name their class.
        child({ retainOnDelete: true }),
    );
    return { platform: { storageClass: made.metadata.name, network }, volumeKeyArn: key.arn };
}

/** Kubernetes lets nobody change the policy of a class, so each policy has a class of its own; volumes keep the class they were made in. */
function className(origin: Origin, reclaimPolicy: "Retain" | "Delete"): string {
    const name = clusterWideName(origin);
    return reclaimPolicy === "Retain" ? name : `${name}-delete`;
}
