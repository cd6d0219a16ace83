import assert from "node:assert/strict";
import { eksCluster } from "../../provider/aws/cluster";
import { decide } from "../../provider/aws/iamSimulation.test";
import { bucketArn, bucketName, roleArn, roleName } from "../../provider/aws/names";
import { policyDocument, type PolicyDocument } from "../../provider/aws/policyDocument";
import { replicationPolicy } from "../../provider/aws/replicationPolicy";
import { rolePolicy } from "../../provider/aws/rolePolicy";
import { boundary } from "./boundary";

const account = "111122223333";
const cluster = eksCluster(
    `arn:aws:iam::${account}:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/ABCDEF0123456789`,
);
const origin = { project: "shop", stack: "prod", component: "orders" };
const bucket = bucketArn(cluster, bucketName(origin, "backups", cluster).bucket);
const keyArn = `arn:aws:kms:eu-central-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const principal = roleArn(cluster, roleName(origin, { namespace: "shop", serviceAccount: "orders" }));
const object = `${bucket}/shop/orders/base/data.tar`;
const throughS3 = { "kms:ViaService": "s3.eu-central-1.amazonaws.com" };

/** What is allowed at the most: the boundary in place of what a role's own policy allows. */
const identity = JSON.parse(JSON.stringify(boundary).replaceAll("ACCOUNT", account)) as PolicyDocument;
const atMost = (action: string, resource: string, context: Record<string, string> = {}) =>
    decide({
        ...{ principal, account, action, resource, context, identity },
        ...(action.startsWith("kms:") && { resourcePolicy: leftToIam }),
    });

/** A key's policy that leaves everything to IAM, as AWS makes one: only the boundary is in the way. */
const leftToIam = policyDocument({
    Sid: "Account",
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: "kms:*",
    Resource: "*",
});

describe("The permissions boundary to copy [KSI-4]", () => {
    const needed = rolePolicy({ cluster, bucketArn: bucket, keyArn, prefix: "shop/orders", reads: ["shop/old"] });
    const there = { ...cluster, region: "eu-west-1" };
    const copying = replicationPolicy({
        source: { place: cluster, bucketArn: bucket, keyArn },
        replica: {
            place: there,
            bucketArn: bucketArn(there, bucketName(origin, "backups", there).bucket),
            keyArn: keyArn.replace("eu-central-1", "eu-west-1"),
        },
        deletes: true,
    });

    for (const { Sid, Action, Resource } of [...needed.Statement, ...copying.Statement]) {
        it(`leaves a role that is made here its statement ${Sid}`, async () => {
            for (const resource of [Resource ?? assert.fail()].flat()) {
                for (const action of [Action].flat()) {
                    const asked = resource.replace(/\*$/, "base/data.tar");
                    const region = asked.split(":")[3] ?? "";
                    const context = action.startsWith("kms:") ? { "kms:ViaService": `s3.${region}.amazonaws.com` } : {};
                    assert.equal(await atMost(action, asked, context), "Allowed", `${action} on ${asked}`);
                }
            }
        });
    }

    const denied: [string, string, Record<string, string>?][] = [
        ["s3:GetObject", "arn:aws:s3:::billing/data.tar"],
        ["s3:GetObject", object.replace(account, "444455556666")],
        ["s3:DeleteObjectVersion", object],
        ["s3:BypassGovernanceRetention", object],
        ["s3:PutBucketPolicy", bucket],
        ["s3:PutReplicationConfiguration", bucket],
        ["s3:ReplicateObject", "arn:aws:s3:::billing/data.tar"],
        ["kms:Encrypt", keyArn],
        ["kms:Decrypt", keyArn],
        ["kms:Decrypt", keyArn, { "kms:ViaService": "ec2.eu-central-1.amazonaws.com" }],
        ["kms:Decrypt", keyArn.replace(account, "444455556666"), throughS3],
        ["kms:PutKeyPolicy", keyArn],
        ["iam:CreateRole", principal],
        ["iam:PutRolePolicy", principal],
        ["iam:DeleteRolePermissionsBoundary", principal],
        ["sts:AssumeRole", principal],
    ];
    for (const [action, resource, context] of denied) {
        it(`keeps from any role ${action} on ${resource}${context ? ` through ${Object.values(context).join()}` : ""}`, async () => {
            assert.equal(await atMost(action, resource, context), "ImplicitlyDenied");
        });
    }
});
