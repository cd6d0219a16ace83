import assert from "node:assert/strict";
import type { BackupVaultArgs } from "./arguments";
import { decide, iamAllowsAll, withKnownEncryptionContext, type Request } from "./iamSimulation.test";
import { policyDocument, type PolicyDocument, type Statement } from "./policyDocument";
import { documentOf, inputsOf, record, valueOf, type Recorded } from "./recording.test";
import { BackupVault } from "./vault";

const keyArn = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const administrator = "arn:aws:iam::111122223333:role/key-custodian";
const args: BackupVaultArgs = {
    aws: {
        oidcProviderArn:
            "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/ABCDEF0123456789",
        keyAdministrators: [administrator],
    },
    clients: [
        { namespace: "shop", serviceAccount: "orders" },
        {
            namespace: "staging",
            serviceAccount: "copy",
            restoresFrom: [{ namespace: "shop", serviceAccount: "orders" }],
        },
    ],
    region: "eu-west-1",
    existingBucket: { name: "backups" },
};
const bucketArn = "arn:aws:s3:::backups";

describe("BackupVault with a bucket that exists", () => {
    it("makes roles and a key, and nothing of the bucket", async () => {
        const { resources } = await record(() => new BackupVault("backups", args));
        assert.deepEqual(resources.map(({ type, name }) => `${type} ${name}`).sort(), [
            "aws:iam/role:Role backups-shop.orders-role",
            "aws:iam/role:Role backups-staging.copy-role",
            "aws:iam/rolePolicy:RolePolicy backups-shop.orders-permissions",
            "aws:iam/rolePolicy:RolePolicy backups-staging.copy-permissions",
            "aws:kms/alias:Alias backups-key-alias",
            "aws:kms/key:Key backups-key",
            "hardened-db:index:BackupVault backups",
        ]);
        const use = (documentOf(inputsOf(resources, "backups-key"), "policy") as PolicyDocument).Statement.find(
            ({ Sid }) => Sid === "UseThroughBucket",
        );
        assert.deepEqual(use?.Condition?.["StringLike"], {
            "kms:EncryptionContext:aws:s3:arn": [bucketArn, `${bucketArn}/*`],
        });
        assert.deepEqual(foldersOf(resources), [`${bucketArn}/shop/orders/*`, `${bucketArn}/staging/copy/*`]);
    });

    it("makes roles alone where there is a key too, and uses that", async () => {
        const existingBucket = { name: "backups" };
        const { resources, result } = await record(
            () => new BackupVault("backups", { ...args, existingBucket, keyArn }),
        );
        assert.equal(resources.filter(({ type }) => !type.startsWith("aws:iam/")).length, 1);
        assert.equal(await valueOf(result.keyArn), keyArn);
        assert.match(String(inputsOf(resources, "backups-shop.orders-permissions")["policy"]), new RegExp(keyArn));
        const reference = await valueOf(result.reference);
        assert.deepEqual([reference?.bucket, reference?.region, reference?.keyArn], ["backups", "eu-west-1", keyArn]);
    });

    it("tells no log bucket and no copy, and statements only for what exists", async () => {
        const { result } = await record(() => new BackupVault("backups", args));
        assert.deepEqual([result.logBucket, result.replica, result.keyStatements], [undefined, undefined, undefined]);
        assert.ok(result.bucketStatements);
    });
});

describe("the statements that the owner of a bucket copies [ED-1]", () => {
    let roles: string[];
    let bucketPolicy: PolicyDocument;
    let keyPolicy: PolicyDocument;

    before(async () => {
        const existingBucket = { name: "backups" };
        const { result } = await record(() => new BackupVault("backups", { ...args, existingBucket, keyArn }));
        roles = Object.values((await valueOf(result.roleArns)) ?? {}) as string[];
        const parse = async (text: typeof result.bucketStatements) =>
            policyDocument(...(JSON.parse((text && (await valueOf(text))) ?? "[]") as Statement[]));
        bucketPolicy = await parse(result.bucketStatements);
        keyPolicy = await parse(result.keyStatements);
    });

    const context = { "aws:SecureTransport": "true", "s3:TlsVersion": "1.3" };
    /** The bucket is another account's, so that its policy has to say everything. */
    const asks = (action: string, resource: string, further: Partial<Request> = {}) =>
        decide({
            principal: roles[0] ?? "",
            action,
            resource,
            account: "444455556666",
            context: { ...context, "aws:PrincipalArn": roles[0] ?? "" },
            identity: iamAllowsAll("s3"),
            resourcePolicy: bucketPolicy,
            ...further,
        });

    it("have names of their own, as a policy wants them", () => {
        const names = bucketPolicy.Statement.map(({ Sid }) => Sid);
        assert.equal(new Set(names).size, names.length);
        for (const name of names) {
            assert.match(name, /^[A-Za-z0-9]+$/);
        }
    });

    it("let each role into its own folder, in a bucket of another account too", async () => {
        assert.equal(roles.length, 2);
        assert.equal(await asks("s3:ListBucket", bucketArn), "Allowed");
        for (const action of ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"]) {
            assert.equal(await asks(action, `${bucketArn}/shop/orders/base/data.tar`), "Allowed", action);
            assert.equal(await asks(action, `${bucketArn}/staging/copy/base/data.tar`), "ImplicitlyDenied", action);
        }
        const copy = { principal: roles[1] ?? "" };
        assert.equal(await asks("s3:GetObject", `${bucketArn}/shop/orders/base/data.tar`, copy), "Allowed");
        assert.equal(await asks("s3:PutObject", `${bucketArn}/shop/orders/base/data.tar`, copy), "ImplicitlyDenied");
    });

    it("refuse plain HTTP, another key, and to destroy a version or lift its lock", async () => {
        const object = `${bucketArn}/shop/orders/base/data.tar`;
        const plain = { context: { "aws:SecureTransport": "false" } };
        assert.equal(await asks("s3:PutObject", object, plain), "ExplicitlyDenied");
        const sse = "s3:x-amz-server-side-encryption-aws-kms-key-id";
        const keyed = (key: string) => ({ context: { ...context, [sse]: key } });
        assert.equal(await asks("s3:PutObject", object, keyed(keyArn)), "Allowed");
        assert.equal(await asks("s3:PutObject", object, keyed(keyArn.replace("12ab", "99ab"))), "ExplicitlyDenied");
        for (const action of ["s3:DeleteObjectVersion", "s3:BypassGovernanceRetention"]) {
            assert.equal(await asks(action, object), "ExplicitlyDenied", action);
            const byAdministrator = {
                principal: administrator,
                account: "111122223333",
                context: { ...context, "aws:PrincipalArn": administrator },
            };
            assert.equal(await asks(action, object, byAdministrator), "Allowed", action);
        }
    });

    it("let the roles use the key, for that bucket through S3 of its region", async () => {
        const use: Request = {
            principal: roles[0] ?? "",
            action: "kms:Decrypt",
            resource: keyArn,
            account: "111122223333",
            context: {
                "kms:CallerAccount": "111122223333",
                "kms:ViaService": "s3.eu-west-1.amazonaws.com",
                "kms:EncryptionContext:aws:s3:arn": bucketArn,
            },
            resourcePolicy: keyPolicy,
        };
        assert.equal(keyPolicy.Statement.length, 1);
        assert.equal(await decide(withKnownEncryptionContext(use)), "Allowed");
        const here = { ...use, context: { ...use.context, "kms:ViaService": "s3.eu-central-1.amazonaws.com" } };
        assert.equal(await decide(withKnownEncryptionContext(here)), "ImplicitlyDenied");
        assert.equal(
            await decide(withKnownEncryptionContext({ ...use, principal: administrator })),
            "ImplicitlyDenied",
        );
    });
});

function foldersOf(resources: Recorded[]): unknown[] {
    return ["shop.orders", "staging.copy"].map((client) => {
        const policy = documentOf(inputsOf(resources, `backups-${client}-permissions`), "policy") as PolicyDocument;
        return policy.Statement.find(({ Sid }) => Sid === "ReadAndWriteOwnFolder")?.Resource;
    });
}
