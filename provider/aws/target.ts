import * as pulumi from "@pulumi/pulumi";
import { isUnknown, type Known } from "../core/known";
import type { Problem } from "../core/problems";
import type { BackupTarget } from "../core/seam";
import type { BackupOwner, VaultReference } from "./arguments";
import { clientKey } from "./names";

/** Where one client of a vault writes its backups. Takes a reference that `referenceProblems` accepts. */
export function backupTarget(reference: pulumi.Input<VaultReference>, client: BackupOwner): BackupTarget {
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
        auth: { kind: "workloadIdentity", serviceAccountAnnotations: { "eks.amazonaws.com/role-arn": role }, role },
    };
}

/** Where one client of a vault reads the backups of another. Takes a reference that `sourceProblems` accepts. */
export function sourceTarget(
    reference: pulumi.Input<VaultReference>,
    client: BackupOwner,
    source: BackupOwner,
): BackupTarget {
    return { ...backupTarget(reference, client), prefix: clientKey(source) };
}

/** A vault has a role only for those it lists. */
export function referenceProblems(reference: Known<pulumi.Input<VaultReference>>, client: BackupOwner): Problem[] {
    if (isUnknown(reference) || isUnknown(reference.roleArns) || reference.roleArns[clientKey(client)] !== undefined) {
        return [];
    }
    const listed = Object.keys(reference.roleArns).sort().join(", ");
    return [{ path: "roleArns", reason: `${missingRole(client)}; it has: ${listed === "" ? "none" : listed}` }];
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
