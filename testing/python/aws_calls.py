"""How a resource of AWS is made through AWS's own API: data for replay.py."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Read:
    """Reads back what a call has made: `found` says where in the answer each thing that was sent stands."""

    operation: str
    same: tuple
    found: dict
    # Of the request.
    constant: dict = field(default_factory=dict)
    # What the answer says besides.
    expected: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Call:
    service: str
    operation: str
    # Input of the resource -> place in the request.
    inputs: dict
    reads: tuple = ()
    constant: dict = field(default_factory=dict)
    # Only when this input is true.
    when: str = ""


def aspect(put, get, inputs, found):
    """A setting of a bucket."""
    return [Call("s3", put, {"bucket": "Bucket", **inputs}, (Read(get, ("Bucket",), found),))]


CALLS = {
    "aws:s3/bucket:Bucket": [
        Call(
            "s3",
            "create_bucket",
            {
                "bucket": "Bucket",
                "bucketNamespace": "BucketNamespace",
                "objectLockEnabled": "ObjectLockEnabledForBucket",
                "region": "CreateBucketConfiguration.LocationConstraint",
            },
            (
                Read(
                    "get_bucket_location",
                    ("Bucket",),
                    {"CreateBucketConfiguration.LocationConstraint": "LocationConstraint"},
                ),
            ),
        ),
        Call(
            "s3",
            "put_bucket_tagging",
            {"bucket": "Bucket", "tags": "Tagging.TagSet"},
            (Read("get_bucket_tagging", ("Bucket",), {"Tagging.TagSet": "TagSet"}),),
        ),
    ],
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": aspect(
        "put_bucket_ownership_controls",
        "get_bucket_ownership_controls",
        {"rule": "OwnershipControls.Rules"},
        {"OwnershipControls": "OwnershipControls"},
    ),
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": aspect(
        "put_public_access_block",
        "get_public_access_block",
        {
            name: f"PublicAccessBlockConfiguration.{name}"
            for name in ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")
        },
        {"PublicAccessBlockConfiguration": "PublicAccessBlockConfiguration"},
    ),
    "aws:s3/bucketVersioning:BucketVersioning": aspect(
        "put_bucket_versioning",
        "get_bucket_versioning",
        {"versioningConfiguration": "VersioningConfiguration"},
        {"VersioningConfiguration": ""},
    ),
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": aspect(
        "put_bucket_encryption",
        "get_bucket_encryption",
        {"rules": "ServerSideEncryptionConfiguration.Rules"},
        {"ServerSideEncryptionConfiguration": "ServerSideEncryptionConfiguration"},
    ),
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": aspect(
        "put_bucket_lifecycle_configuration",
        "get_bucket_lifecycle_configuration",
        {"rules": "LifecycleConfiguration.Rules"},
        {"LifecycleConfiguration": ""},
    ),
    "aws:s3/bucketPolicy:BucketPolicy": aspect(
        "put_bucket_policy", "get_bucket_policy", {"policy": "Policy"}, {"Policy": "Policy"}
    ),
    "aws:s3/bucketLogging:BucketLogging": aspect(
        "put_bucket_logging",
        "get_bucket_logging",
        {
            name: f"BucketLoggingStatus.LoggingEnabled.{name}"
            for name in ("targetBucket", "targetPrefix", "targetObjectKeyFormat")
        },
        {"BucketLoggingStatus": ""},
    ),
    "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": [
        Call(
            "s3",
            "put_object_lock_configuration",
            {
                "bucket": "Bucket",
                "objectLockEnabled": "ObjectLockConfiguration.ObjectLockEnabled",
                "rule": "ObjectLockConfiguration.Rule",
            },
            (
                Read(
                    "get_object_lock_configuration",
                    ("Bucket",),
                    {"ObjectLockConfiguration": "ObjectLockConfiguration"},
                ),
            ),
            {"ObjectLockConfiguration.ObjectLockEnabled": "Enabled"},
        )
    ],
    "aws:s3/bucketReplicationConfig:BucketReplicationConfig": aspect(
        "put_bucket_replication",
        "get_bucket_replication",
        {"role": "ReplicationConfiguration.Role", "rules": "ReplicationConfiguration.Rules"},
        {"ReplicationConfiguration": "ReplicationConfiguration"},
    ),
    "aws:kms/key:Key": [
        Call(
            "kms",
            "create_key",
            {
                "description": "Description",
                "keyUsage": "KeyUsage",
                "customerMasterKeySpec": "KeySpec",
                "multiRegion": "MultiRegion",
                "bypassPolicyLockoutSafetyCheck": "BypassPolicyLockoutSafetyCheck",
                "policy": "Policy",
                "tags": "Tags",
            },
            (
                Read(
                    "describe_key",
                    ("KeyId",),
                    {
                        "Description": "KeyMetadata.Description",
                        "KeyUsage": "KeyMetadata.KeyUsage",
                        "KeySpec": "KeyMetadata.KeySpec",
                        "MultiRegion": "KeyMetadata.MultiRegion",
                    },
                ),
                Read("get_key_policy", ("KeyId",), {"Policy": "Policy"}, {"PolicyName": "default"}),
                Read("list_resource_tags", ("KeyId",), {"Tags": "Tags"}),
            ),
        ),
        Call(
            "kms",
            "enable_key_rotation",
            {"keyId": "KeyId", "rotationPeriodInDays": "RotationPeriodInDays"},
            (
                Read(
                    "get_key_rotation_status",
                    ("KeyId",),
                    {"RotationPeriodInDays": "RotationPeriodInDays"},
                    expected={"KeyRotationEnabled": True},
                ),
            ),
            when="enableKeyRotation",
        ),
    ],
    "aws:kms/alias:Alias": [
        Call(
            "kms",
            "create_alias",
            {"name": "AliasName", "targetKeyId": "TargetKeyId"},
            (Read("list_aliases", (), {"AliasName": "Aliases[].AliasName", "TargetKeyId": "Aliases[].TargetKeyId"}),),
        )
    ],
    "aws:iam/role:Role": [
        Call(
            "iam",
            "create_role",
            {
                "name": "RoleName",
                "path": "Path",
                "description": "Description",
                "assumeRolePolicy": "AssumeRolePolicyDocument",
                "maxSessionDuration": "MaxSessionDuration",
                "permissionsBoundary": "PermissionsBoundary",
                "tags": "Tags",
            },
            (
                Read(
                    "get_role",
                    ("RoleName",),
                    {
                        "Path": "Role.Path",
                        "Description": "Role.Description",
                        "AssumeRolePolicyDocument": "Role.AssumeRolePolicyDocument",
                        "MaxSessionDuration": "Role.MaxSessionDuration",
                        "PermissionsBoundary": "Role.PermissionsBoundary.PermissionsBoundaryArn",
                        "Tags": "Role.Tags",
                    },
                ),
            ),
        )
    ],
    "aws:iam/rolePolicy:RolePolicy": [
        Call(
            "iam",
            "put_role_policy",
            {"role": "RoleName", "name": "PolicyName", "policy": "PolicyDocument"},
            (Read("get_role_policy", ("RoleName", "PolicyName"), {"PolicyDocument": "PolicyDocument"}),),
        )
    ],
    "aws:eks/podIdentityAssociation:PodIdentityAssociation": [
        Call(
            "eks",
            "create_pod_identity_association",
            {
                name: name
                for name in ("clusterName", "namespace", "serviceAccount", "roleArn", "disableSessionTags", "tags")
            },
        )
    ],
    "aws:cloudwatch/eventRule:EventRule": [
        Call(
            "events",
            "put_rule",
            {
                "name": "Name",
                "description": "Description",
                "eventPattern": "EventPattern",
                "state": "State",
                "tags": "Tags",
            },
            (
                Read(
                    "describe_rule",
                    ("Name",),
                    {"Description": "Description", "EventPattern": "EventPattern", "State": "State"},
                ),
            ),
        )
    ],
    "aws:cloudwatch/eventTarget:EventTarget": [
        Call(
            "events",
            "put_targets",
            {"rule": "Rule", "targetId": "Targets[0].Id", "arn": "Targets[0].Arn", "roleArn": "Targets[0].RoleArn"},
            (Read("list_targets_by_rule", ("Rule",), {"Targets": "Targets"}),),
        )
    ],
}

# Of Pulumi or of a later call, not of the calls above.
ELSEWHERE = {
    "region",
    "forceDestroy",
    # Of the call that ends a key (ScheduleKeyDeletion).
    "deletionWindowInDays",
    "enableKeyRotation",
}
