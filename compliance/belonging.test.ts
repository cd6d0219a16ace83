import assert from "node:assert/strict";
import { readExamples } from "../rules/examples";
import { databasesOf, databasesWith } from "./belonging";

/** For each object, the databases that it belongs to. */
function belongingIn(text: string): Record<string, string[]> {
    const { estate } = readExamples(text, "pass")[0] ?? assert.fail();
    return Object.fromEntries(
        estate.subjects.map((subject) => [
            subject.pulumi === undefined ? subject.title : (subject.pulumi.urn.split("::").at(-1) ?? ""),
            databasesWith(subject, estate).map(({ title }) => title),
        ]),
    );
}

const cluster = (name: string, namespace: string, more = ""): string =>
    `{ apiVersion: postgresql.cnpg.io/v1, kind: Cluster, metadata: { name: ${name}, namespace: ${namespace} }${more} }`;

const manifests = (...items: string[]): string => `items:\n${items.map((item) => `  - ${item}\n`).join("")}`;

describe("an object belongs to", () => {
    it("the one database of its namespace", () => {
        const secret = "{ apiVersion: v1, kind: Secret, metadata: { name: s, namespace: shop } }";
        assert.deepEqual(belongingIn(manifests(cluster("a", "shop"), cluster("b", "bank"), secret)), {
            "Cluster shop/a": ["Cluster shop/a"],
            "Cluster bank/b": ["Cluster bank/b"],
            "Secret shop/s": ["Cluster shop/a"],
        });
    });

    it("the database that it names, is labelled for, selects, or is named by, of several in a namespace", () => {
        const found = belongingIn(
            manifests(
                cluster("a", "shop", ", spec: { superuserSecret: { name: root } }"),
                cluster("b", "shop"),
                "{ apiVersion: postgresql.cnpg.io/v1, kind: ScheduledBackup, metadata: { name: nightly, namespace: shop }, spec: { cluster: { name: b } } }",
                "{ apiVersion: v1, kind: Secret, metadata: { name: root, namespace: shop } }",
                "{ apiVersion: v1, kind: Secret, metadata: { name: labelled, namespace: shop, labels: { cnpg.io/cluster: b } } }",
                "{ apiVersion: v1, kind: Service, metadata: { name: rw, namespace: shop }, spec: { selector: { cnpg.io/cluster: a } } }",
                "{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: deny, namespace: shop }, spec: { podSelector: {} } }",
                "{ apiVersion: v1, kind: ConfigMap, metadata: { name: other, namespace: shop } }",
            ),
        );
        assert.deepEqual(
            [
                found["ScheduledBackup shop/nightly"],
                found["Secret shop/root"],
                found["Secret shop/labelled"],
                found["Service shop/rw"],
            ],
            [["Cluster shop/b"], ["Cluster shop/a"], ["Cluster shop/b"], ["Cluster shop/a"]],
        );
        const both = ["Cluster shop/a", "Cluster shop/b"];
        assert.deepEqual(found["NetworkPolicy shop/deny"], both, "a policy on all pods is of both");
        assert.deepEqual(found["ConfigMap shop/other"], both, "better one too many than one too few");
    });

    it("all databases of its engine, where it is their operator", () => {
        const found = belongingIn(
            manifests(
                cluster("a", "shop"),
                cluster("b", "bank"),
                "{ apiVersion: psmdb.percona.com/v1, kind: PerconaServerMongoDB, metadata: { name: m, namespace: docs } }",
                "{ apiVersion: apps/v1, kind: Deployment, metadata: { name: cnpg, namespace: cnpg-system }, spec: { template: { spec: { containers: [{ name: manager, image: ghcr.io/cloudnative-pg/cloudnative-pg:1.30.1 }] } } } }",
            ),
        );
        assert.deepEqual(found["Deployment cnpg-system/cnpg"], ["Cluster shop/a", "Cluster bank/b"]);
    });

    it("the databases that its Namespace or StorageClass serves", () => {
        const found = belongingIn(
            manifests(
                cluster("a", "shop", ", spec: { storage: { storageClass: fast } }"),
                cluster("b", "bank"),
                "{ apiVersion: v1, kind: Namespace, metadata: { name: bank } }",
                "{ apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: { name: fast } }",
            ),
        );
        assert.deepEqual(found["Namespace bank"], ["Cluster bank/b"]);
        assert.deepEqual(found["StorageClass fast"], ["Cluster shop/a"]);
    });

    it("none, where nothing ties it to one", () => {
        const web = "{ apiVersion: v1, kind: Service, metadata: { name: web, namespace: web } }";
        assert.deepEqual(belongingIn(manifests(cluster("a", "shop"), web))["Service web/web"], []);
    });

    it("the database that shares the nearest component with it, or that depends on it", () => {
        const found = belongingIn(`
resources:
  shop: { type: "my:index:Shop" }
  ordersDatabase: { type: "hardened-db:index:PostgresDatabase", options: { parent: "\${shop}" } }
  stockDatabase: { type: "hardened-db:index:PostgresDatabase", options: { parent: "\${shop}" } }
  orders:
    type: kubernetes:postgresql.cnpg.io/v1:Cluster
    properties: ${cluster("orders", "shop")}
    options: { parent: "\${ordersDatabase}", dependsOn: ["\${bucket}"] }
  stock:
    type: kubernetes:postgresql.cnpg.io/v1:Cluster
    properties: ${cluster("stock", "shop")}
    options: { parent: "\${stockDatabase}" }
  ordersKey: { type: "aws:kms/key:Key", options: { parent: "\${ordersDatabase}" } }
  sharedKey: { type: "aws:kms/key:Key", options: { parent: "\${shop}" } }
  bucket: { type: "aws:s3/bucket:Bucket", properties: { bucket: backups } }
  policy: { type: "aws:s3/bucketPolicy:BucketPolicy", properties: { bucket: backups } }
  web: { type: "aws:s3/bucket:Bucket", properties: { bucket: web } }`);
        assert.deepEqual(found["ordersKey"], ["Cluster shop/orders"]);
        assert.deepEqual(found["sharedKey"], ["Cluster shop/orders", "Cluster shop/stock"]);
        assert.deepEqual(found["bucket"], ["Cluster shop/orders"]);
        assert.deepEqual(found["policy"], ["Cluster shop/orders"], "what sets something of a bucket goes with it");
        assert.deepEqual(found["web"], []);
    });

    it("its installation, when it is a Keeper beside one; alone, a Keeper is looked at by itself", () => {
        const keeper =
            "{ apiVersion: clickhouse-keeper.altinity.com/v1, kind: ClickHouseKeeperInstallation, metadata: { name: k, namespace: shop } }";
        const installation =
            "{ apiVersion: clickhouse.altinity.com/v1, kind: ClickHouseInstallation, metadata: { name: c, namespace: shop } }";
        const titles = (...items: string[]): string[] => {
            const { estate } = readExamples(manifests(...items), "pass")[0] ?? assert.fail();
            return databasesOf(estate).map(({ title }) => title);
        };
        assert.deepEqual(titles(keeper), ["ClickHouseKeeperInstallation shop/k"]);
        assert.deepEqual(titles(keeper, installation), ["ClickHouseInstallation shop/c"]);
        assert.deepEqual(belongingIn(manifests(keeper, installation))["ClickHouseKeeperInstallation shop/k"], [
            "ClickHouseInstallation shop/c",
        ]);
    });
});
