import type { Limit, Limits } from "../limits";
import type { Row } from "../table";

/**
 * How AWS names and identifies what the components make, and which changes make it anew. Ids, ARNs and replacement from
 * terraform-provider-aws' schemas (ForceNew) and its documentation's "Attribute Reference" and "Import" parts.
 */
const iamName: Limits = { name: { pattern: /^[\w+=,.@-]+$/, says: "letters, digits and +=,.@_- only", longest: 64 } };
const iamPolicyName: Limits = { name: { ...iamName["name"], longest: 128 } };
const eventName: Limit = { pattern: /^[\w.-]+$/, says: "letters, digits and ._- only", longest: 64 };
const arnOfKey = "arn:{partition}:kms:{region}:{account}:key/{uuid}";

/** What a key gets that is made without one: all control goes to IAM (KMS Developer Guide, "Default key policy"). */
const defaultKeyPolicy = JSON.stringify({
    Version: "2012-10-17",
    Id: "key-default-1",
    Statement: [
        {
            Sid: "Enable IAM User Permissions",
            Effect: "Allow",
            Principal: { AWS: "arn:{partition}:iam::{account}:root" },
            Action: "kms:*",
            Resource: "*",
        },
    ],
});

const kms: Record<string, Row> = {
    "kms/key:Key": {
        id: "{uuid}",
        outputs: { keyId: "{uuid}", arn: arnOfKey, policy: defaultKeyPolicy },
        defaults: {
            description: "",
            customerMasterKeySpec: "SYMMETRIC_DEFAULT",
            keyUsage: "ENCRYPT_DECRYPT",
            isEnabled: true,
            enableKeyRotation: false,
            multiRegion: false,
        },
        replacedBy: ["customKeyStoreId", "customerMasterKeySpec", "keyUsage", "multiRegion", "xksKeyId"],
        limits: { deletionWindowInDays: { least: 7, most: 30 }, rotationPeriodInDays: { least: 90, most: 2560 } },
    },
    "kms/replicaKey:ReplicaKey": {
        id: "{uuid}",
        outputs: { keyId: "{uuid}", arn: arnOfKey, policy: defaultKeyPolicy },
        defaults: { keySpec: "SYMMETRIC_DEFAULT", keyUsage: "ENCRYPT_DECRYPT" },
        replacedBy: ["primaryKeyArn"],
        limits: { deletionWindowInDays: { least: 7, most: 30 } },
    },
    "kms/alias:Alias": {
        id: "{name}",
        outputs: { arn: "arn:{partition}:kms:{region}:{account}:{name}", targetKeyArn: "{targetKeyArn}" },
        replacedBy: ["name", "namePrefix"],
        idIs: "name",
        naming: { prefix: "alias/" },
        limits: {
            name: {
                pattern: /^alias\/(?!aws\/)[\w/-]+$/,
                says: 'a name that begins with "alias/", not "alias/aws/"',
                longest: 256,
            },
        },
    },
    "kms/keyPolicy:KeyPolicy": { id: "{keyId}", replacedBy: ["keyId"], idIs: "keyId" },
    "kms/grant:Grant": { id: "{keyId}:{hex}", outputs: { grantId: "{hex}" }, replacedBy: "any" },
};

const s3: Record<string, Row> = {
    "s3/bucket:Bucket": {
        id: "{bucket}",
        outputs: {
            arn: "arn:{partition}:s3:::{bucket}",
            bucketDomainName: "{bucket}.s3.{dnsSuffix}",
            bucketRegionalDomainName: "{bucket}.s3.{region}.{dnsSuffix}",
            bucketRegion: "{region}",
        },
        defaults: {
            hostedZoneId: "Z21DNDUVLTQW6Q", // eu-central-1, whatever the region
            bucketNamespace: "global",
            requestPayer: "BucketOwner",
            forceDestroy: false,
            objectLockEnabled: false,
        },
        replacedBy: ["bucket", "bucketPrefix", "bucketNamespace", "objectLockEnabled"],
        idIs: "bucket",
        naming: { property: "bucket", lowerCase: true },
        limits: {
            bucket: {
                pattern: /^(?!xn--|sthree-|.*(\.\.|-s3alias$|--ol-s3$))[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
                says: "3 to 63 lower-case letters, digits, hyphens and single dots, with a letter or digit at both ends",
            },
        },
    },
    "s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": {
        id: "{bucket}",
        defaults: { objectLockEnabled: "Enabled" },
        replacedBy: ["bucket", "expectedBucketOwner", "objectLockEnabled"],
        idIs: "bucket",
        limits: {
            objectLockEnabled: { oneOf: ["Enabled"] },
            "rule.defaultRetention.mode": { oneOf: ["GOVERNANCE", "COMPLIANCE"] },
            "rule.defaultRetention.days": { least: 1, most: 36500 },
            "rule.defaultRetention.years": { least: 1, most: 100 },
        },
        pairings: [
            {
                in: "rule.defaultRetention",
                when: "mode",
                needsOneOf: ["days", "years"],
                because: "a retention has one time",
            },
        ],
    },
    "s3/bucketReplicationConfig:BucketReplicationConfig": {
        id: "{bucket}",
        replacedBy: ["bucket"],
        idIs: "bucket",
        limits: {
            role: { pattern: /^arn:[\w-]+:iam::\d{12}:role\//, says: "the ARN of an IAM role" },
            "rules[].id": { longest: 255 },
            "rules[].status": { oneOf: ["Enabled", "Disabled"] },
            "rules[].deleteMarkerReplication.status": { oneOf: ["Enabled", "Disabled"] },
            "rules[].sourceSelectionCriteria.sseKmsEncryptedObjects.status": { oneOf: ["Enabled", "Disabled"] },
            "rules[].destination.bucket": { pattern: /^arn:[\w-]+:s3:::/, says: "the ARN of a bucket, not its name" },
            "rules[].destination.metrics.status": { oneOf: ["Enabled", "Disabled"] },
            "rules[].destination.replicationTime.time.minutes": { least: 15, most: 15 },
        },
        pairings: [
            {
                in: "rules[]",
                when: "filter",
                needs: "deleteMarkerReplication",
                because: "a rule with a filter says what becomes of delete markers",
            },
            {
                in: "rules[]",
                when: "sourceSelectionCriteria.sseKmsEncryptedObjects.status",
                is: "Enabled",
                needs: "destination.encryptionConfiguration",
                because: "copies of objects that KMS encrypts need a key",
            },
            {
                in: "rules[]",
                when: "destination.encryptionConfiguration",
                needs: "sourceSelectionCriteria.sseKmsEncryptedObjects",
                because: "a key for the copies goes with objects that KMS encrypts",
            },
            {
                in: "rules[].destination",
                when: "replicationTime.status",
                is: "Enabled",
                needs: "metrics",
                because: "Replication Time Control comes with metrics",
            },
        ],
    },
    "s3/bucketVersioning:BucketVersioning": {
        id: "{bucket}",
        replacedBy: ["bucket", "expectedBucketOwner"],
        idIs: "bucket",
        limits: { "versioningConfiguration.status": { oneOf: ["Enabled", "Suspended", "Disabled"] } },
    },
    "s3/bucketOwnershipControls:BucketOwnershipControls": {
        id: "{bucket}",
        replacedBy: ["bucket"],
        idIs: "bucket",
        limits: {
            "rule.objectOwnership": { oneOf: ["BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter"] },
        },
    },
    "s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": {
        id: "{bucket}",
        replacedBy: ["bucket", "expectedBucketOwner"],
        idIs: "bucket",
        limits: {
            "rules[].applyServerSideEncryptionByDefault.sseAlgorithm": { oneOf: ["AES256", "aws:kms", "aws:kms:dsse"] },
        },
        pairings: [
            {
                in: "rules[].applyServerSideEncryptionByDefault",
                when: "sseAlgorithm",
                is: "AES256",
                excludes: "kmsMasterKeyId",
                because: "S3's own key is no key of KMS",
            },
        ],
    },
    "s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": {
        id: "{bucket}",
        defaults: { transitionDefaultMinimumObjectSize: "all_storage_classes_128K" },
        replacedBy: ["bucket", "expectedBucketOwner"],
        idIs: "bucket",
        limits: {
            "rules[].id": { longest: 255 },
            "rules[].status": { oneOf: ["Enabled", "Disabled"] },
            "rules[].expiration.days": { least: 1, most: 2147483647 },
            "rules[].noncurrentVersionExpiration.noncurrentDays": { least: 1, most: 2147483647 },
            "rules[].abortIncompleteMultipartUpload.daysAfterInitiation": { least: 1, most: 2147483647 },
        },
        pairings: [
            {
                in: "rules[].expiration",
                when: "expiredObjectDeleteMarker",
                is: true,
                excludes: "days",
                because: "a rule that removes lone delete markers does not expire objects by age",
            },
        ],
    },
    "s3/bucketPublicAccessBlock:BucketPublicAccessBlock": {
        id: "{bucket}",
        defaults: {
            blockPublicAcls: false,
            blockPublicPolicy: false,
            ignorePublicAcls: false,
            restrictPublicBuckets: false,
        },
        replacedBy: ["bucket"],
        idIs: "bucket",
    },
    "s3/bucketObjectv2:BucketObjectv2": {
        id: "{bucket}/{key}",
        outputs: { arn: "arn:{partition}:s3:::{bucket}/{key}" },
        replacedBy: ["bucket", "key"],
    },
};

const iam: Record<string, Row> = {
    "iam/role:Role": {
        id: "{name}",
        outputs: {
            arn: "arn:{partition}:iam::{account}:role{path}{name}",
            uniqueId: "AROA{unique}",
            createDate: "{now}",
        },
        defaults: { path: "/", maxSessionDuration: 3600, forceDetachPolicies: false, description: "" },
        replacedBy: ["name", "namePrefix", "path"],
        idIs: "name",
        limits: { ...iamName, maxSessionDuration: { least: 3600, most: 43200 } },
    },
    "iam/rolePolicy:RolePolicy": {
        id: "{role}:{name}",
        replacedBy: ["name", "namePrefix", "role"],
        limits: iamPolicyName,
    },
    "iam/rolePolicyAttachment:RolePolicyAttachment": { id: "{role}/{policyArn}", replacedBy: "any" },
    "iam/rolePoliciesExclusive:RolePoliciesExclusive": { id: "{roleName}", replacedBy: ["roleName"] },
    "iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": { id: "{roleName}", replacedBy: ["roleName"] },
    "iam/policy:Policy": {
        id: "arn:{partition}:iam::{account}:policy{path}{name}",
        outputs: { arn: "{id}", policyId: "ANPA{unique}" },
        defaults: { path: "/" },
        replacedBy: ["name", "namePrefix", "path", "description"],
        idIs: "arn",
        limits: iamPolicyName,
    },
    "iam/openIdConnectProvider:OpenIdConnectProvider": {
        id: "arn:{partition}:iam::{account}:oidc-provider/{issuer}",
        outputs: { arn: "{id}" },
        replacedBy: ["url"],
        idIs: "arn",
        limits: { url: { pattern: /^https:\/\//, says: "an https:// address" } },
    },
    "iam/user:User": {
        id: "{name}",
        outputs: { arn: "arn:{partition}:iam::{account}:user{path}{name}", uniqueId: "AIDA{unique}" },
        defaults: { path: "/", forceDestroy: false },
        replacedBy: [],
        idIs: "name",
        limits: iamName,
    },
    "iam/instanceProfile:InstanceProfile": {
        id: "{name}",
        outputs: {
            arn: "arn:{partition}:iam::{account}:instance-profile{path}{name}",
            uniqueId: "AIPA{unique}",
            createDate: "{now}",
        },
        defaults: { path: "/" },
        replacedBy: ["name", "namePrefix", "path"],
        idIs: "name",
    },
};

const eks: Record<string, Row> = {
    "eks/podIdentityAssociation:PodIdentityAssociation": {
        id: "a-{unique}",
        outputs: {
            associationId: "{id}",
            associationArn: "arn:{partition}:eks:{region}:{account}:podidentityassociation/{clusterName}/{id}",
        },
        defaults: { disableSessionTags: false },
        replacedBy: ["clusterName", "namespace", "serviceAccount"],
        idIs: "associationId",
        limits: {
            clusterName: {
                pattern: /^[0-9A-Za-z][\w-]*$/,
                says: "the name of a cluster, not its ARN: letters, digits, hyphens and underscores",
                longest: 100,
            },
            roleArn: { pattern: /^arn:[\w-]+:iam::\d{12}:role\//, says: "the ARN of an IAM role" },
        },
    },
    "eks/addon:Addon": {
        id: "{clusterName}:{addonName}",
        outputs: {
            arn: "arn:{partition}:eks:{region}:{account}:addon/{clusterName}/{addonName}/{uuid}",
            createdAt: "{now}",
            modifiedAt: "{now}",
        },
        replacedBy: ["clusterName", "addonName", "namespaceConfig"],
    },
};

const ebs: Record<string, Row> = {
    "ebs/volume:Volume": {
        id: "vol-{hex17}",
        outputs: { arn: "arn:{partition}:ec2:{region}:{account}:volume/{id}", createTime: "{now}" },
        defaults: { encrypted: false, type: "gp2" },
        replacedBy: ["availabilityZone", "encrypted", "kmsKeyId", "multiAttachEnabled", "outpostArn", "snapshotId"],
    },
    "ebs/defaultKmsKey:DefaultKmsKey": { id: "{keyArn}", replacedBy: ["keyArn"] },
    "ebs/encryptionByDefault:EncryptionByDefault": {
        id: "{region}-{account}",
        defaults: { enabled: true },
        replacedBy: [],
    },
};

const monitoring: Record<string, Row> = {
    "cloudwatch/eventRule:EventRule": {
        id: "{name}",
        outputs: { arn: "arn:{partition}:events:{region}:{account}:rule/{name}" },
        defaults: { eventBusName: "default", state: "ENABLED" },
        replacedBy: ["name", "namePrefix", "eventBusName"],
        idIs: "name",
        limits: {
            name: eventName,
            eventPattern: { pattern: /^\{.*\}$/s, says: "a pattern as JSON, an object", longest: 2048 },
        },
    },
    "cloudwatch/eventTarget:EventTarget": {
        id: "{rule}-{targetId}",
        defaults: { eventBusName: "default" },
        replacedBy: ["rule", "targetId", "eventBusName"],
        naming: { property: "targetId" },
        limits: { targetId: eventName, arn: { pattern: /^arn:/, says: "the ARN of what is told" } },
    },
    "cloudwatch/logGroup:LogGroup": {
        id: "{name}",
        outputs: { arn: "arn:{partition}:logs:{region}:{account}:log-group:{name}" },
        defaults: { logGroupClass: "STANDARD", retentionInDays: 0 },
        replacedBy: ["name", "namePrefix", "logGroupClass"],
        idIs: "name",
    },
    "cloudwatch/metricAlarm:MetricAlarm": {
        id: "{name}",
        outputs: { arn: "arn:{partition}:cloudwatch:{region}:{account}:alarm:{name}" },
        replacedBy: ["name"],
        idIs: "name",
    },
    "cloudwatch/logResourcePolicy:LogResourcePolicy": { id: "{policyName}", replacedBy: ["policyName"] },
    "sns/topic:Topic": {
        id: "arn:{partition}:sns:{region}:{account}:{name}",
        outputs: { arn: "{id}", owner: "{account}" },
        replacedBy: ["name", "namePrefix", "fifoTopic"],
        idIs: "arn",
    },
};

export const rows: Readonly<Record<string, Row>> = { ...kms, ...s3, ...iam, ...eks, ...ebs, ...monitoring };
