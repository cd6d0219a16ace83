import assert from "node:assert/strict";
import { Estate, type EstateOptions } from "./estate";
import { Subject, type PulumiResource } from "./subject";
import { namespacesOfDatabases, tiedToDatabase } from "./ties";
import { SecretValue, unknownValue } from "./value";

type Manifest = Readonly<Record<string, unknown>>;

function subject(manifest: Manifest, pulumi?: PulumiResource): Subject {
    return Subject.ofManifest({ apiVersion: "v1", ...manifest }, pulumi)!;
}

function object(kind: string, name: string, more: Manifest = {}, metadata: Manifest = {}): Subject {
    return subject({ kind, metadata: { name, namespace: "shop", ...metadata }, ...more });
}

function cluster(spec: Manifest = {}, name = "orders"): Subject {
    return object("Cluster", name, { apiVersion: "postgresql.cnpg.io/v1", spec });
}

function workload(kind: string, image: string, { pod = {}, labels = {} }: Record<string, Manifest> = {}): Subject {
    return object(kind, "work", {
        apiVersion: "apps/v1",
        spec: { template: { metadata: { labels }, spec: { containers: [{ image }], ...pod } } },
    });
}

/** Whether the first is tied to a database in the estate of them all. */
function isTied(subjects: readonly Subject[], options: EstateOptions = {}): boolean {
    return tiedToDatabase(subjects[0]!, new Estate(subjects, options));
}

describe("what is tied to a database", () => {
    it("is what an operator's label or owner stands on, or what the configuration selects", () => {
        const labelled = (labels: Manifest): boolean => isTied([object("Secret", "a", {}, { labels })]);
        for (const [key, value] of [
            ["cnpg.io/cluster", "orders"],
            ["cnpg.io/reload", ""],
            ["clickhouse.altinity.com/chi", "orders"],
            ["clickhouse-keeper.altinity.com/chk", "orders"],
            ["postgres-operator.crunchydata.com/cluster", "orders"],
            ["k8s.mariadb.com/replication", "x"],
            ["app.kubernetes.io/managed-by", "cloudnative-pg"],
            ["app.kubernetes.io/managed-by", "mariadb-operator"],
            ["app.kubernetes.io/managed-by", "percona-server-mongodb-operator"],
            ["app.kubernetes.io/managed-by", "percona-xtradb-cluster-operator"],
            ["app.kubernetes.io/part-of", "percona-server-mongodb"],
            ["app.kubernetes.io/part-of", "percona-xtradb-cluster"],
            ["app.kubernetes.io/name", "postgresql"],
        ] as const) {
            assert.equal(labelled({ [key]: value }), true, key);
        }
        assert.equal(labelled({ app: "web", "app.kubernetes.io/managed-by": "Helm" }), false);
        assert.equal(labelled({ "app.kubernetes.io/managed-by": "postgresql" }), false);

        const owned = (apiVersion: string): boolean =>
            isTied([object("Secret", "a", {}, { ownerReferences: [{ apiVersion, kind: "Cluster", name: "orders" }] })]);
        assert.equal(owned("postgresql.cnpg.io/v1"), true);
        assert.equal(owned("cluster.x-k8s.io/v1"), false);

        const selectors = [{ team: "db", tier: "back" }];
        const chosen = (labels: Manifest): boolean => isTied([object("Secret", "a", {}, { labels })], { selectors });
        assert.equal(chosen({ team: "db", tier: "back", more: "x" }), true);
        assert.equal(chosen({ team: "db" }), false);
    });

    it("is labelled as an instance of a database in the same namespace", () => {
        const labels = { "app.kubernetes.io/instance": "orders" };
        assert.equal(isTied([object("Secret", "a", {}, { labels }), cluster()]), true);
        assert.equal(isTied([object("Secret", "a", {}, { labels }), cluster({}, "other")]), false);
        assert.equal(isTied([object("Secret", "a", {}, { labels, namespace: "web" }), cluster()]), false);
    });

    it("is not an application that is called like its database", () => {
        const names = ["orders", "web"];
        const labels = { "app.kubernetes.io/instance": "orders", "app.kubernetes.io/name": "web" };
        const pods = { metadata: { labels }, spec: { containers: [{ image: "web" }] } };
        const work = { apiVersion: "apps/v1", spec: { template: pods } };
        const policy = { apiVersion: "networking.k8s.io/v1", spec: { podSelector: { matchLabels: labels } } };
        for (const name of names) {
            for (const application of [
                object("Secret", name, {}, { labels }),
                object("ConfigMap", name, {}, { labels }),
                object("Service", name, { spec: { selector: { app: "web" } } }, { labels }),
                object("NetworkPolicy", name, policy, { labels }),
                object("Deployment", name, work, { labels }),
            ]) {
                assert.equal(isTied([application, cluster()]), false, `${application.kind} ${name}`);
            }
        }
        const instance = { "app.kubernetes.io/instance": "orders" };
        assert.equal(isTied([object("Service", "web", {}, { labels: instance }), cluster()]), false);
        assert.equal(isTied([object("ServiceAccount", "orders", {}, { labels }), cluster()]), true);
    });

    it("is everything, where everything is asked for", () => {
        assert.equal(isTied([object("Secret", "a")], { scope: "everything" }), true);
        assert.equal(isTied([object("Secret", "a")]), false);
    });

    it("is an object of an operator's API", () => {
        assert.equal(isTied([object("Database", "a", { apiVersion: "postgresql.cnpg.io/v1" })]), true);
        assert.equal(isTied([object("Cluster", "a", { apiVersion: "cluster.x-k8s.io/v1" })]), false);
    });

    it("is what a custom resource names, in its namespace", () => {
        const named = (kind: string, name: string, spec: Manifest): boolean =>
            isTied([object(kind, name), cluster(spec)]);
        assert.equal(named("Secret", "login", { superuserSecret: { name: "login" } }), true);
        assert.equal(named("Secret", "login", { managed: { roles: [{ passwordSecret: { name: "login" } }] } }), true);
        assert.equal(named("Secret", "login", { externalClusters: [{ password: { name: "login", key: "p" } }] }), true);
        assert.equal(named("Secret", "login", { externalClusters: [{ sslKey: { name: "login", key: "p" } }] }), true);
        assert.equal(named("Secret", "login", { backup: { endpointCA: { name: "login" } } }), true);
        assert.equal(named("ConfigMap", "sql", { bootstrap: { configMapRefs: [{ name: "sql" }] } }), true);
        assert.equal(named("ServiceAccount", "runner", { serviceAccountName: "runner" }), true);
        assert.equal(named("Secret", "login", { certificates: { serverTLSSecret: "login" } }), true);
        assert.equal(named("Secret", "login", { issuerConf: { name: "login" } }), true);
        assert.equal(named("Secret", "login", { credentials: { name: "login" } }), true);
        const marked = new SecretValue({ name: new SecretValue("login"), key: unknownValue, optional: null });
        assert.equal(named("Secret", "login", { superuserSecret: marked, backup: unknownValue }), true);
        assert.equal(named("Secret", "login", { bootstrap: { initdb: { database: "login" } } }), false);
        assert.equal(named("Secret", "login", { roles: [{ name: "login" }] }), false);
        assert.equal(named("Secret", "login", { secret: { inner: { name: "login" } } }), false);
        assert.equal(
            isTied([
                object("Secret", "login", {}, { namespace: "web" }),
                cluster({ superuserSecret: { name: "login" } }),
            ]),
            false,
        );

        const mongo = object("PerconaServerMongoDB", "orders", {
            apiVersion: "psmdb.percona.com/v1",
            spec: { secrets: { users: "logins" } },
        });
        assert.equal(isTied([object("Secret", "logins"), mongo]), true);
        for (const name of ["orders-secrets", "orders-ssl", "orders-ssl-internal"]) {
            assert.equal(isTied([object("Secret", name), mongo]), true, name);
            const mysql = object("PerconaXtraDBCluster", "orders", { apiVersion: "pxc.percona.com/v1" });
            assert.equal(isTied([object("Secret", name), mysql]), true, name);
        }
        assert.equal(isTied([object("Secret", "orders-app"), mongo]), false);
        for (const name of ["orders-app", "orders-superuser", "orders-ca", "orders-server", "orders-replication"]) {
            assert.equal(isTied([object("Secret", name), cluster()]), true, name);
        }
        assert.equal(isTied([object("Secret", "orders"), cluster()]), false);
        assert.equal(isTied([object("ServiceAccount", "orders"), cluster()]), true);
        assert.equal(isTied([object("ServiceAccount", "orders"), mongo]), false);
    });

    it("is not an application whose init container waits for its database", () => {
        const waiting = (more: Manifest): Record<string, Manifest> => ({
            pod: { initContainers: [{ image: "postgres:17", ...more }] },
        });
        assert.equal(isTied([workload("Deployment", "gitea", waiting({}))]), false);
        assert.equal(isTied([workload("Deployment", "gitea", waiting({ restartPolicy: "Always" }))]), true);
    });

    it("is a storage class that a database names, or leaves to the cluster", () => {
        const made = (name: string, isDefault = "false"): Subject =>
            subject({
                apiVersion: "storage.k8s.io/v1",
                kind: "StorageClass",
                metadata: { name, annotations: { "storageclass.kubernetes.io/is-default-class": isDefault } },
            });
        assert.equal(isTied([made("fast"), cluster({ storage: { storageClass: "fast" } })]), true);
        assert.equal(isTied([made("fast"), cluster({ storage: { storageClass: "slow" } })]), false);
        assert.equal(isTied([made("fast", "true"), cluster({ storage: { storageClass: "slow" } })]), false);
        assert.equal(isTied([made("fast", "true"), cluster()]), true);
        assert.equal(isTied([made("fast", "true")]), false);
        // A backup or a role says nothing of storage.
        assert.equal(
            isTied([made("fast", "true"), object("Backup", "b", { apiVersion: "postgresql.cnpg.io/v1" })]),
            false,
        );
    });

    it("is a workload with a database's image, and what it names", () => {
        for (const image of [
            "postgres",
            "docker.io/library/postgres:17@sha256:00",
            "registry.example.com:5000/mirror/mysql-server:8",
            "${REGISTRY}/mariadb:${TAG}",
            "bitnami/mongodb:8",
            "clickhouse/clickhouse-server:26.3",
            "percona/percona-xtradb-cluster:8.4",
            "dpage/pgadmin4:9",
            "altinity/clickhouse-backup:2.8.0",
            "ghcr.io/cloudnative-pg/cloudnative-pg:1.30.1",
            "mariadb-operator:26",
        ]) {
            assert.equal(isTied([workload("Deployment", image)]), true, image);
        }
        for (const image of [
            "nginx",
            "postgrest/postgrest:12",
            "example/operator:1",
            "example/backup:1",
            "postgres/web:1",
        ]) {
            assert.equal(isTied([workload("Deployment", image)]), false, image);
        }
        assert.equal(isTied([workload("Deployment", "nginx", { labels: { "cnpg.io/cluster": "a" } })]), true);
        assert.equal(
            isTied([workload("Deployment", "nginx", { labels: { a: "b" } })], { selectors: [{ a: "b" }] }),
            true,
        );

        const pod = { volumes: [{ configMap: { name: "conf" } }] };
        assert.equal(isTied([object("ConfigMap", "conf"), workload("StatefulSet", "postgres:17", { pod })]), true);
        assert.equal(isTied([object("ConfigMap", "conf"), workload("StatefulSet", "nginx", { pod })]), false);
        const labels = { a: "b" };
        assert.equal(
            isTied([object("ConfigMap", "conf"), workload("StatefulSet", "nginx", { pod, labels })], {
                selectors: [labels],
            }),
            true,
        );
        const own = { "cnpg.io/cluster": "a" };
        assert.equal(
            isTied([object("ConfigMap", "conf"), workload("StatefulSet", "nginx", { pod, labels: own })]),
            true,
        );
    });

    it("is a Service or a NetworkPolicy that selects a database's pods", () => {
        const service = (selector: Manifest): Subject => object("Service", "s", { spec: { selector } });
        const policy = (podSelector: Manifest): Subject =>
            object("NetworkPolicy", "p", { apiVersion: "networking.k8s.io/v1", spec: { podSelector } });
        const server = workload("StatefulSet", "postgres:17", { labels: { app: "db", tier: "back" } });
        const many = [...Array(3).keys()].map((index) =>
            object(
                `Pod`,
                `p${index}`,
                { spec: { containers: [{ image: "postgres" }] } },
                { labels: { app: "db", n: String(index) } },
            ),
        );

        assert.equal(isTied([service({ app: "db" }), server]), true);
        assert.equal(isTied([service({ app: "db", n: "2" }), ...many]), true);
        assert.equal(isTied([service({ app: "db", n: "3" }), ...many]), false);
        assert.equal(isTied([service({ app: "DB" }), server]), false);
        assert.equal(isTied([service({ app: "db", tier: "front" }), server]), false);
        assert.equal(isTied([service({}), server]), false);
        assert.equal(
            isTied([service({ app: "db" }), workload("Deployment", "dpage/pgadmin4", { labels: { app: "db" } })]),
            false,
        );
        assert.equal(
            isTied([service({ app: "db" }), workload("StatefulSet", "nginx", { labels: { app: "db", team: "x" } })], {
                selectors: [{ team: "x" }],
            }),
            true,
        );
        assert.equal(isTied([service({ team: "x" })], { selectors: [{ team: "x" }] }), true);
        assert.equal(isTied([service({ "cnpg.io/cluster": "elsewhere" })]), true);
        assert.equal(isTied([service({ "app.kubernetes.io/instance": "orders", role: "primary" }), cluster()]), true);
        assert.equal(isTied([service({ role: "primary", app: "web" }), cluster()]), false);

        assert.equal(isTied([policy({ matchLabels: { app: "db" } }), server]), true);
        assert.equal(isTied([policy({ matchLabels: { app: "web" } }), server]), false);
        assert.equal(isTied([policy({}), server]), true);
        assert.equal(isTied([policy({}), cluster()]), true);
        assert.equal(isTied([policy({}), workload("Deployment", "nginx")]), false);
        assert.equal(isTied([policy({ matchLabels: { team: "x" } })], { selectors: [{ team: "x" }] }), true);
        const asks = (operator: string, key: string, values?: string[]): boolean =>
            isTied([policy({ matchExpressions: [{ key, operator, values }] })]);
        assert.equal(asks("Exists", "cnpg.io/cluster"), true);
        assert.equal(asks("In", "cnpg.io/cluster", ["a"]), true);
        assert.equal(asks("In", "app.kubernetes.io/name", ["web", "mysql"]), true);
        assert.equal(asks("NotIn", "cnpg.io/cluster", ["a"]), false);
        assert.equal(asks("Exists", "app"), false);
    });

    it("is a namespace that holds a database", () => {
        const namespace = (name: string): Subject => subject({ kind: "Namespace", metadata: { name } });
        assert.equal(isTied([namespace("shop"), cluster()]), true);
        assert.equal(isTied([namespace("web"), cluster()]), false);
        const first = cluster();
        const estate = new Estate([first, cluster({}, "second")]);
        assert.deepEqual([...namespacesOfDatabases(estate)], [["shop", first]]);
    });

    describe("through Pulumi", () => {
        const secretType = "kubernetes:core/v1:Secret";
        const urnOf = (type: string, name: string): string => `urn:pulumi:a::b::${type}::${name}`;
        const resource = (
            type: string,
            name: string,
            more: Partial<PulumiResource> = {},
            manifest?: Manifest,
        ): Subject => {
            const pulumi = { urn: urnOf(type, name), type, dependencies: [], marksSecrets: true, ...more };
            return manifest === undefined
                ? Subject.ofPulumi(pulumi, {})
                : Subject.ofPulumi(pulumi, { apiVersion: "v1", metadata: { name }, ...manifest });
        };
        const secret = (more: Partial<PulumiResource> = {}): Subject =>
            resource(secretType, "login", more, { kind: "Secret" });
        const clusterType = "kubernetes:postgresql.cnpg.io/v1:Cluster";
        const database = (more: Partial<PulumiResource> = {}): Subject =>
            resource(clusterType, "orders", more, { apiVersion: "postgresql.cnpg.io/v1", kind: "Cluster" });
        const component = "hardened-db:index:PostgresDatabase";

        it("is what a database depends on or has as its parent", () => {
            assert.equal(isTied([secret(), database({ dependencies: [urnOf(secretType, "login")] })]), true);
            assert.equal(isTied([secret(), database({ parent: urnOf(secretType, "login") })]), true);
            assert.equal(
                isTied([secret(), resource(component, "c", { dependencies: [urnOf(secretType, "login")] })]),
                true,
            );
            assert.equal(isTied([secret(), database()]), false);
            assert.equal(
                isTied([secret(), resource("a:b:C", "c", { dependencies: [urnOf(secretType, "login")] })]),
                false,
            );
        });

        it("is what depends on a database, but not an application that waits for it", () => {
            const dependencies = [urnOf(clusterType, "orders")];
            assert.equal(isTied([secret({ dependencies }), database()]), true);
            assert.equal(isTied([secret({ dependencies: [urnOf(component, "c")] })]), true);
            assert.equal(isTied([secret({ dependencies: [urnOf("a:b:C", "c")] })]), false);
            const type = "kubernetes:apps/v1:Deployment";
            const application = resource(type, "web", { dependencies }, { apiVersion: "apps/v1", kind: "Deployment" });
            assert.equal(isTied([application, database()]), false);
        });

        it("is what stands below a database or a component", () => {
            const middle = resource("a:b:C", "c", { parent: urnOf(clusterType, "orders") });
            assert.equal(isTied([secret({ parent: urnOf(clusterType, "orders") }), database()]), true);
            assert.equal(isTied([secret({ parent: urnOf("a:b:C", "c") }), middle, database()]), true);
            assert.equal(isTied([secret({ parent: urnOf(component, "c") })]), true);
            assert.equal(isTied([secret({ urn: urnOf(`${component}$${secretType}`, "login") })]), true);
            assert.equal(isTied([secret({ urn: urnOf(`my-${component}$${secretType}`, "login") })]), false);
            const circle = resource("a:b:C", "c", { parent: urnOf("a:b:C", "c") });
            assert.equal(isTied([secret({ parent: urnOf("a:b:C", "c") }), circle]), false);
        });
    });

    it("is found of ten thousand objects before the test's time is up", () => {
        const names = [...Array(2500).keys()].map(String);
        const subjects = names.flatMap((name) => [
            cluster({ superuserSecret: { name: `login-${name}` } }, name),
            object("Secret", `login-${name}`),
            object("Service", name, { spec: { selector: { app: "db", n: name } } }),
            object("Pod", name, { spec: { containers: [{ image: "postgres" }] } }, { labels: { app: "db", n: name } }),
        ]);
        const estate = new Estate(subjects);
        assert.equal(
            subjects.every((each) => tiedToDatabase(each, estate)),
            true,
        );
    });
});
