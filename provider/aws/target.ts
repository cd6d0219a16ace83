import * as pulumi from "@pulumi/pulumi";
import { isUnknown, type Known } from "../core/known";
import type { Problem } from "../core/problems";
import type { BackupTarget } from "../core/seam";
import type { BackupClient, VaultReference } from "./arguments";
import { clientKey } from "./names";

/** Where one client of a vault writes its backups. Takes a reference that `referenceProblems` accepts. */
export function backupTarget(reference: pulumi.Input<VaultReference>, client: BackupClient): BackupTarget {
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

/** A vault has a role only for those it lists. */
export function referenceProblems(reference: Known<pulumi.Input<VaultReference>>, client: BackupClient): Problem[] {
    if (isUnknown(reference) || isUnknown(reference.roleArns) || reference.roleArns[clientKey(client)] !== undefined) {
        return [];
    }
    const listed = Object.keys(reference.roleArns).sort().join(", ");
    return [{ path: "roleArns", reason: `${missingRole(client)}; it has: ${listed === "" ? "none" : listed}` }];
}

function missing(client: BackupClient): never {
    throw new Error(missingRole(client));
}

function missingRole({ namespace, serviceAccount }: BackupClient): string {
    return (
        `the vault has no role for ${clientKey({ namespace, serviceAccount })}: ` +
        `add { namespace: ${JSON.stringify(namespace)}, serviceAccount: ${JSON.stringify(serviceAccount)} } to the clients of the BackupVault`
    );
}
