import assert from "node:assert/strict";
import type { BackupVaultArgs } from "./arguments";
import type { PolicyDocument, Statement } from "./policyDocument";
import { documentOf, inputsOf, record, valueOf, type Recorded } from "./recording.test";
import { BackupVault } from "./vault";

const args: BackupVaultArgs = {
    aws: {
        oidcProviderArn:
            "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/ABCDEF0123456789",
        keyAdministrators: ["arn:aws:iam::111122223333:role/key-custodian"],
        permissionsBoundary: "arn:aws:iam::111122223333:policy/boundary",
    },
    clients: [{ namespace: "shop", serviceAccount: "orders" }],
    replication: { region: "eu-west-1" },
};

describe("BackupVault with a copy in another region [ED-1]", () => {
    let resources: Recorded[];
    let vault: BackupVault;
    const inputs = (name: string) => inputsOf(resources, name);
    const policyOf = (name: string) => documentOf(inputs(name), "policy") as PolicyDocument;

    before(async () => {
        ({ resources, result: vault } = await record(() => new BackupVault("backups", args)));
    });

    it("has these children besides those of a vault without one, which it has unchanged", async () => {
        const { replication: _, ...without } = args;
        const alone = await record(() => new BackupVault("backups", without));
        const names = (all: Recorded[]) => all.map(({ type, name }) => `${type} ${name}`);
        const others = names(resources).filter((name) => !names(alone.resources).includes(name));
        assert.equal(others.length, resources.length - alone.resources.length);
        assert.deepEqual(others.sort(), [
            "aws:iam/role:Role backups-replication-role",
            "aws:iam/rolePolicy:RolePolicy backups-replication-permissions",
            "aws:kms/alias:Alias backups-replica-key-alias",
            "aws:kms/key:Key backups-replica-key",
            "aws:s3/bucket:Bucket backups-replica-bucket",
            "aws:s3/bucket:Bucket backups-replica-logs",
            "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration backups-replica-bucket-lifecycle",
            "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration backups-replica-logs-lifecycle",
            "aws:s3/bucketLogging:BucketLogging backups-replica-bucket-logging",
            "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration backups-replica-bucket-lock",
            "aws:s3/bucketOwnershipControls:BucketOwnershipControls backups-replica-bucket-ownership",
            "aws:s3/bucketOwnershipControls:BucketOwnershipControls backups-replica-logs-ownership",
            "aws:s3/bucketPolicy:BucketPolicy backups-replica-bucket-policy",
            "aws:s3/bucketPolicy:BucketPolicy backups-replica-logs-policy",
            "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock backups-replica-bucket-public-access",
            "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock backups-replica-logs-public-access",
            "aws:s3/bucketReplicationConfig:BucketReplicationConfig backups-replication",
            "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration backups-replica-bucket-encryption",
            "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration backups-replica-logs-encryption",
            "aws:s3/bucketVersioning:BucketVersioning backups-replica-bucket-versioning",
            "aws:s3/bucketVersioning:BucketVersioning backups-replica-logs-versioning",
        ]);
    });

    it("tells a topic of that region of the copies' key, which rotates as the vault's does [MAA-3]", async () => {
        const alarmTopicArn = "arn:aws:sns:eu-west-1:111122223333:alarms";
        const told = await record(
            () =>
                new BackupVault("backups", {
                    ...args,
                    aws: { ...args.aws, keys: { rotationDays: 90, multiRegion: true } },
                    replication: { region: "eu-west-1", alarmTopicArn },
                }),
        );
        const key = inputsOf(told.resources, "backups-replica-key");
        assert.deepEqual(
            [key["rotationPeriodInDays"], key["multiRegion"], key["region"]],
            [90, undefined, "eu-west-1"],
        );
        assert.deepEqual(inputsOf(told.resources, "backups-replica-key-alarm-target"), {
            rule: inputsOf(told.resources, "backups-replica-key-alarm")["name"],
            targetId: "topic",
            arn: alarmTopicArn,
            region: "eu-west-1",
        });
    });

    it("asks the owner of a key of one's own to let the copier read", async () => {
        const keyArn = "arn:aws:kms:eu-central-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        const { result } = await record(() => new BackupVault("backups", { ...args, keyArn }));
        assert.ok(result.keyStatements);
        const statements = JSON.parse((await valueOf(result.keyStatements)) ?? "") as Statement[];
        assert.deepEqual(
            statements.map(({ Sid, Action }) => [Sid.replace(/backups.*/, ""), Action]),
            [
                ["UseThroughBucket", ["kms:Decrypt", "kms:GenerateDataKey"]],
                ["DecryptForReplication", "kms:Decrypt"],
            ],
        );
    });

    it("has the copy in its region and the rest in the cluster's", () => {
        const regional = resources.filter(({ type }) => /^aws:(s3|kms)\//.test(type));
        for (const { name, inputs: given } of regional) {
            assert.equal(given["region"], name.startsWith("backups-replica-") ? "eu-west-1" : "eu-central-1", name);
        }
        assert.match(String(inputs("backups-replica-bucket")["bucket"]), /-111122223333-eu-west-1-an$/);
        assert.match(String(inputs("backups-replica-logs")["bucket"]), /-111122223333-eu-west-1-an$/);
    });

    it("hardens and locks the copy like the first bucket, setting by setting", () => {
        const ofCopy = resources.filter(
            ({ type, name }) => type.startsWith("aws:s3/") && name.startsWith("backups-replica-"),
        );
        assert.ok(ofCopy.length > 14);
        const here = (text: string) =>
            text
                .replaceAll(
                    String(inputs("backups-replica-bucket")["bucket"]),
                    String(inputs("backups-bucket")["bucket"]),
                )
                .replaceAll(String(inputs("backups-replica-logs")["bucket"]), String(inputs("backups-logs")["bucket"]))
                .replaceAll("backups-replica-", "backups-")
                .replaceAll("eu-west-1", "eu-central-1");
        for (const { name, inputs: given } of ofCopy) {
            assert.deepEqual(JSON.parse(here(JSON.stringify(given))), inputs(here(name)), name);
        }
    });

    it("copies every version, encrypted with the copy's key, and no delete", () => {
        const { rules, ...whole } = inputs("backups-replication");
        assert.deepEqual(whole, {
            bucket: inputs("backups-bucket")["bucket"],
            region: "eu-central-1",
            role: "arn:of:backups-replication-role",
        });
        assert.deepEqual(rules, [
            {
                id: "copy-backups",
                priority: 1,
                status: "Enabled",
                filter: {},
                deleteMarkerReplication: { status: "Disabled" },
                sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } },
                destination: {
                    bucket: "arn:of:backups-replica-bucket",
                    encryptionConfiguration: { replicaKmsKeyId: "arn:of:backups-replica-key" },
                    metrics: { status: "Enabled" },
                },
            },
        ]);
    });

    it("has a role for S3, under the boundary, that the keys of both sides let in and nothing else", () => {
        const role = inputs("backups-replication-role");
        assert.equal(role["permissionsBoundary"], args.aws.permissionsBoundary);
        assert.deepEqual(
            (documentOf(role, "assumeRolePolicy") as PolicyDocument).Statement.map(({ Principal }) => Principal),
            [{ Service: "s3.amazonaws.com" }],
        );
        const users = (name: string) =>
            policyOf(name).Statement.filter(({ Sid }) => !/Administration|Management/.test(Sid));
        assert.deepEqual(
            users("backups-key").map(({ Sid }) => Sid),
            ["UseThroughBucket", "DecryptForReplication"],
        );
        const [encrypts, ...others] = users("backups-replica-key");
        assert.deepEqual(others, []);
        assert.deepEqual(encrypts?.Principal, { AWS: "arn:of:backups-replication-role" });
        assert.deepEqual(encrypts.Condition?.["StringEquals"]?.["kms:ViaService"], ["s3.eu-west-1.amazonaws.com"]);
        const copies = `arn:aws:s3:::${String(inputs("backups-replica-bucket")["bucket"])}`;
        assert.deepEqual(encrypts.Condition["StringLike"]?.["kms:EncryptionContext:aws:s3:arn"], [
            copies,
            `${copies}/*`,
        ]);
        const permissions = policyOf("backups-replication-permissions");
        const resourceOf = (sid: string) => permissions.Statement.find(({ Sid }) => Sid === sid)?.Resource;
        assert.equal(resourceOf("DecryptSource"), "arn:of:backups-key");
        assert.equal(resourceOf("EncryptCopies"), "arn:of:backups-replica-key");
        assert.equal(resourceOf("WriteCopies"), `${copies}/*`);
        assert.equal(resourceOf("ReadVersions"), `arn:aws:s3:::${String(inputs("backups-bucket")["bucket"])}/*`);
    });

    it("tells where the copy is, to those who will restore from it", async () => {
        assert.ok(vault.replica);
        assert.deepEqual(await valueOf(vault.replica), {
            bucket: inputs("backups-replica-bucket")["bucket"],
            logBucket: inputs("backups-replica-logs")["bucket"],
            region: "eu-west-1",
            keyArn: "arn:of:backups-replica-key",
        });
        assert.equal((await valueOf(vault.reference))?.region, "eu-central-1");
    });
});

describe("BackupVault with a copy that follows deletes, for a cluster that takes over", () => {
    it("hides what is deleted, and lets that cluster's roles use the key for the copy only", async () => {
        const restoringRoles = ["arn:aws:iam::111122223333:role/hardened-db/orders-standby"];
        const replication = { region: "eu-west-1", deletes: "followed" as const, restoringRoles };
        const { resources } = await record(() => new BackupVault("backups", { ...args, replication }));
        const [rule] = inputsOf(resources, "backups-replication")["rules"] as Record<string, unknown>[];
        assert.deepEqual(rule?.["deleteMarkerReplication"], { status: "Enabled" });
        assert.match(String(inputsOf(resources, "backups-replication-permissions")["policy"]), /s3:ReplicateDelete/);
        const policy = documentOf(inputsOf(resources, "backups-replica-key"), "policy") as PolicyDocument;
        const use = policy.Statement.find(({ Sid }) => Sid === "UseThroughBucket");
        assert.deepEqual(use?.Principal, { AWS: restoringRoles });
        assert.deepEqual(use.Condition?.["StringEquals"]?.["kms:ViaService"], ["s3.eu-west-1.amazonaws.com"]);
        assert.doesNotMatch(String(inputsOf(resources, "backups-key")["policy"]), /orders-standby/);
    });
});

describe("BackupVault in another region and account than the cluster", () => {
    const elsewhere: BackupVaultArgs = {
        aws: {
            oidcProviderArn:
                "arn:aws:iam::444455556666:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/ABCDEF0123456789",
            keyAdministrators: ["arn:aws:iam::444455556666:role/key-custodian"],
        },
        clients: args.clients,
        region: "us-west-2",
    };
    let resources: Recorded[];
    let vault: BackupVault;

    before(async () => {
        ({ resources, result: vault } = await record(() => new BackupVault("backups", elsewhere)));
    });

    it("has everything regional there, and trusts the issuer of the cluster's region", () => {
        const regional = resources.filter(({ type }) => /^aws:(s3|kms)\//.test(type));
        assert.ok(regional.length > 10);
        for (const { name, inputs } of regional) {
            assert.equal(inputs["region"], "us-west-2", name);
        }
        assert.match(String(inputsOf(resources, "backups-bucket")["bucket"]), /-444455556666-us-west-2-an$/);
        const trust = String(inputsOf(resources, "backups-shop.orders-role")["assumeRolePolicy"]);
        assert.match(trust, /oidc\.eks\.eu-central-1\.amazonaws\.com\/id\/ABCDEF0123456789:sub/);
        assert.match(trust, /"Federated":"arn:aws:iam::444455556666:oidc-provider\//);
    });

    it("lets key and roles be used through S3 of that region only, by callers of that account", () => {
        const policies = ["backups-key", "backups-shop.orders-permissions"].map(
            (name) => documentOf(inputsOf(resources, name), "policy") as PolicyDocument,
        );
        const uses = policies.flatMap(({ Statement }) => Statement.filter(({ Condition }) => Condition !== undefined));
        assert.equal(uses.length, 2);
        for (const { Sid, Condition } of uses) {
            assert.deepEqual(Condition?.["StringEquals"]?.["kms:ViaService"], ["s3.us-west-2.amazonaws.com"], Sid);
        }
        assert.equal(uses[0]?.Condition?.["StringEquals"]?.["kms:CallerAccount"], "444455556666");
    });

    it("names no other account or region anywhere", () => {
        const text = JSON.stringify(resources.map(({ inputs }) => inputs)).replaceAll("oidc.eks.eu-central-1", "");
        assert.deepEqual(
            [...text.matchAll(/(?<!\d)\d{12}(?!\d)/g)]
                .map(([account]) => account)
                .filter((found) => found !== "444455556666"),
            [],
        );
        assert.doesNotMatch(text, /eu-central-1/);
    });

    it("tells its users region and roles of that place", async () => {
        const reference = await valueOf(vault.reference);
        assert.equal(reference?.region, "us-west-2");
        assert.match(JSON.stringify(reference.roleArns), /arn:aws:iam::444455556666:role\/hardened-db\//);
    });
});
