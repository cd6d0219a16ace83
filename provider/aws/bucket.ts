import { Bucket } from "@pulumi/aws/s3/bucket";
import {
    BucketLifecycleConfiguration,
    type BucketLifecycleConfigurationArgs,
} from "@pulumi/aws/s3/bucketLifecycleConfiguration";
import { BucketObjectLockConfiguration } from "@pulumi/aws/s3/bucketObjectLockConfiguration";
import { BucketOwnershipControls } from "@pulumi/aws/s3/bucketOwnershipControls";
import { BucketPolicy } from "@pulumi/aws/s3/bucketPolicy";
import { BucketPublicAccessBlock } from "@pulumi/aws/s3/bucketPublicAccessBlock";
import { BucketServerSideEncryptionConfiguration } from "@pulumi/aws/s3/bucketServerSideEncryptionConfiguration";
import { BucketVersioning } from "@pulumi/aws/s3/bucketVersioning";
import type * as pulumi from "@pulumi/pulumi";
import type { ChildOptions } from "../core/children";
import type { BucketName } from "./names";
import { lockRule, type Lock } from "./objectLock";
import type { PolicyDocument } from "./policyDocument";
import type { Keeping } from "./keeping";

export interface HardenedBucketArgs {
    physical: pulumi.Output<BucketName>;
    region: pulumi.Output<string>;
    tags: Record<string, string>;
    /** Whether versions can be locked; a bucket that is made so keeps it. */
    objectLock: boolean;
    /** How each new version is locked. */
    lock?: Lock | undefined;
    /** KMS key of the objects; without one S3 encrypts with its own. */
    keyArn?: pulumi.Output<string>;
    lifecycle: NonNullable<BucketLifecycleConfigurationArgs["rules"]>;
    policy: pulumi.Output<PolicyDocument>;
    keeping: Keeping;
    /** Further settings that the policy reserves for administrators, and that are made before it therefore. */
    settings?: (bucket: Bucket, versioning: pulumi.Resource) => pulumi.Resource[];
}

export interface HardenedBucket {
    bucket: Bucket;
    /** Everything that makes it hardened: who writes to the bucket waits for these. */
    aspects: pulumi.Resource[];
}

/** A private, versioned, encrypted bucket with its policy. Each aspect is a resource of its own. */
export function hardenedBucket(name: string, args: HardenedBucketArgs, child: ChildOptions): HardenedBucket {
    const { physical, region, tags, objectLock, lock, keyArn, lifecycle, policy, keeping, settings = () => [] } = args;
    const made = new Bucket(
        name,
        {
            bucket: physical.bucket,
            bucketNamespace: physical.bucketNamespace,
            forceDestroy: false,
            objectLockEnabled: objectLock,
            region,
            tags,
        },
        child(keeping.data),
    );
    const bucket = made.bucket;
    const aspect = child(keeping.aspect);
    const ownership = new BucketOwnershipControls(
        `${name}-ownership`,
        { bucket, region, rule: { objectOwnership: "BucketOwnerEnforced" } },
        aspect,
    );
    const publicAccess = new BucketPublicAccessBlock(
        `${name}-public-access`,
        {
            bucket,
            region,
            blockPublicAcls: true,
            blockPublicPolicy: true,
            ignorePublicAcls: true,
            restrictPublicBuckets: true,
        },
        aspect,
    );
    const versioning = new BucketVersioning(
        `${name}-versioning`,
        { bucket, region, versioningConfiguration: { status: "Enabled" } },
        aspect,
    );
    const encryption = new BucketServerSideEncryptionConfiguration(
        `${name}-encryption`,
        { bucket, region, rules: [{ ...encryptionBy(keyArn), blockedEncryptionTypes: ["SSE-C"] }] },
        aspect,
    );
    const expiry = new BucketLifecycleConfiguration(
        `${name}-lifecycle`,
        { bucket, region, rules: lifecycle },
        child({ ...keeping.aspect, dependsOn: versioning }),
    );
    // There also without a lock: what is kept on deletion would leave the last one in force.
    const retention = objectLock
        ? [
              new BucketObjectLockConfiguration(
                  `${name}-lock`,
                  { bucket, region, objectLockEnabled: "Enabled", ...(lock && { rule: lockRule(lock) }) },
                  child({ ...keeping.aspect, dependsOn: versioning }),
              ),
          ]
        : [];
    const further = [...retention, ...settings(made, versioning)];
    // Last: a policy is refused while public access is not settled, and it denies changing versioning, lifecycle, lock and replication.
    const access = new BucketPolicy(
        `${name}-policy`,
        { bucket, region, policy: policy.apply((document) => JSON.stringify(document)) },
        child({ ...keeping.aspect, dependsOn: [ownership, publicAccess, versioning, encryption, expiry, ...further] }),
    );
    return { bucket: made, aspects: [ownership, publicAccess, versioning, encryption, expiry, ...further, access] };
}

function encryptionBy(keyArn: pulumi.Output<string> | undefined) {
    return keyArn === undefined
        ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
        : {
              applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyArn },
              bucketKeyEnabled: true,
          };
}
