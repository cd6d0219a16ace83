import assert from "node:assert/strict";
import fc from "fast-check";
import { bucketArn, bucketName, keyAlias, roleArn, roleName } from "./names";
import { clusterWideName, type Origin } from "../core/names";

const text = fc.string({ minLength: 1, maxLength: 120, unit: "grapheme" });
const origins: fc.Arbitrary<Origin> = fc.record({ project: text, stack: text, component: text });
const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);
const clients = fc.record({ namespace: label, serviceAccount: label });
const regions = ["eu-central-1", "ap-southeast-2", "us-gov-west-1", "cn-northwest-1", "eusc-de-east-1", "me-south-1"];
const clusters = fc.record({ account: fc.stringMatching(/^\d{12}$/), region: fc.constantFrom(...regions) });

describe("names of buckets", () => {
    it("are what S3 takes, in the account's own namespace", () => {
        fc.assert(
            fc.property(origins, fc.constantFrom("backups", "logs"), clusters, (origin, purpose, cluster) => {
                const { bucket, bucketNamespace } = bucketName(origin, purpose, cluster);
                assert.match(bucket, /^hdb-[a-z0-9]([a-z0-9-]*[a-z0-9])?$/);
                assert.ok(bucket.length <= 63, `${bucket} has ${bucket.length} characters`);
                assert.equal(
                    bucket.endsWith(`-${cluster.account}-${cluster.region}-an`),
                    bucketNamespace === "account-regional",
                );
                assert.equal(bucketNamespace === "global", cluster.region === "me-south-1");
            }),
        );
    });

    it("read as what they hold", () => {
        const cluster = { account: "111122223333", region: "ap-southeast-2" };
        const origin = { project: "shop", stack: "prod", component: "orders" };
        assert.match(
            bucketName(origin, "backups", cluster).bucket,
            /^hdb-orders-prod-[a-z0-9]{8}-111122223333-ap-southeast-2-an$/,
        );
        assert.match(
            bucketName(origin, "logs", cluster).bucket,
            /^hdb-logs-orders-prod-[a-z0-9]{8}-111122223333-ap-southeast-2-an$/,
        );
    });

    it("never change, since a bucket cannot be renamed", () => {
        const cluster = { account: "111122223333", region: "eu-central-1" };
        const { bucket } = bucketName({ project: "shop", stack: "prod", component: "orders" }, "backups", cluster);
        assert.equal(bucket, "hdb-orders-prod-9fp38x0r-111122223333-eu-central-1-an");
    });
});

describe("names of roles, aliases and storage classes", () => {
    it("are what IAM, KMS and Kubernetes take", () => {
        fc.assert(
            fc.property(origins, clients, (origin, client) => {
                assert.match(roleName(origin, client), /^[a-z0-9-]{1,64}$/);
                assert.match(keyAlias(origin, "volumes"), /^alias\/hardened-db\/[a-z0-9-]{1,200}$/);
                assert.match(clusterWideName(origin), /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);
            }),
        );
    });

    it("never change, since what has them would be replaced", () => {
        const origin = { project: "shop", stack: "prod", component: "orders" };
        assert.equal(roleName(origin, { namespace: "shop", serviceAccount: "orders" }), "orders-shop-orders-rhnyvakv");
        assert.equal(keyAlias(origin, "backups"), "alias/hardened-db/shop-prod-orders-backups-3urupwsl");
        assert.equal(clusterWideName(origin), "orders-shop-prod-02zhqsst");
    });
});

describe("names of two components", () => {
    it("differ as soon as project, stack or component do", () => {
        const cluster = { account: "111122223333", region: "ap-southeast-2" };
        fc.assert(
            fc.property(origins, origins, clients, (one, other, client) => {
                fc.pre(one.project !== other.project || one.stack !== other.stack || one.component !== other.component);
                assert.notEqual(
                    bucketName(one, "backups", cluster).bucket,
                    bucketName(other, "backups", cluster).bucket,
                );
                assert.notEqual(roleName(one, client), roleName(other, client));
                assert.notEqual(keyAlias(one, "backups"), keyAlias(other, "backups"));
                assert.notEqual(clusterWideName(one), clusterWideName(other));
            }),
        );
    });

    const alike: [string, Origin, Origin][] = [
        [
            "the words are cut elsewhere",
            { project: "p", stack: "b-c", component: "a" },
            { project: "p", stack: "c", component: "a-b" },
        ],
        [
            "they differ in case",
            { project: "p", stack: "prod", component: "orders" },
            { project: "p", stack: "prod", component: "Orders" },
        ],
        [
            "they differ behind the limit",
            { project: "p", stack: "prod", component: `${"x".repeat(200)}1` },
            { project: "p", stack: "prod", component: `${"x".repeat(200)}2` },
        ],
        [
            "no character can be kept",
            { project: "p", stack: "prod", component: "データ" },
            { project: "p", stack: "prod", component: "数据" },
        ],
    ];
    for (const [how, one, other] of alike) {
        it(`differ when ${how}`, () => {
            const cluster = { account: "111122223333", region: "ap-southeast-2" };
            const client = { namespace: "shop", serviceAccount: "orders" };
            assert.notEqual(bucketName(one, "backups", cluster).bucket, bucketName(other, "backups", cluster).bucket);
            assert.notEqual(roleName(one, client), roleName(other, client));
            assert.notEqual(clusterWideName(one), clusterWideName(other));
        });
    }

    it("differ between the clients of one vault, also when the words run together", () => {
        const origin = { project: "shop", stack: "prod", component: "backups" };
        assert.notEqual(
            roleName(origin, { namespace: "a-b", serviceAccount: "c" }),
            roleName(origin, { namespace: "a", serviceAccount: "b-c" }),
        );
    });
});

describe("ARNs made from names", () => {
    it("carry partition, account and path", () => {
        assert.equal(
            roleArn({ partition: "aws-cn", account: "111122223333" }, "writer"),
            "arn:aws-cn:iam::111122223333:role/hardened-db/writer",
        );
        assert.equal(bucketArn({ partition: "aws-us-gov" }, "backups"), "arn:aws-us-gov:s3:::backups");
    });
});
