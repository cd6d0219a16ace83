import { StorageClass } from "@pulumi/kubernetes/storage/v1/storageClass";
import * as pulumi from "@pulumi/pulumi";
import type { ChildOptions } from "../core/children";
import type { NetworkFacts, Platform } from "../core/seam";
import { managedLabels } from "../kubernetes/labels";
import type { AwsPlatformArgs } from "./arguments";
import { clusterOf } from "./identity";
import { keepingOf } from "./keeping";
import { hardenedKey, statementsText } from "./key";
import { volumeKeyPolicy, volumeKeyStatements } from "./keyPolicy";
import { clusterWideName, type Origin } from "../core/names";
import { volumeSnapshotClass } from "./snapshotClass";
import { tagsOf } from "./tags";

/** Which StorageClass the volumes get: the one that is given, or one that is made here. */
export interface VolumeChoice {
    storageClass?: pulumi.Input<string>;
    /** Of the class that is made here. */
    reclaimPolicy?: "Retain" | "Delete";
    /** Whether a class for snapshots is made. */
    snapshotClass?: boolean;
}

export interface AwsPlatform {
    platform: Platform;
    outputs: VolumeOutputs;
}

/** No key with a StorageClass of the user's own. */
interface VolumeOutputs {
    volumeKeyArn?: pulumi.Output<string>;
    volumeKeyStatements?: pulumi.Output<string>;
    /** Name of the class for snapshots, where there is one. */
    volumeSnapshotClass?: pulumi.Output<string>;
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
    { storageClass, reclaimPolicy = "Retain", snapshotClass = false }: VolumeChoice = {},
): AwsPlatform {
    const origin: Origin = { project: pulumi.getProject(), stack: pulumi.getStack(), component: name };
    const snapshots = snapshotClass ? { volumeSnapshotClass: volumeSnapshotClass(name, origin, child) } : {};
    if (storageClass !== undefined) {
        return { platform: { storageClass, network }, outputs: snapshots };
    }
    const key = volumeKey(`${name}-volume-key`, { name, args, origin, deletionProtection }, child);
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
    return {
        platform: { storageClass: made.metadata.name, network },
        outputs: {
            volumeKeyArn: key.arn,
            ...(key.statements && { volumeKeyStatements: key.statements }),
            ...snapshots,
        },
    };
}

interface VolumeKeyContext {
    /** Name of the component. */
    name: string;
    args: AwsPlatformArgs;
    origin: Origin;
    deletionProtection: boolean;
}

/** The key that is given, or one that is made here. */
function volumeKey(
    childName: string,
    { name, args, origin, deletionProtection }: VolumeKeyContext,
    child: ChildOptions,
): { arn: pulumi.Output<string>; statements?: pulumi.Output<string> } {
    const cluster = clusterOf(args);
    const use =
        args.ebsCsiRoleArn === undefined
            ? undefined
            : pulumi
                  .all([cluster, args.ebsCsiRoleArn])
                  .apply(([known, ebsCsiRole]) => ({ cluster: known, ebsCsiRole }));
    if (args.volumeKeyArn !== undefined) {
        return {
            arn: pulumi.output(args.volumeKeyArn),
            ...(use && { statements: use.apply((known) => statementsText(volumeKeyStatements(known), origin)) }),
        };
    }
    if (use === undefined || args.ebsCsiRoleArn === undefined) {
        throw new Error("ebsCsiRoleArn was checked before");
    }
    const { multiRegion = false } = args.keys ?? {};
    return hardenedKey(
        childName,
        {
            purpose: "volumes",
            description: `Volumes of ${name} (${origin.project}/${origin.stack})`,
            origin,
            ...(args.keys && { keys: args.keys }),
            region: cluster.region,
            tags: tagsOf("Volumes", origin),
            policy: pulumi
                .all([use, pulumi.all(args.keyAdministrators)])
                .apply(([known, administrators]) => volumeKeyPolicy({ ...known, administrators, multiRegion })),
            keeping: keepingOf(deletionProtection),
            grantor: args.ebsCsiRoleArn,
        },
        child,
    );
}

/** Kubernetes lets nobody change the policy of a class, so each policy has a class of its own; volumes keep the class they were made in. */
function className(origin: Origin, reclaimPolicy: "Retain" | "Delete"): string {
    const name = clusterWideName(origin);
    return reclaimPolicy === "Retain" ? name : `${name}-delete`;
}
