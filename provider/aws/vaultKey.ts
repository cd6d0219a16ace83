import * as pulumi from "@pulumi/pulumi";
import type { ChildOptions } from "../core/children";
import type { Origin } from "../core/names";
import type { BackupVaultArgs } from "./arguments";
import type { EksCluster } from "./cluster";
import type { Keeping } from "./keeping";
import { hardenedKey, statementsText } from "./key";
import { backupKeyPolicy, backupKeyStatements } from "./keyPolicy";
import { roleArn, roleName } from "./names";

interface VaultKeyContext {
    /** Name of the vault. */
    name: string;
    args: BackupVaultArgs;
    origin: Origin;
    cluster: pulumi.Output<EksCluster>;
    bucketArn: pulumi.Output<string>;
    tags: Record<string, string>;
    keeping: Keeping;
    /** The clients' roles: a policy can name them once they are made. */
    roles: pulumi.Resource[];
}

export interface VaultKey {
    arn: pulumi.Output<string>;
    /** What the policy of a key that was given must hold. */
    statements?: pulumi.Output<string>;
}

/** The key of a vault: the one that is given, or one that is made here. */
export function vaultKey(childName: string, context: VaultKeyContext, child: ChildOptions): VaultKey {
    const { name, args, origin, cluster, bucketArn, tags, keeping, roles } = context;
    const use = pulumi.all([cluster, bucketArn]).apply(([known, bucket]) => ({
        cluster: known,
        bucketArn: bucket,
        roles: args.clients.map((client) => roleArn(known, roleName(origin, client))),
    }));
    if (args.keyArn !== undefined) {
        const made = pulumi.all(roles.map(({ urn }) => urn));
        const statements = use.apply((known) => made.apply(() => statementsText(backupKeyStatements(known), origin)));
        return { arn: pulumi.output(args.keyArn), statements };
    }
    const { multiRegion = false } = args.aws.keys ?? {};
    const { arn } = hardenedKey(
        childName,
        {
            purpose: "backups",
            description: `Backups of ${name} (${origin.project}/${origin.stack})`,
            origin,
            aws: args.aws,
            cluster,
            tags,
            policy: pulumi
                .all([use, pulumi.all(args.aws.keyAdministrators)])
                .apply(([known, administrators]) => backupKeyPolicy({ ...known, administrators, multiRegion })),
            keeping,
            after: roles,
        },
        child,
    );
    return { arn };
}
