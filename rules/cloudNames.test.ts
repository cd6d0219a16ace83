import assert from "node:assert/strict";
import { cloudNamesIn } from "./cloudNames";
import { Subject } from "./subject";
import { SecretValue, unknownValue } from "./value";

function namesIn(manifest: object): Record<string, readonly string[]> {
    const head = {
        apiVersion: "psmdb.percona.com/v1",
        kind: "PerconaServerMongoDB",
        metadata: { name: "data", namespace: "shop" },
    };
    const names = cloudNamesIn([Subject.ofManifest({ ...head, ...manifest })!]);
    return Object.fromEntries(
        Object.entries(names).map(([key, set]: [string, ReadonlySet<string>]) => [key, [...set]]),
    );
}

describe("what a database says of the cloud around it", () => {
    const nothing = { buckets: [], roles: [], accounts: [], serviceAccounts: [] };

    it("is nothing by default", () => {
        assert.deepEqual(namesIn({}), nothing);
    });

    it("is a bucket in a URL, with or without a folder", () => {
        assert.deepEqual(
            namesIn({ spec: { path: ["s3://one/folder", "GS://two", "see s3://three", "https://four/x"] } }),
            {
                ...nothing,
                buckets: ["one", "two"],
            },
        );
    });

    it("is a bucket by name, in a field or a variable", () => {
        const env = [
            { name: "S3_BUCKET", value: "two" },
            { name: "GCS_BUCKET", valueFrom: { secretKeyRef: { name: "x", key: "y" } } },
            { name: "OTHER", value: "three" },
        ];
        assert.deepEqual(namesIn({ spec: { s3: { bucket: "one/folder" }, list: { bucket: 5 }, env } }), {
            ...nothing,
            buckets: ["one", "5", "two"],
        });
    });

    it("is read under Pulumi's secret mark too, and where nothing is known there is nothing", () => {
        const s3 = new SecretValue({ bucket: new SecretValue("one"), region: unknownValue, path: null });
        const env = [new SecretValue({ name: "S3_BUCKET", value: new SecretValue("two") }), unknownValue];
        assert.deepEqual(namesIn({ spec: { s3, env, bucket: unknownValue } }), { ...nothing, buckets: ["one", "two"] });
    });

    it("is a role, in any partition and path", () => {
        const role = [
            "arn:aws:iam::111122223333:role/one",
            "arn:aws-us-gov:iam::111122223333:role/a/b/two",
            "an arn:aws:iam::111122223333:role/three",
            "arn:aws:iam::111122223333:role/four/",
            "arn:aws:iam::111122223333:user/five",
        ];
        assert.deepEqual(namesIn({ metadata: { annotations: { role } } }), { ...nothing, roles: ["one", "two"] });
    });

    it("is a Google service account", () => {
        const account = [
            "one@shop.iam.gserviceaccount.com",
            "a@b@shop.iam.gserviceaccount.com",
            "two@shop.iam.gserviceaccount.com.example.org",
        ];
        assert.deepEqual(namesIn({ spec: { account } }), { ...nothing, accounts: ["one"] });
    });

    it("is the service account it runs as", () => {
        assert.deepEqual(
            namesIn({ spec: { replsets: [{ serviceAccountName: "one" }], backup: { serviceAccountName: "two" } } }),
            {
                ...nothing,
                serviceAccounts: ["shop/one", "shop/two"],
            },
        );
    });

    it("is a service account of its own name, for CloudNativePG and for a ServiceAccount itself", () => {
        const own = { ...nothing, serviceAccounts: ["shop/data"] };
        assert.deepEqual(namesIn({ apiVersion: "postgresql.cnpg.io/v1", kind: "Cluster" }), own);
        assert.deepEqual(namesIn({ apiVersion: "v1", kind: "ServiceAccount" }), own);
    });
});
