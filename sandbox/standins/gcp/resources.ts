import type { Row } from "../table";

/** Ids and replacement from terraform-provider-google's schemas (ForceNew) and the "Import" parts of its documentation. */
export const rows: Readonly<Record<string, Row>> = {
    "kms/keyRing:KeyRing": {
        id: "projects/{project}/locations/{location}/keyRings/{name}",
        replacedBy: "any",
        limits: { name: { pattern: /^[\w-]{1,63}$/, says: "1 to 63 letters, digits, _ and -" } },
    },
    "kms/cryptoKey:CryptoKey": {
        id: "{keyRing}/cryptoKeys/{name}",
        defaults: { purpose: "ENCRYPT_DECRYPT", destroyScheduledDuration: "2592000s", importOnly: false },
        replacedBy: [
            "name",
            "keyRing",
            "purpose",
            "destroyScheduledDuration",
            "importOnly",
            "cryptoKeyBackend",
            "skipInitialVersionCreation",
        ],
        limits: {
            name: { pattern: /^[\w-]{1,63}$/, says: "1 to 63 letters, digits, _ and -" },
            keyRing: {
                pattern: /^projects\/[^/]+\/locations\/[^/]+\/keyRings\/[^/]+$/,
                says: "the id of a key ring: projects/PROJECT/locations/LOCATION/keyRings/NAME",
            },
            rotationPeriod: { pattern: /^\d+(\.\d+)?s$/, says: 'seconds with an "s", such as "7776000s"' },
        },
    },
    "storage/bucket:Bucket": {
        id: "{name}",
        outputs: {
            url: "gs://{name}",
            selfLink: "https://www.googleapis.com/storage/v1/b/{name}",
            timeCreated: "{now}",
            updated: "{now}",
        },
        defaults: {
            forceDestroy: false,
            storageClass: "STANDARD",
            publicAccessPrevention: "inherited",
            uniformBucketLevelAccess: false,
            rpo: "DEFAULT",
        },
        replacedBy: [
            "name",
            "location",
            "project",
            "customPlacementConfig",
            "enableObjectRetention",
            "hierarchicalNamespace",
        ],
        idIs: "name",
        limits: {
            name: {
                pattern: /^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$/,
                says: "3 or more lower-case letters, digits, dots, _ and -",
            },
            publicAccessPrevention: { oneOf: ["inherited", "enforced"] },
        },
    },
    "serviceaccount/account:Account": {
        id: "projects/{project}/serviceAccounts/{accountId}@{project}.iam.gserviceaccount.com",
        outputs: {
            email: "{accountId}@{project}.iam.gserviceaccount.com",
            member: "serviceAccount:{accountId}@{project}.iam.gserviceaccount.com",
            name: "{id}",
            uniqueId: "{digits}",
        },
        defaults: { disabled: false },
        replacedBy: ["accountId", "project"],
        naming: { property: "accountId", lowerCase: true },
        limits: {
            accountId: {
                pattern: /^[a-z](?:[-a-z0-9]{4,28}[a-z0-9])$/,
                says: "6 to 30 lower-case letters, digits and hyphens, beginning with a letter",
            },
        },
    },
    "storage/hmacKey:HmacKey": {
        id: "projects/{project}/hmacKeys/{accessId}",
        outputs: { accessId: "{accessId}", secret: "{secret}", timeCreated: "{now}" },
        defaults: { state: "ACTIVE" },
        replacedBy: ["serviceAccountEmail", "project"],
    },
    "projects/service:Service": { id: "{project}/{service}", replacedBy: ["service", "project"] },
    "projects/iAMCustomRole:IAMCustomRole": {
        id: "projects/{project}/roles/{roleId}",
        outputs: { name: "{id}" },
        defaults: { stage: "GA" },
        replacedBy: ["roleId", "project"],
    },
};

/** The resource that a grant is about, by the module it is in: the beginning of a grant's id. */
export const grantedOn: Readonly<Record<string, string>> = {
    "kms/cryptoKeyIAM": "{cryptoKeyId}",
    "kms/keyRingIAM": "{keyRingId}",
    "storage/bucketIAM": "b/{bucket}",
    "serviceaccount/iAM": "{serviceAccountId}",
    "projects/iAM": "{project}",
};
