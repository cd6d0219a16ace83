import assert from "node:assert/strict";
import { cloudTied } from "./cloudTies";
import { Estate } from "./estate";
import { readExamples } from "./examples";
import { Subject } from "./subject";

/** Names of the resources that are tied, in the order they are written. */
function tiedIn(text: string, options: ConstructorParameters<typeof Estate>[1] = {}): readonly string[] {
    const written = readExamples(text, "pass")[0]!.estate.subjects;
    const estate = new Estate(written, { complete: true, ...options });
    return estate.subjects
        .filter((subject) => subject.pulumi !== undefined && cloudTied(subject, estate))
        .map(({ pulumi }) => pulumi!.urn.split("::").at(-1)!);
}

const database = `
  database:
    type: kubernetes:postgresql.cnpg.io/v1:Cluster
    properties: { apiVersion: postgresql.cnpg.io/v1, kind: Cluster, metadata: { name: orders, namespace: shop } }`;

describe("a Pulumi resource is tied to a database", () => {
    it("by nothing", () => {
        assert.deepEqual(tiedIn(`resources:\n  web: { type: "aws:s3/bucket:Bucket" }${database}`), ["database"]);
    });

    it("in an estate that is to be looked at as a whole", () => {
        const text = `resources:\n  web: { type: "aws:s3/bucket:Bucket" }`;
        assert.deepEqual(tiedIn(text), []);
        assert.deepEqual(tiedIn(text, { scope: "everything" }), ["web"]);
    });

    it("below one of our components, at any depth", () => {
        assert.deepEqual(
            tiedIn(`
resources:
  vault: { type: "hardened-db:index:BackupVault" }
  inner: { type: "my:index:Part", options: { parent: "\${vault}" } }
  bucket: { type: "aws:s3/bucket:Bucket", options: { parent: "\${inner}" } }
  web: { type: "aws:s3/bucket:Bucket", options: { parent: "\${shop}" } }
  shop: { type: "my:index:Shop" }`),
            ["vault", "inner", "bucket"],
        );
    });

    it("below a database's custom resource", () => {
        assert.deepEqual(
            tiedIn(`resources:${database}\n  key: { type: "aws:kms/key:Key", options: { parent: "\${database}" } }`),
            ["database", "key"],
        );
    });

    it("by a component that is above both", () => {
        const placed = (type: string): readonly string[] =>
            tiedIn(`
resources:${database}
    options: { parent: "\${inner}" }
  inner: { type: "my:index:Data", options: { parent: "\${shop}" } }
  shop: { type: "${type}" }
  part: { type: "my:index:Part", options: { parent: "\${shop}" } }
  bucket: { type: "aws:s3/bucket:Bucket", options: { parent: "\${part}" } }
  apart: { type: "aws:s3/bucket:Bucket" }`);
        assert.deepEqual(placed("my:index:Shop"), ["database", "inner", "part", "bucket"]);
        assert.deepEqual(placed("pulumi:pulumi:Stack"), ["database"]);
        assert.deepEqual(placed("pulumi:providers:kubernetes"), ["database"]);
    });

    it("by a component above both that is not among the resources", () => {
        const below = (parent: string): readonly string[] => {
            const [example] = readExamples(`resources:${database}\n  bucket: { type: "aws:s3/bucket:Bucket" }`, "pass");
            const subjects = example!.estate.subjects.map(({ pulumi, all }) =>
                Subject.ofPulumi({ ...pulumi!, parent }, all.value),
            );
            const estate = new Estate(subjects);
            return estate.subjects
                .filter((subject) => cloudTied(subject, estate))
                .map(({ pulumi }) => pulumi!.urn.split("::").at(-1)!);
        };
        assert.deepEqual(below("urn:pulumi:prod::shop::my:index:Shop::shop"), ["database", "bucket"]);
        assert.deepEqual(below("urn:pulumi:prod::shop::pulumi:pulumi:Stack::shop-prod"), ["database"]);
    });

    it("not by a Namespace above both", () => {
        assert.deepEqual(
            tiedIn(`
resources:${database}
    options: { parent: "\${namespace}" }
  namespace: { type: "kubernetes:core/v1:Namespace", properties: { apiVersion: v1, kind: Namespace, metadata: { name: shop } } }
  bucket: { type: "aws:s3/bucket:Bucket", options: { parent: "\${namespace}" } }`),
            ["database"],
        );
    });

    it("when parents go round in a circle, too", () => {
        assert.deepEqual(
            tiedIn(`
resources:${database}
    options: { parent: "\${one}" }
  one: { type: "my:index:One", options: { parent: "\${two}" } }
  two: { type: "my:index:Two", options: { parent: "\${one}" } }`),
            ["database", "one", "two"],
        );
    });

    it("when the database depends on it, directly or through others, or on a component above it", () => {
        assert.deepEqual(
            tiedIn(`
resources:${database}
    options: { dependsOn: ["\${bucket}", "\${whole}", "\${missing}"] }
  bucket: { type: "aws:s3/bucket:Bucket", properties: { tags: { key: "\${key.arn}" } } }
  key: { type: "aws:kms/key:Key" }
  whole: { type: "my:index:Whole" }
  part: { type: "aws:iam/role:Role", options: { parent: "\${whole}" } }
  user: { type: "aws:s3/bucket:Bucket", properties: { tags: { key: "\${key.arn}" } } }`),
            ["database", "bucket", "key", "whole", "part"],
        );
    });

    it("but not the stack or a provider that it depends on", () => {
        assert.deepEqual(
            tiedIn(`
resources:${database}
    options: { dependsOn: ["\${provider}"] }
  provider: { type: "pulumi:providers:kubernetes", properties: { cluster: "\${cluster.id}" } }
  cluster: { type: "aws:eks/cluster:Cluster" }`),
            ["database"],
        );
    });

    it("when a StorageClass that the database names uses it", () => {
        assert.deepEqual(
            tiedIn(`
resources:
  database:
    type: kubernetes:postgresql.cnpg.io/v1:Cluster
    properties:
      { apiVersion: postgresql.cnpg.io/v1, kind: Cluster, metadata: { name: orders }, spec: { storage: { storageClass: fast } } }
  fast:
    type: kubernetes:storage.k8s.io/v1:StorageClass
    properties:
      { apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: { name: fast }, parameters: { kmsKeyId: "\${key.arn}" } }
  slow:
    type: kubernetes:storage.k8s.io/v1:StorageClass
    properties:
      { apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: { name: slow }, parameters: { kmsKeyId: "\${other.arn}" } }
  key: { type: "aws:kms/key:Key" }
  other: { type: "aws:kms/key:Key" }`),
            ["database", "fast", "key"],
        );
    });

    it("when a workload that works on a database uses it", () => {
        const text = `
resources:
  backups:
    type: kubernetes:batch/v1:CronJob
    properties:
      apiVersion: batch/v1
      kind: CronJob
      metadata: { name: backups }
      spec:
        jobTemplate: { spec: { template: { spec: { containers: [{ image: "altinity/clickhouse-backup:2.8.0" }] } } } }
    options: { dependsOn: ["\${bucket}"] }
  bucket: { type: "aws:s3/bucket:Bucket" }`;
        assert.deepEqual(tiedIn(text), ["backups", "bucket"]);
        assert.deepEqual(tiedIn(text.replace("altinity/clickhouse-backup:2.8.0", "shop/web:1")), []);
    });

    it("when it sets something of a tied one", () => {
        assert.deepEqual(
            tiedIn(`
resources:
  vault: { type: "hardened-db:index:BackupVault" }
  bucket: { type: "aws:s3/bucket:Bucket", options: { parent: "\${vault}" } }
  policy: { type: "aws:s3/bucketPolicy:BucketPolicy", properties: { bucket: "\${bucket.id}", policy: "\${reader.arn}" } }
  reader: { type: "aws:iam/role:Role" }
  rights: { type: "aws:iam/rolePolicy:RolePolicy", properties: { role: "\${reader.id}" } }
  object: { type: "aws:s3/bucketObject:BucketObject", properties: { bucket: "\${bucket.id}" } }`),
            ["vault", "bucket", "policy", "reader", "rights"],
        );
    });

    it("by our own tags, and by tags and labels that are asked for", () => {
        const text = `
resources:
  ours: { type: "aws:kms/key:Key", properties: { tags: { "hardened-db:component": Volumes } } }
  aws: { type: "aws:kms/key:Key", properties: { tags: { team: data, stage: prod } } }
  gcp: { type: "gcp:kms/cryptoKey:CryptoKey", properties: { labels: { team: data } } }
  account:
    type: kubernetes:core/v1:ServiceAccount
    properties: { apiVersion: v1, kind: ServiceAccount, metadata: { name: app, labels: { team: data } } }
  web: { type: "aws:kms/key:Key", properties: { tags: { team: web } } }`;
        assert.deepEqual(tiedIn(text), ["ours"]);
        assert.deepEqual(tiedIn(text, { selectors: [{ team: "data" }] }), ["ours", "aws", "gcp", "account"]);
        const knative = `
resources:
  web: { type: "gcp:cloudrun/service:Service", properties: { metadata: { labels: { team: data } } } }`;
        assert.deepEqual(tiedIn(knative, { selectors: [{ team: "data" }] }), ["web"]);
        assert.deepEqual(tiedIn(text, { selectors: [{ team: "data", stage: "prod" }] }), ["ours", "aws"]);
    });
});

describe("a Pulumi resource is tied to a database that names it", () => {
    const named = (manifest: string, resources: string): readonly string[] =>
        tiedIn(`kind: List\nitems:\n  - ${manifest}\nresources:${resources}`);
    const buckets = `
  aws: { type: "aws:s3/bucket:Bucket", properties: { bucket: backups } }
  older: { type: "aws:s3/bucketV2:BucketV2", properties: { bucket: backups } }
  gcp: { type: "gcp:storage/bucket:Bucket", properties: { name: backups } }
  other: { type: "aws:s3/bucket:Bucket", properties: { bucket: backups-of-web } }
  nameless: { type: "aws:s3/bucket:Bucket" }`;

    for (const [how, manifest] of [
        [
            "an ObjectStore's path",
            "{ apiVersion: barmancloud.cnpg.io/v1, kind: ObjectStore, metadata: { name: s }, spec: { configuration: { destinationPath: 's3://backups/orders' } } }",
        ],
        [
            "a Cluster's path on Google Cloud",
            "{ apiVersion: postgresql.cnpg.io/v1, kind: Cluster, metadata: { name: s }, spec: { backup: { barmanObjectStore: { destinationPath: 'gs://backups' } } } }",
        ],
        [
            "a storage of Percona's for MongoDB",
            "{ apiVersion: psmdb.percona.com/v1, kind: PerconaServerMongoDB, metadata: { name: s }, spec: { backup: { storages: { main: { s3: { bucket: backups } } } } } }",
        ],
        [
            "a storage of Percona's for MySQL, with a folder",
            "{ apiVersion: pxc.percona.com/v1, kind: PerconaXtraDBCluster, metadata: { name: s }, spec: { backup: { storages: { main: { s3: { bucket: backups/orders } } } } } }",
        ],
        [
            "clickhouse-backup's environment",
            "{ apiVersion: clickhouse.altinity.com/v1, kind: ClickHouseInstallation, metadata: { name: s }, spec: { templates: { podTemplates: [{ spec: { containers: [{ env: [{ name: S3_BUCKET, value: backups }] }] } }] } } }",
        ],
        [
            "clickhouse-backup's environment on Google Cloud",
            "{ apiVersion: clickhouse.altinity.com/v1, kind: ClickHouseInstallation, metadata: { name: s }, spec: { env: [{ name: GCS_BUCKET, value: backups }] } }",
        ],
    ] as const) {
        it(`by ${how}`, () => {
            assert.deepEqual(named(manifest, buckets), ["aws", "older", "gcp"]);
        });
    }

    it("not by another variable, nor by what an application says", () => {
        const env = (name: string): string =>
            `{ apiVersion: clickhouse.altinity.com/v1, kind: ClickHouseInstallation, metadata: { name: s }, spec: { env: [{ name: ${name}, value: backups }] } }`;
        assert.deepEqual(named(env("STAGE"), buckets), []);
        const application = `{ apiVersion: v1, kind: ConfigMap, metadata: { name: web }, data: { path: "s3://backups/web", bucket: backups } }`;
        assert.deepEqual(named(application, buckets), []);
    });

    const identities = `
  annotated: { type: "aws:iam/role:Role", properties: { name: orders-0abc } }
  trusted:
    type: aws:iam/role:Role
    properties: { assumeRolePolicy: '{"Condition": {"StringEquals": {"x:sub": "system:serviceaccount:shop:orders"}}}' }
  other:
    type: aws:iam/role:Role
    properties: { name: web, assumeRolePolicy: '{"Condition": {"StringEquals": {"x:sub": "system:serviceaccount:shop:web"}}}' }
  association: { type: "aws:eks/podIdentityAssociation:PodIdentityAssociation", properties: { namespace: shop, serviceAccount: orders, roleArn: "\${assumed.arn}" } }
  assumed: { type: "aws:iam/role:Role" }
  web: { type: "aws:eks/podIdentityAssociation:PodIdentityAssociation", properties: { namespace: web, serviceAccount: orders } }
  google: { type: "gcp:serviceaccount/account:Account", properties: { accountId: orders } }
  member: { type: "gcp:serviceaccount/iAMMember:IAMMember", properties: { member: "serviceAccount:shop.svc.id.goog[shop/orders]" } }
  stranger: { type: "gcp:serviceaccount/iAMMember:IAMMember", properties: { member: "serviceAccount:shop.svc.id.goog[shop/web]" } }`;

    it("by the annotations of its service account, and by what trusts that account", () => {
        const annotations =
            '{ eks.amazonaws.com/role-arn: "arn:aws:iam::111122223333:role/hardened-db/orders-0abc", iam.gke.io/gcp-service-account: "orders@shop.iam.gserviceaccount.com" }';
        const everything = ["annotated", "trusted", "association", "assumed", "google", "member"];
        assert.deepEqual(
            named(
                `{ apiVersion: postgresql.cnpg.io/v1, kind: Cluster, metadata: { name: orders, namespace: shop }, spec: { serviceAccountTemplate: { metadata: { annotations: ${annotations} } } } }`,
                identities,
            ),
            everything,
        );
        assert.deepEqual(
            tiedIn(
                `kind: List
items:
  - { apiVersion: psmdb.percona.com/v1, kind: PerconaServerMongoDB, metadata: { name: data, namespace: shop }, spec: { replsets: [{ serviceAccountName: orders }] } }
  - { apiVersion: v1, kind: ServiceAccount, metadata: { name: orders, namespace: shop, annotations: ${annotations} } }
  - { apiVersion: v1, kind: ServiceAccount, metadata: { name: web, namespace: shop } }
resources:${identities}`,
            ),
            everything,
        );
    });

    it("by a role, an account or a pod's service account that is not its own, it is not", () => {
        assert.deepEqual(
            named(
                "{ apiVersion: psmdb.percona.com/v1, kind: PerconaServerMongoDB, metadata: { name: orders, namespace: shop } }",
                identities,
            ),
            [],
        );
    });
});

describe("ties of a large estate", () => {
    it("are found in one pass", () => {
        const resource = (index: number): string => `
  bucket${index}: { type: "aws:s3/bucket:Bucket", properties: { bucket: b${index} }, options: { parent: "\${vault}" } }
  policy${index}: { type: "aws:s3/bucketPolicy:BucketPolicy", properties: { bucket: "\${bucket${index}.bucket}" } }`;
        const text = `resources:\n  vault: { type: "hardened-db:index:BackupVault" }${Array.from({ length: 3000 }, (_, index) => resource(index)).join("")}`;
        const { subjects } = readExamples(text, "pass")[0]!.estate;
        const estate = new Estate(subjects);
        assert.ok(estate.subjects.every((subject) => cloudTied(subject, estate)));
    });
});
