import assert from "node:assert/strict";
import { endpointPort, s3Target } from "./target";

const allowStaticKeys = { reason: "no workload identity", owner: "platform", expires: "2027-03-31" };
const credentials = { secretName: "backup-login", allowStaticKeys };
const store = { endpoint: "https://s3.example.org", bucket: "backups", credentials };

describe("A bucket of an S3-compatible store as a place for backups", () => {
    it("is a folder of its own, encrypted by the store, written with the key of the Secret, for the reason given", () => {
        assert.deepEqual(s3Target(store, "orders/db"), {
            scheme: "s3",
            bucket: "backups",
            prefix: "orders/db",
            endpoint: "https://s3.example.org",
            encryption: "AES256",
            retention: "writer",
            auth: {
                kind: "keySecret",
                accessKeyId: { name: "backup-login", key: "ACCESS_KEY_ID" },
                secretAccessKey: { name: "backup-login", key: "ACCESS_SECRET_KEY" },
                waiver: allowStaticKeys,
            },
        });
    });

    it("follows what is said instead", () => {
        const target = s3Target(
            {
                ...store,
                region: "eu",
                encryption: "aws:kms",
                ca: { secretName: "store-ca" },
                credentials: { ...credentials, accessKeyIdKey: "id", secretAccessKeyKey: "key" },
            },
            "",
        );
        assert.equal(target.prefix, "");
        assert.equal(target.region, "eu");
        assert.equal(target.encryption, "aws:kms");
        assert.deepEqual(target.ca, { name: "store-ca", key: "ca.crt" });
        assert.deepEqual(target.auth, {
            kind: "keySecret",
            accessKeyId: { name: "backup-login", key: "id" },
            secretAccessKey: { name: "backup-login", key: "key" },
            waiver: allowStaticKeys,
        });
        assert.equal(target.key, undefined, "the store's own KMS key has no ARN here");
    });

    it("answers on the port of its URL", () => {
        assert.equal(endpointPort("https://s3.example.org"), 443);
        assert.equal(endpointPort("https://s3.example.org:443/x"), 443);
        assert.equal(endpointPort("https://[fd00::1]:9000"), 9000);
    });
});
