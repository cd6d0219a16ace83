import { folderOf, forEach, type PolicyCases, type Twins } from "./cases";

const onBucket = ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"];
const onOwnObjects = [
    "s3:AbortMultipartUpload",
    "s3:DeleteObject",
    "s3:GetObject",
    "s3:ListMultipartUploadParts",
    "s3:PutObject",
];

/** What the role of a client may do in the vault. */
export const permissionCases: PolicyCases = {
    carriers: /-permissions$/,
    twins: ({ client, cluster, scene, self: principal, arn }) => {
        const bucket = arn("-bucket");
        const key = arn("-key");
        const own = `${bucket}/${folderOf(client)}/base/data.tar`;
        const reads = scene.clients[folderOf(client)] ?? [];
        const ask = { principal, context: {} };
        const withKey = { ...ask, resource: key, context: { "kms:ViaService": `s3.${cluster.region}.amazonaws.com` } };
        return [
            ...forEach(
                onBucket,
                (action) => ({
                    allowed: { ...ask, action, resource: bucket },
                    denied: {
                        "of another bucket": { resource: "arn:aws:s3:::another" },
                        "but no new policy": { action: "s3:PutBucketPolicy" },
                        "but no new lifecycle": { action: "s3:PutLifecycleConfiguration" },
                        "but no new bucket": { action: "s3:CreateBucket" },
                    },
                }),
                "the bucket:",
            ),
            ...forEach(
                onOwnObjects,
                (action) => ({
                    allowed: { ...ask, action, resource: own },
                    denied: {
                        "of another service account": {
                            resource: `${bucket}/${client.namespace}/another/base/data.tar`,
                        },
                        "of one whose name begins alike": { resource: `${bucket}/${folderOf(client)}2/base/data.tar` },
                        "of another namespace": {
                            resource: `${bucket}/another/${client.serviceAccount}/base/data.tar`,
                        },
                        "in another bucket": { resource: own.replace(bucket, "arn:aws:s3:::another") },
                        "but deletes no version": { action: "s3:DeleteObjectVersion" },
                        "but bypasses no retention": { action: "s3:BypassGovernanceRetention" },
                        "but sets no retention": { action: "s3:PutObjectRetention" },
                    },
                }),
                "its own objects:",
            ),
            ...reads.map((folder): Twins => ({
                title: `the objects of ${folder}, which it restores from`,
                allowed: { ...ask, action: "s3:GetObject", resource: `${bucket}/${folder}/base/data.tar` },
                denied: {
                    "but writes none": { action: "s3:PutObject" },
                    "but deletes none": { action: "s3:DeleteObject" },
                    "but reads no old version": { action: "s3:GetObjectVersion" },
                    "of a folder that begins alike": { resource: `${bucket}/${folder}2/base/data.tar` },
                    "in another bucket": { resource: `arn:aws:s3:::another/${folder}/base/data.tar` },
                },
            })),
            ...forEach(
                ["kms:Decrypt", "kms:GenerateDataKey"],
                (action) => ({
                    allowed: { ...withKey, action },
                    denied: {
                        "with another key": { resource: key.replace(/.$/, "x") },
                        "through another service": {
                            context: { "kms:ViaService": `ec2.${cluster.region}.amazonaws.com` },
                        },
                        "in another region": { context: { "kms:ViaService": "s3.us-east-2.amazonaws.com" } },
                        "without S3": { context: { "kms:ViaService": undefined } },
                        "but grants nobody": { action: "kms:CreateGrant" },
                    },
                }),
                "the key:",
            ),
        ];
    },
};
