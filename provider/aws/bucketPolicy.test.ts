import assert from "node:assert/strict";
import { backupBucketPolicy, logBucketPolicy } from "./bucketPolicy";
import { decide, iamAllowsAll, type Request } from "./iamSimulation.test";
import type { PolicyDocument } from "./policyDocument";

const account = "111122223333";
const administrator = "arn:aws:iam::111122223333:role/key-custodian";
const anybody = "arn:aws:iam::111122223333:role/anybody";
const keyArn = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const otherKey = "arn:aws:kms:eu-central-1:111122223333:key/ffffffff-12ab-34cd-56ef-1234567890ab";
const bucketArn = "arn:aws:s3:::hdb-orders-111122223333-eu-central-1-an";
const sse = "s3:x-amz-server-side-encryption";
const sseKey = "s3:x-amz-server-side-encryption-aws-kms-key-id";

describe("the policy of a backup bucket [ED-1]", () => {
    const resourcePolicy = backupBucketPolicy({ bucketArn, keyArn, administrators: [administrator] });
    const put = putInto(resourcePolicy);

    refusesWeakTransport(resourcePolicy);
    refusesUnlockBypass(resourcePolicy);

    const allowed: [string, Record<string, string>][] = [
        ["without any header, which the bucket's default encrypts", {}],
        ["that asks for KMS", { [sse]: "aws:kms" }],
        ["that asks for KMS with the vault's key", { [sse]: "aws:kms", [sseKey]: keyArn }],
    ];
    for (const [what, context] of allowed) {
        it(`admits an upload ${what}`, async () => {
            assert.equal(await decide(put(context)), "Allowed");
        });
    }

    const denied: [string, Record<string, string>][] = [
        ["that asks for S3's own key", { [sse]: "AES256" }],
        ["that asks for KMS with another key", { [sse]: "aws:kms", [sseKey]: otherKey }],
        ["that names another key only", { [sseKey]: otherKey }],
    ];
    for (const [what, context] of denied) {
        it(`refuses an upload ${what}`, async () => {
            assert.equal(await decide(put(context)), "ExplicitlyDenied");
        });
    }
});

describe("the policy of a log bucket", () => {
    const logArn = "arn:aws:s3:::hdb-logs-orders-111122223333-eu-central-1-an";
    const resourcePolicy = logBucketPolicy({
        bucketArn: logArn,
        administrators: [administrator],
        sourceArn: bucketArn,
        prefix: "backups/",
        account,
    });
    const delivery: Request = {
        principal: "logging.s3.amazonaws.com",
        action: "s3:PutObject",
        resource: `${logArn}/backups/2027`,
        account,
        context: { "aws:SecureTransport": "true", "aws:SourceArn": bucketArn, "aws:SourceAccount": account },
        resourcePolicy,
    };

    refusesWeakTransport(resourcePolicy, logArn);
    refusesUnlockBypass(resourcePolicy, logArn);

    it("lets S3 deliver the logs of the backup bucket", async () => {
        assert.equal(await decide(delivery), "Allowed");
    });

    const denied: [string, Partial<Request>][] = [
        ["logs of another bucket", { context: { ...delivery.context, "aws:SourceArn": "arn:aws:s3:::another" } }],
        ["logs for another account", { context: { ...delivery.context, "aws:SourceAccount": "444455556666" } }],
        ["logs under another prefix", { resource: `${logArn}/elsewhere/2027` }],
        ["what another service writes", { principal: "cloudtrail.amazonaws.com" }],
    ];
    for (const [what, change] of denied) {
        it(`refuses ${what}`, async () => {
            assert.equal(await decide({ ...delivery, ...change }), "ImplicitlyDenied");
        });
    }
});

function putInto(resourcePolicy: PolicyDocument, arn = bucketArn): (context: Record<string, string>) => Request {
    return (context) => ({
        principal: anybody,
        action: "s3:PutObject",
        resource: `${arn}/shop/orders/base/data.tar`,
        account,
        context: { "aws:SecureTransport": "true", "s3:TlsVersion": "1.3", ...context },
        identity: iamAllowsAll("s3"),
        resourcePolicy,
    });
}

function refusesWeakTransport(resourcePolicy: PolicyDocument, arn = bucketArn): void {
    const put = putInto(resourcePolicy, arn);

    for (const version of ["1.2", "1.3"]) {
        it(`admits TLS ${version}`, async () => {
            assert.equal(await decide(put({ "s3:TlsVersion": version })), "Allowed");
        });
    }
    it("refuses TLS 1.1", async () => {
        assert.equal(await decide(put({ "s3:TlsVersion": "1.1" })), "ExplicitlyDenied");
    });
    it("refuses plain HTTP", async () => {
        const context = { "aws:SecureTransport": "false" };
        assert.equal(await decide({ ...put({}), context }), "ExplicitlyDenied");
    });
    it("refuses plain HTTP and TLS 1.1 on the bucket itself, to the administrator too [ED-1, NM-6]", async () => {
        const list = { ...put({}), principal: administrator, action: "s3:ListBucket", resource: arn };
        assert.equal(await decide({ ...list, context: { "s3:TlsVersion": "1.1" } }), "ExplicitlyDenied");
        assert.equal(await decide({ ...list, context: { "aws:SecureTransport": "true" } }), "Allowed");
        assert.equal(await decide({ ...list, context: { "aws:SecureTransport": "false" } }), "ExplicitlyDenied");
    });
}

function refusesUnlockBypass(resourcePolicy: PolicyDocument, arn = bucketArn): void {
    const object = `${arn}/shop/orders/base/data.tar`;
    const guarded: [string, string][] = [
        ["s3:BypassGovernanceRetention", object],
        ["s3:DeleteObjectVersion", object],
        ["s3:PutObjectLegalHold", object],
        ["s3:PutObjectRetention", object],
        ["s3:PutBucketObjectLockConfiguration", arn],
        ["s3:PutBucketVersioning", arn],
        ["s3:PutLifecycleConfiguration", arn],
        ["s3:PutReplicationConfiguration", arn],
    ];
    for (const [action, resource] of guarded) {
        it(`leaves ${action} to the key administrators`, async () => {
            const request: Request = {
                principal: administrator,
                action,
                resource,
                account,
                context: { "aws:SecureTransport": "true", "aws:PrincipalArn": administrator },
                identity: iamAllowsAll("s3"),
                resourcePolicy,
            };
            assert.equal(await decide(request), "Allowed");
            const other = {
                ...request,
                principal: anybody,
                context: { ...request.context, "aws:PrincipalArn": anybody },
            };
            assert.equal(await decide(other), "ExplicitlyDenied");
        });
    }
}
