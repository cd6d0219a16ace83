import { folderOf, forEach, type Ask, type PolicyCases, type Surroundings, type Twins } from "./cases";

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
    carriers: /-[^.]+\..+-permissions$/,
    twins: (surroundings) => {
        const { client, cluster, scene, self: principal, vault } = surroundings;
        const { key } = vault;
        const region = cluster.region;
        const context = { "kms:ViaService": `s3.${region}.amazonaws.com` };
        return [
            ...inVault(surroundings, client, scene.clients[folderOf(client)] ?? [], { principal, context: {} }),
            ...forEach(
                ["kms:Decrypt", "kms:GenerateDataKey"],
                (action) => ({
                    allowed: { principal, resource: key, context, action },
                    denied: {
                        "with another key": { resource: key.replace(/.$/, "x") },
                        "through another service": { context: { "kms:ViaService": `ec2.${region}.amazonaws.com` } },
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

/** What the policy of a bucket that is not made here says of the same roles. */
export const grantCases: PolicyCases = {
    carriers: /-bucketStatements$/,
    twins: (surroundings) =>
        Object.entries(surroundings.scene.clients).flatMap(([folder, reads]) => {
            const [namespace = "", serviceAccount = ""] = folder.split("/");
            const principal = surroundings.arn(`-${namespace}.${serviceAccount}-role`);
            const byStranger = { "by another role": { principal: surroundings.stranger } };
            return inVault(surroundings, { namespace, serviceAccount }, reads, { principal, context: {} }).map(
                ({ title, allowed, denied }): Twins => ({
                    title: `${folder}: ${title}`,
                    allowed,
                    denied: { ...denied, ...byStranger },
                }),
            );
        }),
};

function inVault(
    { vault: { bucket } }: Surroundings,
    client: Surroundings["client"],
    reads: readonly string[],
    ask: Pick<Ask, "principal" | "context">,
): Twins[] {
    const own = `${bucket}/${folderOf(client)}/base/data.tar`;
    return [
        ...forEach(
            onBucket,
            (action) => ({
                allowed: { ...ask, action, resource: bucket },
                denied: {
                    "of another bucket": { resource: "arn:aws:s3:::another" },
                    "but no new policy": { action: "s3:PutBucketPolicy" },
                    "but no new lifecycle": { action: "s3:PutLifecycleConfiguration" },
                    "but no copies elsewhere": { action: "s3:PutReplicationConfiguration" },
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
    ];
}
