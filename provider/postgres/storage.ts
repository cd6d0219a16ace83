import type * as pulumi from "@pulumi/pulumi";
import type { PostgresStorageArgs } from "./arguments";

/** The Cluster's volumes. */
export function storageFields(
    { size }: PostgresStorageArgs,
    storageClass: pulumi.Input<string>,
): Record<string, unknown> {
    return { storage: { size, storageClass, resizeInUseVolumes: true } };
}
