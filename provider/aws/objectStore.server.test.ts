import assert from "node:assert/strict";
import { policyDocuments } from "../../testing/aws/documents";
import { startObjectStore, type ObjectStore } from "../../testing/aws/objectStore";
import { constructedScenes } from "../../testing/aws/scenes";
import { bucket, forObjectStore, key } from "../../testing/aws/objectStorePolicies";
import { ask, pythonOf } from "../../testing/python/environment";
import { iamAllowsAll } from "./iamSimulation.test";
import type { PolicyDocument } from "./policyDocument";

const own = "orders/orders/base/data.tar";

interface S3Request {
    url: string;
    user: string;
    operation: string;
    parameters: Record<string, unknown>;
}

describe("A real S3 server, SeaweedFS, with the generated policies of role and bucket [ED-1, NM-6]", function () {
    this.timeout(60_000);
    let store: ObjectStore | undefined;
    let python = "";
    let adapted: string[] = [];
    before(async function () {
        this.timeout(30 * 60_000);
        python = await pythonOf("moto", console.log);
        const scene = (await constructedScenes()).find(({ type }) => type === "PostgresDatabase") ?? assert.fail();
        const documentOf = (ending: string): PolicyDocument =>
            policyDocuments(scene.resources).find(({ resource }) => resource.name.endsWith(ending))?.document ??
            assert.fail(`there is a document of ${ending}`);
        const writer = forObjectStore(documentOf("-orders.orders-permissions"));
        const ofBucket = forObjectStore(documentOf("-bucket-policy"));
        adapted = [...writer.adapted, ...ofBucket.adapted].sort();
        const everything = iamAllowsAll("s3");
        store = await startObjectStore({ writer: writer.document, everything, administrator: everything });
        const made = await asked(
            root("create_bucket", { ObjectLockEnabledForBucket: true }),
            root("put_bucket_encryption", {
                ServerSideEncryptionConfiguration: {
                    Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: key } }],
                },
            }),
            root("put_bucket_policy", { Policy: JSON.stringify(ofBucket.document) }),
        );
        assert.deepEqual(made, ["done", "done", "done"]);
    });
    after("the S3 server ends", async function () {
        this.timeout(60_000);
        await store?.stop();
    });

    const running = (): ObjectStore => store ?? assert.fail("the S3 server runs");
    const as = (user: string, operation: string, parameters: object, url = running().https): S3Request => ({
        url,
        user,
        operation,
        parameters: { Bucket: bucket, ...parameters },
    });
    const root = (operation: string, parameters: object): S3Request => as("root", operation, parameters);
    const asked = async (...requests: S3Request[]): Promise<string[]> => {
        const { root: trusted, https } = running();
        return (await ask(python, "s3_requests.py", { root: trusted, https, requests })) as string[];
    };
    const put = (user: string, parameters: object = {}, url?: string): S3Request =>
        as(user, "put_object", { Key: own, Body: "1", ...parameters }, url);

    it("does not know these of our conditions, which are left out or said otherwise", () => {
        assert.deepEqual(adapted, [
            "DenyOldTls: left out, it has no s3:TlsVersion",
            "DenyUnlockBypass: StringNotEquals aws:username, it has no aws:PrincipalArn",
            "DenyWrongKey: StringNotEquals, it has no ArnNotEquals",
            "UseKey: left out, its keys have no policies",
        ]);
    });

    const theWriter = "the client's role";
    const twins: { title: string; allowed: () => S3Request; denied: Record<string, () => S3Request> }[] = [
        {
            title: `${theWriter} uploads without a header, over TLS`,
            allowed: () => put("writer"),
            denied: {
                "over plain HTTP": () => put("writer", {}, running().http),
                "into the folder of another": () => put("writer", { Key: "shop/orders/base/data.tar" }),
                "with S3's own key": () => put("writer", { ServerSideEncryption: "AES256" }),
            },
        },
        {
            title: `${theWriter} uploads with the vault's key`,
            allowed: () => put("writer", { ServerSideEncryption: "aws:kms", SSEKMSKeyId: key }),
            denied: {
                "with another key": () =>
                    put("writer", { ServerSideEncryption: "aws:kms", SSEKMSKeyId: "another-key" }),
            },
        },
        {
            title: `${theWriter} reads its own object`,
            allowed: () => as("writer", "get_object", { Key: own }),
            denied: { "of another": () => as("writer", "get_object", { Key: "shop/orders/base/data.tar" }) },
        },
        {
            title: "an administrator changes the lifecycle",
            allowed: () => as("administrator", "put_bucket_lifecycle_configuration", lifecycle),
            denied: {
                "the client's role": () => as("writer", "put_bucket_lifecycle_configuration", lifecycle),
                "somebody to whom IAM allows everything": () =>
                    as("everything", "put_bucket_lifecycle_configuration", lifecycle),
            },
        },
        {
            title: "an administrator deletes a version under a governance retention",
            allowed: () =>
                as("administrator", "delete_object", { ...version("locked"), BypassGovernanceRetention: true }),
            denied: {
                "without a word of bypassing": () => as("administrator", "delete_object", version("locked")),
                "somebody to whom IAM allows everything": () =>
                    as("everything", "delete_object", { ...version("locked"), BypassGovernanceRetention: true }),
                "the client's role": () =>
                    as("writer", "delete_object", { ...version("locked"), BypassGovernanceRetention: true }),
            },
        },
        {
            title: `${theWriter} deletes, which leaves the version behind`,
            allowed: () => as("writer", "delete_object", { Key: own }),
            denied: {
                "a version": () => as("writer", "delete_object", version("base/data.tar")),
                "of another": () => as("writer", "delete_object", { Key: "shop/orders/base/data.tar" }),
            },
        },
    ];
    before("objects lie in two folders, one under a retention", async () => {
        const retention = { ObjectLockMode: "GOVERNANCE", ObjectLockRetainUntilDate: "2099-01-01T00:00:00Z" };
        const made = await asked(
            root("put_object", { Key: own, Body: "1" }),
            root("put_object", { Key: "shop/orders/base/data.tar", Body: "1" }),
            root("put_object", { Key: "orders/orders/locked", Body: "1", ...retention }),
        );
        assert.deepEqual(made, ["done", "done", "done"]);
    });
    for (const { title, allowed, denied } of twins) {
        it(`${title}; nobody else, and not otherwise`, async () => {
            const refused = await asked(...Object.values(denied).map((request) => request()));
            assert.deepEqual(
                Object.fromEntries(Object.keys(denied).map((name, index) => [name, refused[index]])),
                Object.fromEntries(Object.keys(denied).map((name) => [name, "AccessDenied"])),
            );
            assert.deepEqual(await asked(allowed()), ["done"]);
        });
    }
});

const lifecycle = {
    LifecycleConfiguration: {
        Rules: [{ ID: "x", Status: "Enabled", Filter: { Prefix: "" }, Expiration: { Days: 1 } }],
    },
};

function version(object: string) {
    const name = `orders/orders/${object}`;
    return { Key: name, VersionId: { versionOf: name } };
}
