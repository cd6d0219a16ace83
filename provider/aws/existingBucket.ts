import * as pulumi from "@pulumi/pulumi";
import { backupBucketPolicy } from "./bucketPolicy";
import type { EksCluster } from "./cluster";
import { bucketArn } from "./names";
import type { Statement } from "./policyDocument";
import { rolePolicy } from "./rolePolicy";
import type { ExistingBucketArgs } from "./vaultArguments";

/** A client's role, and the folders it reaches. */
export interface RoleFolders {
    role: string;
    prefix: string;
    reads: string[];
}

export interface ExistingVault {
    cluster: EksCluster;
    administrators: string[];
    bucketArn: string;
    keyArn: string;
    clients: RoleFolders[];
}

/** Name and ARN of a bucket that is not made here. */
export function existingBackups({ name }: ExistingBucketArgs, place: pulumi.Output<EksCluster>) {
    const bucketName = pulumi.output(name);
    return { bucketName, arn: pulumi.all([place, bucketName]).apply(([known, bucket]) => bucketArn(known, bucket)) };
}

interface Around {
    place: pulumi.Output<EksCluster>;
    administrators: pulumi.Output<string[]>;
    arn: pulumi.Output<string>;
    keyArn: pulumi.Output<string>;
    clientRoles: pulumi.Output<RoleFolders[]>;
}

/** The output with which the owner of the bucket lets the roles in, as JSON. */
export function bucketStatementsText({
    place,
    administrators,
    arn,
    keyArn,
    clientRoles,
}: Around): pulumi.Output<string> {
    return pulumi
        .all([place, administrators, arn, keyArn, clientRoles])
        .apply(([cluster, admins, bucket, key, clients]) =>
            JSON.stringify(
                bucketStatements({
                    cluster,
                    administrators: admins,
                    bucketArn: bucket,
                    keyArn: key,
                    clients,
                }),
                undefined,
                2,
            ),
        );
}

/**
 * What the policy of a bucket needs that is not made here: what a vault's own bucket refuses, then what each role may do, which a bucket
 * of another account has to say too.
 */
export function bucketStatements({ cluster, administrators, bucketArn, keyArn, clients }: ExistingVault): Statement[] {
    const allowed = clients.flatMap(({ role, prefix, reads }, index) =>
        rolePolicy({ cluster, bucketArn, keyArn, prefix, reads })
            .Statement.filter(({ Action }) => [Action].flat().every((action) => action.startsWith("s3:")))
            .map((statement) => ({ ...statement, Sid: `${statement.Sid}${index}`, Principal: { AWS: role } })),
    );
    return [...backupBucketPolicy({ bucketArn, keyArn, administrators }).Statement, ...allowed];
}
