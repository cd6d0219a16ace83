import type { Role } from "@pulumi/aws/iam/role";
import type { Key } from "@pulumi/aws/kms/key";
import * as pulumi from "@pulumi/pulumi";
import type { ChildOptions } from "../core/children";
import { hardenedKey, type HardenedKeyArgs } from "./key";
import { backupKeyPolicy, type BackupKey } from "./keyPolicy";
import { policyDocument } from "./policyDocument";
import { decryptForReplication } from "./replicationPolicy";

interface VaultKeyArgs extends Omit<HardenedKeyArgs, "policy"> {
    use: pulumi.Output<BackupKey>;
    /** The role that copies the backups elsewhere. */
    copies: Role | undefined;
}

/** The key of a vault: its writers use it, and whatever copies backups reads with it. */
export function vaultKey(name: string, { use, copies, after = [], ...args }: VaultKeyArgs, child: ChildOptions): Key {
    const policy = pulumi
        .all([use, copies?.arn])
        .apply(([known, copier]) =>
            policyDocument(
                ...backupKeyPolicy(known).Statement,
                ...(copier === undefined
                    ? []
                    : [decryptForReplication({ place: known.cluster, bucketArn: known.bucketArn }, copier)]),
            ),
        );
    return hardenedKey(name, { ...args, policy, after: [...after, ...(copies ? [copies] : [])] }, child);
}
