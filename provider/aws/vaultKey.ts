import type { Role } from "@pulumi/aws/iam/role";
import * as pulumi from "@pulumi/pulumi";
import type { ChildOptions } from "../core/children";
import type { Origin } from "../core/names";
import type { BackupVaultArgs } from "./arguments";
import type { EksCluster } from "./cluster";
import type { Keeping } from "./keeping";
import { hardenedKey, statementsText } from "./key";
import { backupKeyPolicy, backupKeyStatements } from "./keyPolicy";
import { roleArn, roleName } from "./names";
import { policyDocument } from "./policyDocument";
import { decryptForReplication } from "./replicationPolicy";

interface VaultKeyContext {
    /** Name of the vault. */
    name: string;
    args: BackupVaultArgs;
    origin: Origin;
    /** The cluster, in the vault's region. */
    place: pulumi.Output<EksCluster>;
    bucketArn: pulumi.Output<string>;
    tags: Record<string, string>;
    keeping: Keeping;
    /** The clients' roles: a policy can name them once they are made. */
    roles: Role[];
    /** The role that copies the backups elsewhere. */
    copier: Role | undefined;
}

export interface VaultKey {
    arn: pulumi.Output<string>;
    /** What the policy of a key that was given must hold. */
    statements?: pulumi.Output<string>;
}

/** The key of a vault, the one that is given or one that is made here: its writers use it, and whatever copies backups reads with it. */
export function vaultKey(childName: string, context: VaultKeyContext, child: ChildOptions): VaultKey {
    const { name, args, origin, place, bucketArn, tags, keeping, roles, copier } = context;
    const use = pulumi.all([place, bucketArn]).apply(([cluster, bucket]) => ({
        cluster,
        bucketArn: bucket,
        roles: args.clients.map((client) => roleArn(cluster, roleName(origin, client))),
    }));
    const copying = pulumi
        .all([use, copier?.arn])
        .apply(([known, role]) =>
            role === undefined
                ? []
                : [decryptForReplication({ place: known.cluster, bucketArn: known.bucketArn }, role)],
        );
    const after = [...roles, ...(copier ? [copier] : [])];
    if (args.keyArn !== undefined) {
        const made = pulumi.all(after.map(({ urn }) => urn));
        const statements = pulumi
            .all([use, copying, made])
            .apply(([known, copies]) => statementsText([...backupKeyStatements(known), ...copies], origin));
        return { arn: pulumi.output(args.keyArn), statements };
    }
    const { keys } = args.aws;
    const { arn } = hardenedKey(
        childName,
        {
            purpose: "backups",
            description: `Backups of ${name} (${origin.project}/${origin.stack})`,
            origin,
            ...(keys && { keys }),
            region: place.region,
            tags,
            policy: pulumi
                .all([use, copying, pulumi.all(args.aws.keyAdministrators)])
                .apply(([known, copies, administrators]) =>
                    policyDocument(
                        ...backupKeyPolicy({ ...known, administrators, multiRegion: keys?.multiRegion ?? false })
                            .Statement,
                        ...copies,
                    ),
                ),
            keeping,
            after,
        },
        child,
    );
    return { arn };
}
