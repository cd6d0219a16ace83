import assert from "node:assert/strict";
import { checkAgainstSdk } from "./check";
import type { PackageSchema } from "./schema";
import { schemaOf } from "./schemas-for-tests";
import { unknown, type Properties } from "./values";

describe("inputs checked against the SDK's own types", () => {
    let aws: PackageSchema;
    const encryption = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";

    before(async () => {
        aws = await schemaOf("aws");
    });

    function refusals(type: string, inputs: Properties): Record<string, string> {
        return Object.fromEntries(checkAgainstSdk(aws, type, inputs).map(({ property, reason }) => [property, reason]));
    }

    it("are let through when the SDK has them", () => {
        assert.deepEqual(refusals("aws:kms/key:Key", { enableKeyRotation: true, tags: { owner: "data" } }), {});
        const rule = { applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" }, bucketKeyEnabled: true };
        assert.deepEqual(refusals(encryption, { bucket: "b", rules: [rule] }), {});
    });

    it("are refused when misspelt, with the property that was probably meant", () => {
        assert.deepEqual(refusals("aws:kms/key:Key", { enableKeyRotaton: true }), {
            enableKeyRotaton:
                "aws:kms/key:Key (@pulumi/aws 7.48.0) has no property enableKeyRotaton; did you mean enableKeyRotation?",
        });
    });

    it("are refused deep inside, by their path", () => {
        const rule = { applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKey: "arn" } };
        const [property, reason] = Object.entries(refusals(encryption, { bucket: "b", rules: [rule] }))[0]!;
        assert.equal(property, "rules[0].applyServerSideEncryptionByDefault.kmsMasterKey");
        assert.match(reason, /did you mean rules\[0\]\.applyServerSideEncryptionByDefault\.kmsMasterKeyId\?$/);
    });

    it("are refused when a required one is missing, nested ones too", () => {
        assert.deepEqual(Object.keys(refusals(encryption, {})), ["bucket", "rules"]);
        assert.deepEqual(
            Object.keys(refusals(encryption, { bucket: "b", rules: [{ applyServerSideEncryptionByDefault: {} }] })),
            ["rules[0].applyServerSideEncryptionByDefault.sseAlgorithm"],
        );
    });

    it("are refused when of another kind", () => {
        const found = refusals("aws:kms/key:Key", {
            deletionWindowInDays: "10",
            tags: ["owner"],
            description: { a: "b" },
        });
        assert.match(found["deletionWindowInDays"]!, /expects a number at deletionWindowInDays, not a string$/);
        assert.match(found["tags"]!, /expects an object at tags, not an array$/);
        assert.match(found["description"]!, /expects a string at description, not an object$/);
        assert.match(refusals("aws:kms/key:Key", { tags: { owner: 1 } })["tags.owner"]!, /expects a string/);
    });

    it("may be unknown wherever they stand", () => {
        assert.deepEqual(refusals(encryption, { bucket: unknown, rules: unknown }), {});
        assert.deepEqual(refusals(encryption, { bucket: "b", rules: [unknown] }), {});
        assert.deepEqual(refusals("aws:kms/key:Key", { deletionWindowInDays: unknown, tags: unknown }), {});
    });

    it("of a type that the SDK does not have are refused, with the type that was probably meant", () => {
        assert.match(
            refusals("aws:kms/keyy:Keyy", {})[""]!,
            /has no resource type .*; did you mean aws:kms\/key:Key\?$/,
        );
        assert.match(
            refusals("aws:dynamodb/table:Table", {})[""]!,
            /in the modules that the stand-in reads \(.*kms, s3/,
        );
    });
});

describe("the schema read from an SDK", () => {
    it("knows which inputs and outputs are secret", async () => {
        const tls = await schemaOf("tls");
        const { inputProperties, properties } = tls.resources["tls:index/selfSignedCert:SelfSignedCert"]!;
        assert.equal(inputProperties["privateKeyPem"]?.secret, true);
        assert.equal(properties["privateKeyPem"]?.secret, true);
        assert.equal(properties["certPem"]?.secret, undefined);
        const random = await schemaOf("random");
        assert.equal(
            random.resources["random:index/randomPassword:RandomPassword"]?.properties["result"]?.secret,
            true,
        );
    });

    it("refers to no type that it does not hold", async () => {
        for (const provider of ["aws", "gcp", "random", "tls"] as const) {
            const schema = await schemaOf(provider);
            const references = [...JSON.stringify(schema).matchAll(/"#\/types\/([^"]+)"/g)].map(
                (match) => match[1] ?? "",
            );
            assert.ok(provider === "random" || references.length > 0, `${provider} has nested types`);
            assert.deepEqual(
                references.filter((name) => schema.types[name] === undefined),
                [],
            );
        }
    });

    it("has the resources that the components are made of", async () => {
        const names = [
            "aws:kms/key:Key",
            "aws:kms/keyPolicy:KeyPolicy",
            "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
            "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
            "aws:eks/podIdentityAssociation:PodIdentityAssociation",
            "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember",
            "gcp:storage/bucket:Bucket",
        ];
        const all = { ...(await schemaOf("aws")).resources, ...(await schemaOf("gcp")).resources };
        assert.deepEqual(
            names.filter((name) => all[name] === undefined),
            [],
        );
    });
});
