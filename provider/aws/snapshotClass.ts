import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource";
import type * as pulumi from "@pulumi/pulumi";
import type { ChildOptions } from "../core/children";
import { clusterWideName, type Origin } from "../core/names";
import { managedLabels } from "../kubernetes/labels";

/**
 * A class for snapshots of EBS volumes, which are encrypted with the key of their volume. A snapshot outlives the object that stands for
 * it: whoever may delete objects in a namespace does not delete the last way back.
 */
export function volumeSnapshotClass(name: string, origin: Origin, child: ChildOptions): pulumi.Output<string> {
    const made = new CustomResource(
        `${name}-snapshot-class`,
        {
            apiVersion: "snapshot.storage.k8s.io/v1",
            kind: "VolumeSnapshotClass",
            metadata: { name: clusterWideName(origin), labels: managedLabels },
            driver: "ebs.csi.aws.com",
            deletionPolicy: "Retain",
        },
        // Snapshots outlive the stack, and name their class.
        child({ retainOnDelete: true }),
    );
    return made.metadata.name;
}
