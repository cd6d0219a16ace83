import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import type { BackupVaultArgs, KeyArgs } from "./arguments";
import { eksCluster } from "./cluster";
import { keyAlarmPattern } from "./keyAlarm";
import { backupKeyStatements } from "./keyPolicy";
import type { PolicyDocument, Statement } from "./policyDocument";
import { documentOf, inputsOf, record, valueOf, type Recorded } from "./recording.test";
import { BackupVault } from "./vault";

const oidcProviderArn =
    "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/ABCDEF0123456789";
const args: BackupVaultArgs = {
    aws: {
        oidcProviderArn,
        keyAdministrators: ["arn:aws:iam::111122223333:role/key-custodian"],
    },
    clients: [{ namespace: "shop", serviceAccount: "orders" }],
};

const topic = "arn:aws:sns:eu-central-1:111122223333:key-alarms";

describe("BackupVault", () => {
    let resources: Recorded[];
    let vault: BackupVault;
    const inputs = (name: string) => inputsOf(resources, name);

    before(async () => {
        ({ resources, result: vault } = await record(() => new BackupVault("backups", args)));
    });

    it("is made of these children, whose types and names are its identity in every stack", () => {
        assert.deepEqual(resources.map(({ type, name }) => `${type} ${name}`).sort(), [
            "aws:iam/role:Role backups-shop.orders-role",
            "aws:iam/rolePolicy:RolePolicy backups-shop.orders-permissions",
            "aws:kms/alias:Alias backups-key-alias",
            "aws:kms/key:Key backups-key",
            "aws:s3/bucket:Bucket backups-bucket",
            "aws:s3/bucket:Bucket backups-logs",
            "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration backups-bucket-lifecycle",
            "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration backups-logs-lifecycle",
            "aws:s3/bucketLogging:BucketLogging backups-bucket-logging",
            "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration backups-bucket-lock",
            "aws:s3/bucketOwnershipControls:BucketOwnershipControls backups-bucket-ownership",
            "aws:s3/bucketOwnershipControls:BucketOwnershipControls backups-logs-ownership",
            "aws:s3/bucketPolicy:BucketPolicy backups-bucket-policy",
            "aws:s3/bucketPolicy:BucketPolicy backups-logs-policy",
            "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock backups-bucket-public-access",
            "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock backups-logs-public-access",
            "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration backups-bucket-encryption",
            "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration backups-logs-encryption",
            "aws:s3/bucketVersioning:BucketVersioning backups-bucket-versioning",
            "aws:s3/bucketVersioning:BucketVersioning backups-logs-versioning",
            "hardened-db:index:BackupVault backups",
        ]);
    });

    it("has a key that rotates, waits 30 days before it dies, and has its policy from the first moment [CM-1]", () => {
        const key = inputs("backups-key");
        assert.equal(key["enableKeyRotation"], true);
        assert.equal(key["deletionWindowInDays"], 30);
        const policy = documentOf(key, "policy") as PolicyDocument;
        const use = policy.Statement.find(({ Sid }) => Sid === "UseThroughBucket");
        const role = String(inputs("backups-shop.orders-role")["name"]);
        assert.deepEqual(use?.Principal, { AWS: [`arn:aws:iam::111122223333:role/hardened-db/${role}`] });
        assert.equal(inputs("backups-key-alias")["targetKeyId"], "id-of-backups-key");
    });

    it("encrypts backups with its key and refuses keys that callers bring [ED-1]", () => {
        assert.deepEqual(inputs("backups-bucket-encryption")["rules"], [
            {
                applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: "arn:of:backups-key" },
                bucketKeyEnabled: true,
                blockedEncryptionTypes: ["SSE-C"],
            },
        ]);
    });

    it("encrypts logs with S3's own key, since log delivery cannot use the vault's", () => {
        assert.deepEqual(inputs("backups-logs-encryption")["rules"], [
            { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" }, blockedEncryptionTypes: ["SSE-C"] },
        ]);
    });

    for (const bucket of ["backups-bucket", "backups-logs"]) {
        it(`keeps ${bucket} private, versioned and never emptied by force [ED-1]`, () => {
            const access = inputs(`${bucket}-public-access`);
            for (const block of ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"]) {
                assert.equal(access[block], true, block);
            }
            assert.deepEqual(inputs(`${bucket}-ownership`)["rule"], { objectOwnership: "BucketOwnerEnforced" });
            assert.deepEqual(inputs(`${bucket}-versioning`)["versioningConfiguration"], { status: "Enabled" });
            assert.equal(inputs(bucket)["forceDestroy"], false);
            assert.equal(inputs(bucket)["bucketNamespace"], "account-regional");
        });
    }

    it("puts every regional resource into the region of the cluster", () => {
        const regional = resources.filter(({ type }) => /^aws:(s3|kms)\//.test(type));
        assert.ok(regional.length > 10);
        assert.deepEqual(
            regional.filter((resource) => resource.inputs["region"] !== "eu-central-1").map(({ name }) => name),
            [],
        );
    });

    it("locks each backup for the retention and a week, which its administrators can lift, and no log [ED-1]", () => {
        assert.equal(inputs("backups-bucket")["objectLockEnabled"], true);
        assert.deepEqual(inputs("backups-bucket-lock")["rule"], { defaultRetention: { mode: "GOVERNANCE", days: 42 } });
        assert.equal(inputs("backups-logs")["objectLockEnabled"], false);
    });

    it("lets no backup expire by its age, and what was deleted after the retention and a week", () => {
        const rules = inputs("backups-bucket-lifecycle")["rules"] as Record<string, Record<string, unknown>>[];
        assert.deepEqual(
            rules
                .map(({ expiration }) => expiration?.["days"] ?? expiration?.["date"])
                .filter((age) => age !== undefined),
            [],
        );
        assert.deepEqual(rules[0]?.["noncurrentVersionExpiration"], { noncurrentDays: 42 });
        assert.deepEqual(rules[1]?.["abortIncompleteMultipartUpload"], { daysAfterInitiation: 7 });
    });

    it("has the access logs written where the log bucket's policy expects them", () => {
        const logging = inputs("backups-bucket-logging");
        const bucket = String(inputs("backups-logs")["bucket"]);
        assert.equal(logging["targetBucket"], bucket);
        const policy = documentOf(inputs("backups-logs-policy"), "policy") as PolicyDocument;
        const delivery = policy.Statement.find(({ Sid }) => Sid === "AllowLogDelivery");
        assert.equal(delivery?.Resource, `arn:aws:s3:::${bucket}/${String(logging["targetPrefix"])}*`);
        assert.deepEqual(delivery.Condition?.["ArnEquals"], {
            "aws:SourceArn": `arn:aws:s3:::${String(inputs("backups-bucket")["bucket"])}`,
        });
    });

    it("tells what a database needs to use it", async () => {
        const bucket = inputs("backups-bucket")["bucket"];
        const role = `arn:aws:iam::111122223333:role/hardened-db/${String(inputs("backups-shop.orders-role")["name"])}`;
        assert.deepEqual(await valueOf(vault.reference), {
            bucket,
            region: "eu-central-1",
            keyArn: "arn:of:backups-key",
            roleArns: { "shop/orders": role },
            restoresFrom: { "shop/orders": [] },
            trusts: oidcProviderArn,
        });
        assert.equal(await valueOf(vault.bucket), bucket);
        assert.equal(vault.logBucket && (await valueOf(vault.logBucket)), inputs("backups-logs")["bucket"]);
        assert.deepEqual(
            [vault.replica, vault.bucketStatements, vault.keyStatements],
            [undefined, undefined, undefined],
        );
    });

    it("makes users of the bucket wait for its policy and the roles' permissions", async () => {
        const waited = await urnsOf(vault.reference);
        for (const name of [
            "backups-bucket-policy",
            "backups-bucket-logging",
            "backups-bucket-encryption",
            "backups-shop.orders-permissions",
        ]) {
            assert.ok(
                waited.some((urn) => urn.endsWith(`::${name}`)),
                `${name} among ${waited.join(", ")}`,
            );
        }
    });

    it("marks everything that can be marked, so that what a destroyed stack left is found", () => {
        const tagged = resources.filter(({ type }) => /:(Key|Bucket|Role)$/.test(type));
        assert.equal(tagged.length, 4);
        for (const { name, inputs: given } of tagged) {
            assert.deepEqual(
                given["tags"],
                { "hardened-db:component": "BackupVault", "hardened-db:project": "shop", "hardened-db:stack": "prod" },
                name,
            );
        }
    });
});

describe("BackupVault with two clients", () => {
    it("gives each a role of its own that reaches its own folder, under the boundary [CM-5]", async () => {
        const permissionsBoundary = "arn:aws:iam::111122223333:policy/boundary";
        const clients = [...args.clients, { namespace: "shop", serviceAccount: "invoices" }];
        const { resources } = await record(
            () => new BackupVault("backups", { ...args, aws: { ...args.aws, permissionsBoundary }, clients }),
        );
        const names = clients.map(({ serviceAccount }) => {
            const role = inputsOf(resources, `backups-shop.${serviceAccount}-role`);
            assert.equal(role["permissionsBoundary"], permissionsBoundary);
            assert.match(
                JSON.stringify(documentOf(role, "assumeRolePolicy")),
                new RegExp(`system:serviceaccount:shop:${serviceAccount}"`),
            );
            const policy = documentOf(
                inputsOf(resources, `backups-shop.${serviceAccount}-permissions`),
                "policy",
            ) as PolicyDocument;
            assert.match(
                String(policy.Statement.find(({ Sid }) => Sid === "ReadAndWriteOwnFolder")?.Resource),
                new RegExp(`/shop/${serviceAccount}/\\*$`),
            );
            return role["name"];
        });
        assert.equal(new Set(names).size, 2);
    });

    it("lets one read the other's folder when it is to restore from it, and tells so", async () => {
        const clients = [
            ...args.clients,
            {
                namespace: "staging",
                serviceAccount: "copy",
                restoresFrom: [{ namespace: "shop", serviceAccount: "orders" }],
            },
        ];
        const { resources, result } = await record(() => new BackupVault("backups", { ...args, clients }));
        const readableBy = (client: string) => {
            const permissions = documentOf(inputsOf(resources, `backups-${client}-permissions`), "policy");
            return (permissions as PolicyDocument).Statement.find(({ Sid }) => Sid === "ReadFoldersToRestoreFrom");
        };
        const bucket = String(inputsOf(resources, "backups-bucket")["bucket"]);
        assert.deepEqual(readableBy("staging.copy")?.Resource, [`arn:aws:s3:::${bucket}/shop/orders/*`]);
        assert.equal(readableBy("shop.orders"), undefined);
        assert.deepEqual((await valueOf(result.reference))?.restoresFrom, {
            "shop/orders": [],
            "staging/copy": ["shop/orders"],
        });
    });

    it("tells apart clients whose words run together alike", async () => {
        const clients = [
            { namespace: "a-b", serviceAccount: "c" },
            { namespace: "a", serviceAccount: "b-c" },
        ];
        const { resources } = await record(() => new BackupVault("backups", { ...args, clients }));
        const roles = resources.filter(({ type }) => type === "aws:iam/role:Role").map(({ name }) => name);
        assert.deepEqual(roles.sort(), ["backups-a-b.c-role", "backups-a.b-c-role"]);
    });
});

describe("BackupVault with EKS Pod Identity", () => {
    const podIdentityCluster = "arn:aws:eks:eu-central-1:111122223333:cluster/shop";
    const { keyAdministrators } = args.aws;
    const clients = [...args.clients, { namespace: "staging", serviceAccount: "copy" }];
    const made = (preview = false) =>
        record(() => new BackupVault("backups", { aws: { podIdentityCluster, keyAdministrators }, clients }), {
            preview,
        });

    it("differs from one with IRSA in an association for each client and in whom the roles trust [CM-5, KSI-4]", async () => {
        const { resources } = await made();
        const other = await record(() => new BackupVault("backups", { ...args, clients }));
        const names = (all: Recorded[]) => all.map(({ type, name }) => `${type} ${name}`);
        assert.deepEqual(
            names(resources)
                .filter((name) => !names(other.resources).includes(name))
                .sort(),
            [
                "aws:eks/podIdentityAssociation:PodIdentityAssociation backups-shop.orders-identity",
                "aws:eks/podIdentityAssociation:PodIdentityAssociation backups-staging.copy-identity",
            ],
        );
        assert.deepEqual(
            names(other.resources).filter((name) => !names(resources).includes(name)),
            [],
        );
        for (const { namespace, serviceAccount } of clients) {
            const association = inputsOf(resources, `backups-${namespace}.${serviceAccount}-identity`);
            assert.deepEqual(association, {
                clusterName: "shop",
                namespace,
                serviceAccount,
                roleArn: `arn:of:backups-${namespace}.${serviceAccount}-role`,
                disableSessionTags: false,
                region: "eu-central-1",
                tags: {
                    "hardened-db:component": "BackupVault",
                    "hardened-db:project": "shop",
                    "hardened-db:stack": "prod",
                },
            });
            const trust = documentOf(
                inputsOf(resources, `backups-${namespace}.${serviceAccount}-role`),
                "assumeRolePolicy",
            ) as PolicyDocument;
            assert.deepEqual(trust.Statement[0]?.Condition?.["StringEquals"], {
                "aws:RequestTag/eks-cluster-arn": podIdentityCluster,
                "aws:RequestTag/kubernetes-namespace": namespace,
                "aws:RequestTag/kubernetes-service-account": serviceAccount,
            });
        }
    });

    it("tells whom its roles trust, and makes users of the bucket and of the roles wait for the associations", async () => {
        const { result } = await made();
        assert.equal((await valueOf(result.reference))?.trusts, podIdentityCluster);
        for (const output of [result.bucket, result.roleArns]) {
            const waited = await urnsOf(output);
            for (const name of ["backups-shop.orders-identity", "backups-staging.copy-identity"]) {
                assert.ok(
                    waited.some((urn) => urn.endsWith(`::${name}`)),
                    `${name} among ${waited.join(", ")}`,
                );
            }
        }
    });

    it("has the same names and policies in preview", async () => {
        const { resources } = await made(true);
        assert.match(String(inputsOf(resources, "backups-bucket")["bucket"]), /-111122223333-eu-central-1-an$/);
        assert.equal(inputsOf(resources, "backups-shop.orders-identity")["clusterName"], "shop");
    });
});

describe("The key of a BackupVault", () => {
    const made = (more: Partial<BackupVaultArgs>, keys?: KeyArgs) =>
        record(() => new BackupVault("backups", { ...args, ...more, aws: { ...args.aws, ...(keys && { keys }) } }));

    it("rotates every year and lies in one region unless it is told otherwise [CM-1]", async () => {
        const { resources } = await made({});
        const key = inputsOf(resources, "backups-key");
        assert.equal(key["rotationPeriodInDays"], 365);
        assert.equal("multiRegion" in key, false);
        const other = inputsOf((await made({}, { rotationDays: 90, multiRegion: true })).resources, "backups-key");
        assert.equal(other["rotationPeriodInDays"], 90);
        assert.equal(other["multiRegion"], true);
        const sids = (inputs: Record<string, unknown>) =>
            (documentOf(inputs, "policy") as PolicyDocument).Statement.map(({ Sid }) => Sid);
        assert.deepEqual(sids(key), ["Administration", "AccountManagement", "UseThroughBucket"]);
        assert.deepEqual(sids(other), ["Administration", "Replication", "AccountManagement", "UseThroughBucket"]);
    });

    it("is the one that is given, which stays as it is: no key, alias or alarm is made [CM-1]", async () => {
        const keyArn = "arn:aws:kms:eu-central-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        const { resources, result } = await made({ keyArn }, { alarmTopicArn: topic });
        assert.deepEqual(
            resources.filter(({ type }) => /^aws:(kms|cloudwatch)/.test(type)),
            [],
        );
        const [rule] = inputsOf(resources, "backups-bucket-encryption")["rules"] as Record<string, unknown>[];
        assert.deepEqual(rule?.["applyServerSideEncryptionByDefault"], {
            sseAlgorithm: "aws:kms",
            kmsMasterKeyId: keyArn,
        });
        const permissions = documentOf(inputsOf(resources, "backups-shop.orders-permissions"), "policy");
        assert.equal((permissions as PolicyDocument).Statement.find(({ Sid }) => Sid === "UseKey")?.Resource, keyArn);
        assert.match(
            JSON.stringify(documentOf(inputsOf(resources, "backups-bucket-policy"), "policy")),
            /444455556666/,
        );
        assert.equal(await valueOf(result.keyArn), keyArn);
        assert.equal((await valueOf(result.reference))?.keyArn, keyArn);
    });

    it("needs statements in its policy when it is given, which name the roles and wait for them", async () => {
        const keyArn = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        const { resources, result } = await made({ keyArn });
        assert.ok(result.keyStatements);
        const statements = JSON.parse((await valueOf(result.keyStatements)) ?? "") as Statement[];
        const role = String(inputsOf(resources, "backups-shop.orders-role")["name"]);
        const bucket = String(inputsOf(resources, "backups-bucket")["bucket"]);
        const expected = backupKeyStatements({
            cluster: eksCluster(oidcProviderArn),
            bucketArn: `arn:aws:s3:::${bucket}`,
            roles: [`arn:aws:iam::111122223333:role/hardened-db/${role}`],
        });
        const unnamed = (all: Statement[]) => all.map(({ Sid: _, ...rest }) => rest);
        assert.deepEqual(unnamed(statements), unnamed(expected));
        assert.ok((await urnsOf(result.keyStatements)).some((urn) => urn.endsWith("::backups-shop.orders-role")));
        assert.equal((await made({})).result.keyStatements, undefined);
    });

    it("has an alarm that tells a topic in its region, when there is one [MAA-3]", async () => {
        const { resources } = await made({}, { alarmTopicArn: topic });
        const rule = inputsOf(resources, "backups-key-alarm");
        const name = String(rule["name"]);
        assert.match(name, /^hardened-db-backups-backups-prod-[a-z0-9]{8}$/);
        assert.deepEqual(documentOf(rule, "eventPattern"), keyAlarmPattern("arn:of:backups-key"));
        assert.equal(rule["region"], "eu-central-1");
        assert.deepEqual(inputsOf(resources, "backups-key-alarm-target"), {
            rule: name,
            targetId: "topic",
            arn: topic,
            region: "eu-central-1",
        });
        assert.deepEqual(
            (await made({})).resources.filter(({ type }) => type.startsWith("aws:cloudwatch")),
            [],
        );
    });
});

describe("BackupVault in preview", () => {
    it("shows names and policies before anything exists", async () => {
        const { resources, result } = await record(() => new BackupVault("backups", args), { preview: true });
        assert.match(String(inputsOf(resources, "backups-bucket")["bucket"]), /-111122223333-eu-central-1-an$/);
        assert.equal((documentOf(inputsOf(resources, "backups-key"), "policy") as PolicyDocument).Statement.length, 3);
        assert.match(String(await valueOf(result.bucket)), /^hdb-backups-prod-/);
        assert.match(JSON.stringify(await valueOf(result.roleArns)), /role\/hardened-db\/backups-shop-orders-/);
    });

    it("has the same children when the cluster is still to be made", async () => {
        const known = await record(() => new BackupVault("backups", args), { preview: true });
        const oidcProviderArn = unknownText();
        const { resources } = await record(
            () => new BackupVault("backups", { ...args, aws: { ...args.aws, oidcProviderArn } }),
            { preview: true },
        );
        const names = (all: Recorded[]) => all.map(({ type, name }) => `${type} ${name}`).sort();
        assert.deepEqual(names(resources), names(known.resources));
        assert.equal(inputsOf(resources, "backups-bucket")["bucket"], pulumi.unknown);
    });
});

/** An output of which preview knows nothing. */
function unknownText(): pulumi.Output<string> {
    return pulumi.output(pulumi.unknown as unknown as string);
}

async function urnsOf(output: pulumi.Output<unknown>): Promise<string[]> {
    const holder = output as pulumi.Output<unknown> & { allResources(): Promise<Set<pulumi.Resource>> };
    const found = [...(await holder.allResources())];
    return Promise.all(found.map(async ({ urn }) => (await valueOf(urn)) ?? ""));
}
