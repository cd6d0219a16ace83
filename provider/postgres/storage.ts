import type * as pulumi from "@pulumi/pulumi";
import type { PostgresStorageArgs, VolumeClaimArgs } from "./arguments";

/** The Cluster's volumes: claims of ReadWriteOnce in the StorageClass, which grow with their size (controls SM-4, SM-5). */
export function storageFields(
    { size, wal, claim }: PostgresStorageArgs,
    storageClass: pulumi.Input<string>,
): Record<string, unknown> {
    const volume = (ofSize: string) => ({
        size: ofSize,
        storageClass,
        resizeInUseVolumes: true,
        ...claimTemplate(claim),
    });
    return { storage: volume(size), ...(wal && { walStorage: volume(wal.size) }) };
}

function claimTemplate({ volumeAttributesClassName, selector }: VolumeClaimArgs = {}): Record<string, unknown> {
    const template = {
        ...(volumeAttributesClassName !== undefined && { volumeAttributesClassName }),
        ...(selector && { selector: { matchLabels: selector } }),
    };
    return Object.keys(template).length === 0 ? {} : { pvcTemplate: template };
}
