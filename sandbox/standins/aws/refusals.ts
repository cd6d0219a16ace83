import type { Problem } from "../check";
import type { Inventory } from "../inventory";
import { valuesAt } from "../places";
import type { Scope } from "../standin";
import { text, type Properties } from "../values";
import { accountOf } from "./account";

const bucketType = "aws:s3/bucket:Bucket";
const versioningType = "aws:s3/bucketVersioning:BucketVersioning";
const lockType = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";

/** A bucket that the stand-in knows, as far as others depend on it. */
interface KnownBucket {
    region: string;
    versioned: boolean;
    lockable: boolean;
    locksByDefault: boolean;
}

interface Asked {
    inputs: Properties;
    /** Where the resource is to be. */
    region: string;
    account: string;
    bucket: (name: string | undefined) => KnownBucket | undefined;
}

type Refusal = (asked: Asked) => Problem[];

/** What S3 answers about other resources than the one that is asked for (Amazon S3 API reference, "Error responses"). */
export function refusals(type: string, inputs: Properties, scope: Scope, inventory: Inventory): Problem[] {
    const { region, account } = accountOf(scope, inputs["region"]);
    const bucket = (name: string | undefined) => knownBucket(name, inventory, scope);
    const asked = { inputs, region, account, bucket };
    const ofBucket = type.startsWith("aws:s3/") && type !== bucketType ? [...inItsRegion(asked)] : [];
    return [...ofBucket, ...(byType[type]?.(asked) ?? [])];
}

function knownBucket(name: string | undefined, inventory: Inventory, scope: Scope): KnownBucket | undefined {
    const made = name === undefined ? undefined : inventory.find(bucketType, "bucket", name);
    if (name === undefined || made === undefined) {
        return undefined;
    }
    const versioning = inventory.find(versioningType, "bucket", name);
    const lock = inventory.find(lockType, "bucket", name);
    const enabled = made["objectLockEnabled"] === true;
    const status = versioning && valuesAt(versioning, "versioningConfiguration.status")[0]?.value;
    return {
        region: accountOf(scope, made["region"]).region,
        // A bucket that is made with Object Lock has versions from the start.
        versioned: enabled || status === "Enabled",
        lockable: enabled || lock !== undefined,
        locksByDefault: lock !== undefined && valuesAt(lock, "rule.defaultRetention").length > 0,
    };
}

function inItsRegion({ inputs, region, bucket }: Asked): Problem[] {
    const name = text(inputs["bucket"]);
    const known = bucket(name);
    return known === undefined || known.region === region
        ? []
        : [
              {
                  property: "region",
                  reason: `is ${region}, but the bucket ${name ?? ""} is in ${known.region} (PermanentRedirect)`,
              },
          ];
}

const byType: Readonly<Record<string, Refusal>> = {
    [bucketType]: ({ inputs, region, account }) => {
        const name = text(inputs["bucket"]);
        const suffix = `-${account}-${region}-an`;
        return inputs["bucketNamespace"] !== "account-regional" || name === undefined || name.endsWith(suffix)
            ? []
            : [
                  {
                      property: "bucket",
                      reason: `is ${name}: in the namespace of the account and region a name ends in ${suffix} (InvalidBucketName)`,
                  },
              ];
    },
    [versioningType]: ({ inputs, bucket }) => {
        const [status] = valuesAt(inputs, "versioningConfiguration.status");
        return bucket(text(inputs["bucket"]))?.lockable === true && status !== undefined && status.value !== "Enabled"
            ? [
                  {
                      property: status.property,
                      reason: `is ${text(status.value) ?? "unclear"}, but the bucket has Object Lock, with which versions are always kept (InvalidBucketState)`,
                  },
              ]
            : [];
    },
    [lockType]: ({ inputs, bucket }) => {
        const name = text(inputs["bucket"]);
        return bucket(name)?.versioned === false
            ? [
                  {
                      property: "bucket",
                      reason: `${name ?? ""} keeps no versions: Object Lock needs a BucketVersioning with status Enabled before it, or objectLockEnabled on the bucket (InvalidBucketState)`,
                  },
              ]
            : [];
    },
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": ({ inputs, region }) =>
        valuesAt(inputs, "rules[].applyServerSideEncryptionByDefault.kmsMasterKeyId").flatMap(({ property, value }) =>
            keyElsewhere(property, text(value), region),
        ),
    "aws:s3/bucketLogging:BucketLogging": ({ inputs, region, bucket }) => {
        const name = text(inputs["targetBucket"]);
        const target = bucket(name);
        const wrong =
            target !== undefined && target.region !== region
                ? `is in ${target.region}, and logs go to a bucket of the same region, ${region}`
                : target?.locksByDefault === true
                  ? "has a default retention, and log delivery does not write into such a bucket"
                  : undefined;
        return wrong === undefined
            ? []
            : [{ property: "targetBucket", reason: `${name ?? ""} ${wrong} (InvalidTargetBucketForLogging)` }];
    },
    "aws:s3/bucketReplicationConfig:BucketReplicationConfig": (asked) => [
        ...unversionedSource(asked),
        ...valuesAt(asked.inputs, "rules[].destination").flatMap(({ property, value }) =>
            destinationProblems(property, value as Properties, asked),
        ),
    ],
};

function unversionedSource({ inputs, bucket }: Asked): Problem[] {
    const name = text(inputs["bucket"]);
    return bucket(name)?.versioned === false
        ? [
              {
                  property: "bucket",
                  reason: `${name ?? ""} keeps no versions: replication needs a BucketVersioning with status Enabled before it (InvalidRequest)`,
              },
          ]
        : [];
}

function destinationProblems(at: string, destination: Properties, { inputs, bucket }: Asked): Problem[] {
    const name = text(destination["bucket"])?.replace(/^arn:[\w-]+:s3:::/, "");
    const target = bucket(name);
    if (target === undefined) {
        return [];
    }
    const source = bucket(text(inputs["bucket"]));
    const [key] = valuesAt(destination, "encryptionConfiguration.replicaKmsKeyId");
    return [
        ...(target.versioned
            ? []
            : [
                  {
                      property: `${at}.bucket`,
                      reason: `${name ?? ""} keeps no versions: enable its versioning first (InvalidRequest)`,
                  },
              ]),
        ...(source?.lockable === true && !target.lockable
            ? [
                  {
                      property: `${at}.bucket`,
                      reason: `${name ?? ""} has no Object Lock, and copies of a bucket with Object Lock go to one that has it too (InvalidRequest)`,
                  },
              ]
            : []),
        ...(key === undefined ? [] : keyElsewhere(`${at}.${key.property}`, text(key.value), target.region)),
    ];
}

function keyElsewhere(property: string, keyArn: string | undefined, region: string): Problem[] {
    const keyRegion = /^arn:[\w-]+:kms:([\w-]+):/.exec(keyArn ?? "")?.[1];
    return keyRegion === undefined || keyRegion === region
        ? []
        : [
              {
                  property,
                  reason: `is a key in ${keyRegion}, and the bucket that it is to encrypt is in ${region} (KMS.NotFoundException)`,
              },
          ];
}
