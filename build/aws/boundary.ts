import { eksCluster } from "../../provider/aws/cluster";
import { policyDocument, type PolicyDocument } from "../../provider/aws/policyDocument";
import { replicationPolicy } from "../../provider/aws/replicationPolicy";
import { rolePolicy } from "../../provider/aws/rolePolicy";

const bucket = "arn:aws:s3:::bucket";

const keyArn = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const cluster = eksCluster("arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE");
const side = { place: cluster, bucketArn: bucket, keyArn };

/** The permissions of the roles that the components make, each with everything that it can be given. */
const given: readonly PolicyDocument[] = [
    rolePolicy({ cluster, bucketArn: bucket, keyArn, prefix: "namespace/database", reads: ["namespace/other"] }),
    replicationPolicy({ source: side, replica: side, deletes: true }),
];

/** The most that a role made here may ever do, whatever its own policies say: a permissions boundary to copy. */
export const boundary: PolicyDocument = policyDocument(
    {
        Sid: "Buckets",
        Effect: "Allow",
        Action: actionsOn((resource) => resource === bucket),
        Resource: "arn:aws:s3:::hdb-*-ACCOUNT-*-an",
    },
    {
        Sid: "Backups",
        Effect: "Allow",
        Action: actionsOn((resource) => resource.startsWith(`${bucket}/`)),
        Resource: "arn:aws:s3:::hdb-*-ACCOUNT-*-an/*",
    },
    {
        Sid: "KeysThroughS3",
        Effect: "Allow",
        Action: actionsOn((resource) => resource.startsWith("arn:aws:kms:")),
        Resource: "arn:aws:kms:*:ACCOUNT:key/*",
        Condition: { StringLike: { "kms:ViaService": "s3.*.amazonaws.com" } },
    },
);

function actionsOn(matches: (resource: string) => boolean): string[] {
    const found = given
        .flatMap(({ Statement }) => Statement)
        .filter(({ Resource = [] }) => [Resource].flat().some(matches))
        .flatMap(({ Action }) => Action);
    return [...new Set(found)].sort();
}
