import { PodIdentityAssociation } from "@pulumi/aws/eks/podIdentityAssociation";
import { Role } from "@pulumi/aws/iam/role";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy";
import * as pulumi from "@pulumi/pulumi";
import type { ChildOptions } from "../core/children";
import type { Origin } from "../core/names";
import type { BackupClient, BackupVaultArgs } from "./arguments";
import type { EksCluster } from "./cluster";
import { clientKey, roleName, rolePath } from "./names";
import { rolePolicy } from "./rolePolicy";
import { trustPolicy } from "./trustPolicy";

export interface ClientRole {
    client: BackupClient;
    childName: string;
    role: Role;
}

interface RoleContext {
    args: BackupVaultArgs;
    origin: Origin;
    cluster: pulumi.Output<EksCluster>;
    tags: Record<string, string>;
}

/** The role that the pods of one client take. */
export function clientRole(name: string, client: BackupClient, context: RoleContext, child: ChildOptions): ClientRole {
    const { args, origin, cluster, tags } = context;
    // A namespace holds no dot, so no other namespace and service account make the same name.
    const childName = `${name}-${client.namespace}.${client.serviceAccount}`;
    const { permissionsBoundary } = args.aws;
    const role = new Role(
        `${childName}-role`,
        {
            name: roleName(origin, client),
            path: rolePath,
            description: `Backups of ServiceAccount ${clientKey(client)}`,
            assumeRolePolicy: cluster.apply((known) => JSON.stringify(trustPolicy(known, client))),
            maxSessionDuration: 3600,
            ...(permissionsBoundary !== undefined && { permissionsBoundary }),
            tags,
        },
        child(),
    );
    return { client, childName, role };
}

interface Permission {
    role: Role;
    client: BackupClient;
    cluster: pulumi.Output<EksCluster>;
    bucket: pulumi.Output<string>;
    keyArn: pulumi.Output<string>;
}

/**
 * With EKS Pod Identity, hands the role to the client's pods. A pod that is started before this gets no credentials, so whatever
 * runs pods waits for it. EKS tags the sessions, as the role's trust asks.
 */
export function associate(
    { role, client, childName }: ClientRole,
    { args, cluster, tags }: Pick<RoleContext, "args" | "cluster" | "tags">,
    child: ChildOptions,
): PodIdentityAssociation[] {
    if (args.aws.podIdentityCluster === undefined) {
        return [];
    }
    const { namespace, serviceAccount } = client;
    return [
        new PodIdentityAssociation(
            `${childName}-identity`,
            {
                clusterName: cluster.apply(podIdentityClusterName),
                namespace,
                serviceAccount,
                roleArn: role.arn,
                disableSessionTags: false,
                region: cluster.region,
                tags,
            },
            child(),
        ),
    ];
}

function podIdentityClusterName({ identity }: EksCluster): string {
    if (identity.kind !== "podIdentity") {
        throw new Error("podIdentityCluster was checked before");
    }
    return identity.clusterName;
}

/** What that role may do in the vault. */
export function permit(
    childName: string,
    { role, client, cluster, bucket, keyArn }: Permission,
    child: ChildOptions,
): RolePolicy {
    const policy = pulumi.all([cluster, bucket, keyArn]).apply(([known, bucketArn, key]) =>
        JSON.stringify(
            rolePolicy({
                cluster: known,
                bucketArn,
                keyArn: key,
                prefix: clientKey(client),
                reads: foldersRead(client),
            }),
        ),
    );
    return new RolePolicy(`${childName}-permissions`, { name: "backups", role: role.name, policy }, child());
}

/** Folders of others that a client reads. */
export function foldersRead({ restoresFrom = [] }: BackupClient): string[] {
    return restoresFrom.map(clientKey);
}
