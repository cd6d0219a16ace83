import { clusterWideName, type Origin } from "../core/names";
import { viaService, type EksCluster } from "./cluster";
import { policyDocument, type PolicyDocument, type Statement } from "./policyDocument";

/**
 * Everything that runs a key and nothing that uses it. Each action is named: `kms:Create*` would hold CreateGrant, with which an
 * administrator gives himself Decrypt. PutKeyPolicy is as strong, and cannot be left out: watch it (docs of AWS KMS, "Key policies").
 */
const management = [
    "kms:CancelKeyDeletion",
    "kms:CreateAlias",
    "kms:DeleteAlias",
    "kms:DescribeKey",
    "kms:DisableKey",
    "kms:DisableKeyRotation",
    "kms:EnableKey",
    "kms:EnableKeyRotation",
    "kms:GetKeyPolicy",
    "kms:GetKeyRotationStatus",
    "kms:ListGrants",
    "kms:ListKeyPolicies",
    "kms:ListKeyRotations",
    "kms:ListResourceTags",
    "kms:PutKeyPolicy",
    "kms:RevokeGrant",
    "kms:RotateKeyOnDemand",
    "kms:ScheduleKeyDeletion",
    "kms:TagResource",
    "kms:UntagResource",
    "kms:UpdateAlias",
    "kms:UpdateKeyDescription",
];

/** Who runs a key. */
export interface KeyManagement {
    cluster: EksCluster;
    administrators: string[];
    /** Whether the key may be replicated into other regions. */
    multiRegion?: boolean;
}

export interface BackupKey {
    cluster: EksCluster;
    /** ARN of the only bucket whose objects the key encrypts. */
    bucketArn: string;
    /** ARNs of the roles that read and write backups. */
    roles: string[];
}

/** The key of a backup bucket: its roles use it, for that bucket and through S3 only. */
export function backupKeyPolicy({
    administrators,
    multiRegion = false,
    ...use
}: BackupKey & KeyManagement): PolicyDocument {
    return policyDocument(
        ...managementStatements({ ...use, administrators, multiRegion }),
        ...backupKeyStatements(use),
    );
}

export function backupKeyStatements({ cluster, bucketArn, roles }: BackupKey): Statement[] {
    return [
        {
            Sid: "UseThroughBucket",
            Effect: "Allow",
            Principal: { AWS: roles },
            // A writer needs Decrypt too: S3 asks for it when a multipart upload is completed (S3 user guide, "Using SSE-KMS").
            Action: ["kms:Decrypt", "kms:GenerateDataKey"],
            Resource: "*",
            Condition: {
                StringEquals: { "kms:CallerAccount": cluster.account, "kms:ViaService": viaService("s3", cluster) },
                // With a bucket key the context holds the bucket's ARN, without one the object's.
                StringLike: { "kms:EncryptionContext:aws:s3:arn": [bucketArn, `${bucketArn}/*`] },
            },
        },
    ];
}

export interface VolumeKey {
    cluster: EksCluster;
    /** ARN of the role of the EBS CSI driver's controller. */
    ebsCsiRole: string;
}

/** The key of the volumes: the CSI driver has EC2 use it, and the instance gets it by a grant to EC2 itself. */
export function volumeKeyPolicy({
    administrators,
    multiRegion = false,
    ...use
}: VolumeKey & KeyManagement): PolicyDocument {
    return policyDocument(
        ...managementStatements({ ...use, administrators, multiRegion }),
        ...volumeKeyStatements(use),
    );
}

export function volumeKeyStatements({ cluster, ebsCsiRole }: VolumeKey): Statement[] {
    const throughEc2 = { "kms:CallerAccount": cluster.account, "kms:ViaService": viaService("ec2", cluster) };
    return [
        {
            Sid: "UseThroughVolumes",
            Effect: "Allow",
            Principal: { AWS: ebsCsiRole },
            Action: [
                "kms:Decrypt",
                "kms:DescribeKey",
                "kms:Encrypt",
                "kms:GenerateDataKey",
                "kms:GenerateDataKeyWithoutPlaintext",
                "kms:ReEncryptFrom",
                "kms:ReEncryptTo",
            ],
            Resource: "*",
            Condition: { StringEquals: throughEc2 },
        },
        {
            Sid: "GrantToVolumes",
            Effect: "Allow",
            Principal: { AWS: ebsCsiRole },
            Action: ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"],
            Resource: "*",
            Condition: { Bool: { "kms:GrantIsForAWSResource": "true" }, StringEquals: throughEc2 },
        },
    ];
}

/** Two vaults may share a key, and no two statements of a policy have one Sid. */
export function namedStatements(statements: Statement[], origin: Origin): Statement[] {
    const mark = clusterWideName(origin).replaceAll("-", "");
    return statements.map((statement) => ({ ...statement, Sid: `${statement.Sid}${mark}` }));
}

/** For everybody who runs a key; nobody who uses it. */
export function managementStatements({ cluster, administrators, multiRegion }: KeyManagement): Statement[] {
    const { partition, account } = cluster;
    return [
        {
            Sid: "Administration",
            Effect: "Allow",
            Principal: { AWS: administrators },
            Action: management,
            Resource: "*",
        },
        // Not the account's: a replica's policy is whatever its maker writes, so this is as strong as PutKeyPolicy, and less needed.
        ...(multiRegion === true
            ? [
                  {
                      Sid: "Replication",
                      Effect: "Allow" as const,
                      Principal: { AWS: administrators },
                      Action: ["kms:ReplicateKey", "kms:UpdatePrimaryRegion"],
                      Resource: "*",
                  },
              ]
            : []),
        {
            // Keeps the key manageable when every administrator is gone. Without crypto here, no IAM policy alone can give Decrypt.
            Sid: "AccountManagement",
            Effect: "Allow",
            Principal: { AWS: `arn:${partition}:iam::${account}:root` },
            Action: management,
            Resource: "*",
        },
    ];
}
