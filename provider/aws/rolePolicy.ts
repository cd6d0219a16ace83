import { viaService, type EksCluster } from "./cluster";
import { policyDocument, type PolicyDocument } from "./policyDocument";

export interface BackupRole {
    cluster: EksCluster;
    bucketArn: string;
    keyArn: string;
    /** Folder of the client, without slashes around it. */
    prefix: string;
    /** Folders that it may only read. */
    reads?: string[];
}

/**
 * What barman-cloud needs to write backups, to restore them and to remove what its recovery window has left behind. A delete only
 * hides: versions stay for the retention (lifecycle.ts), and DeleteObjectVersion is nobody's but the key administrators'.
 * CreateBucket is never among it: barman tries that when a bucket is not found.
 */
export function rolePolicy({ cluster, bucketArn, keyArn, prefix, reads = [] }: BackupRole): PolicyDocument {
    return policyDocument(
        {
            // A condition on s3:prefix would break HeadBucket, which has none, and barman gives up on the 403.
            // So a client can list the names of the others' objects; it cannot read them.
            Sid: "ListBucket",
            Effect: "Allow",
            Action: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
            Resource: bucketArn,
        },
        {
            Sid: "ReadAndWriteOwnFolder",
            Effect: "Allow",
            Action: [
                "s3:AbortMultipartUpload",
                "s3:DeleteObject",
                "s3:GetObject",
                "s3:ListMultipartUploadParts",
                "s3:PutObject",
            ],
            Resource: `${bucketArn}/${prefix}/*`,
        },
        ...(reads.length > 0
            ? [
                  {
                      Sid: "ReadFoldersToRestoreFrom",
                      Effect: "Allow" as const,
                      Action: "s3:GetObject",
                      Resource: reads.map((folder) => `${bucketArn}/${folder}/*`),
                  },
              ]
            : []),
        {
            Sid: "UseKey",
            Effect: "Allow",
            Action: ["kms:Decrypt", "kms:GenerateDataKey"],
            Resource: keyArn,
            Condition: { StringEquals: { "kms:ViaService": viaService("s3", cluster) } },
        },
    );
}
