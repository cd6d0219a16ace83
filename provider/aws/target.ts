import * as pulumi from "@pulumi/pulumi";
import { isUnknown, type Known, type Unknown } from "../core/known";
import type { Problem } from "../core/problems";
import type { BackupTarget } from "../core/seam";
import type { AwsIdentityArgs, BackupOwner, VaultReference } from "./arguments";
import { parseArn, wrongArn } from "./arn";
import { identityKind, workloadIdentity, type IdentityKind } from "./identity";
import { clientKey } from "./names";

/** Where one client of a vault writes its backups. Takes a reference that `referenceProblems` accepts. */
export function backupTarget(
    reference: pulumi.Input<VaultReference>,
    client: BackupOwner,
    identity: IdentityKind,
): BackupTarget {
    const vault = pulumi.output(reference);
    const role = vault.roleArns.apply((roles) => roles[clientKey(client)] ?? missing(client));
    return {
        scheme: "s3",
        bucket: vault.bucket,
        prefix: clientKey(client),
        region: vault.region,
        encryption: "aws:kms",
        key: vault.keyArn,
        // Only the writer knows which backup is the last good one; what it deletes stays recoverable (lifecycle.ts).
        retention: "writer",
        auth: workloadIdentity(identity, role),
    };
}

/** Where one client of a vault reads the backups of another. Takes a reference that `sourceProblems` accepts. */
export function sourceTarget(
    reference: pulumi.Input<VaultReference>,
    client: BackupOwner,
    source: BackupOwner,
    identity: IdentityKind,
): BackupTarget {
    return { ...backupTarget(reference, client, identity), prefix: clientKey(source) };
}

/** A vault has a role only for those it lists. */
export function referenceProblems(reference: Known<pulumi.Input<VaultReference>>, client: BackupOwner): Problem[] {
    if (isUnknown(reference) || isUnknown(reference.roleArns) || reference.roleArns[clientKey(client)] !== undefined) {
        return [];
    }
    const listed = Object.keys(reference.roleArns).sort().join(", ");
    return [{ path: "roleArns", reason: `${missingRole(client)}; it has: ${listed === "" ? "none" : listed}` }];
}

/**
 * The roles of a vault trust one cluster, by IRSA or by Pod Identity, and the database's pods must be known in the same way. That is seen
 * from the database's own arguments, which are there in preview, and held against the vault here.
 */
export function trustProblems(reference: Known<pulumi.Input<VaultReference>>, aws: Known<AwsIdentityArgs>): Problem[] {
    if (isUnknown(reference) || isUnknown(reference.trusts)) {
        return [];
    }
    const { trusts } = reference;
    const kind = identityKind(aws);
    const own = kind === "irsa" ? "oidcProviderArn" : "podIdentityCluster";
    const given = aws[own];
    if (trusts === undefined) {
        return kind === "irsa"
            ? []
            : [
                  {
                      path: "",
                      reason: "the vault's roles trust an OIDC provider: write platform.aws.oidcProviderArn in place of podIdentityCluster, or podIdentityCluster in the vault's `aws`",
                  },
              ];
    }
    const wanted = wrongArn(trusts, "eksCluster") === undefined ? "podIdentityCluster" : "oidcProviderArn";
    return samePods(trusts, given) || (wanted === own && (given === undefined || isUnknown(given)))
        ? []
        : [
              {
                  path: "",
                  reason:
                      `the vault's roles trust the pods of ${trusts}, and the database has platform.aws.${own}` +
                      `${typeof given === "string" ? ` ${given}` : ""}: write platform.aws.${wanted}: ${JSON.stringify(trusts)}, ` +
                      "or give the database a vault of its own cluster",
              },
          ];
}

/** An OIDC provider is known in each account by an ARN of its own; its issuer is the cluster's. */
function samePods(trusts: string, given: string | Unknown | undefined): boolean {
    const issuer = (arn: string) => (wrongArn(arn, "oidcProvider") === undefined ? parseArn(arn)?.resource : arn);
    return given !== undefined && !isUnknown(given) && issuer(given) === issuer(trusts);
}

/** A role of a vault reads another's folder only if that was asked for. */
export function sourceProblems(
    reference: Known<pulumi.Input<VaultReference>>,
    client: BackupOwner,
    source: BackupOwner,
): Problem[] {
    const given = isUnknown(reference) ? undefined : reference.restoresFrom;
    const readable = given === undefined || isUnknown(given) ? undefined : given[clientKey(client)];
    if (readable === undefined || readable.includes(clientKey(source))) {
        return [];
    }
    const { namespace, serviceAccount } = source;
    return [
        {
            path: "",
            reason:
                `the vault lets ${clientKey(client)} read no backups of ${clientKey(source)}: add ` +
                `restoresFrom: [{ namespace: ${JSON.stringify(namespace)}, serviceAccount: ${JSON.stringify(serviceAccount)} }] ` +
                "to that client of the BackupVault, or the database to backup.restorableBy where the vault is another database's own",
        },
    ];
}

function missing(client: BackupOwner): never {
    throw new Error(missingRole(client));
}

function missingRole({ namespace, serviceAccount }: BackupOwner): string {
    return (
        `the vault has no role for ${clientKey({ namespace, serviceAccount })}: ` +
        `add { namespace: ${JSON.stringify(namespace)}, serviceAccount: ${JSON.stringify(serviceAccount)} } to the clients of the BackupVault`
    );
}
