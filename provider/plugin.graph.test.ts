import assert from "node:assert/strict";
import { startFakeEngine, stackUrn, type Run } from "../testing/fakeEngine";
import { onAws } from "../testing/postgresArguments";
import { allOf, ancestors, assertWaits, kindOf, label, labels, the } from "../testing/registrations";

describe("The graph of a PostgresDatabase on AWS", function () {
    this.timeout(60_000);
    let run: Run;
    before(async () => {
        const engine = await startFakeEngine();
        try {
            run = await engine.construct({ type: "PostgresDatabase", name: "orders", inputs: onAws() });
        } finally {
            await engine.close();
        }
        assert.equal(run.error, undefined);
    });

    it("is one family: whatever is made descends from the component, which stands in the stack", () => {
        const [component, ...children] = run.resources;
        assert.ok(component);
        assert.equal(label(component), "PostgresDatabase orders");
        assert.equal(component.parent, stackUrn);
        assert.ok(children.length > 40, `${children.length} children`);
        for (const child of children) {
            assert.equal(ancestors(run, child).at(-1), component, `${label(child)} descends from the component`);
        }
    });

    it("puts each child where it belongs: the operator's under the operator, the vault's under the vault", () => {
        const families = new Map<string, string[]>();
        for (const child of run.resources.slice(1)) {
            const [parent] = ancestors(run, child);
            assert.ok(parent);
            families.set(parent.name, [...(families.get(parent.name) ?? []), kindOf(child.type)]);
        }
        assert.deepEqual([...families.keys()].sort(), ["orders", "orders-operator", "orders-vault"]);
        const kinds = (parent: string): string[] => [...new Set(families.get(parent))].sort();
        assert.deepEqual(kinds("orders-operator"), [
            "ClusterRole",
            "ClusterRoleBinding",
            "ConfigMap",
            "CustomResourceDefinition",
            "Deployment",
            "NetworkPolicy",
            "Role",
            "RoleBinding",
            "ServiceAccount",
        ]);
        assert.deepEqual(kinds("orders"), [
            "Alias",
            "BackupVault",
            "Cluster",
            "ConfigMap",
            "ImageCatalog",
            "Key",
            "Namespace",
            "NetworkPolicy",
            "ObjectStore",
            "PodMonitor",
            "PostgresOperator",
            "PrivateKey",
            "PrometheusRule",
            "RandomPassword",
            "ScheduledBackup",
            "Secret",
            "SelfSignedCert",
            "StorageClass",
        ]);
        assert.ok(kinds("orders-vault").includes("Bucket") && kinds("orders-vault").includes("Role"));
    });

    it("names every child after its parent, so that renaming the component takes them along by aliases", () => {
        const strangers = run.resources.slice(1).filter((child) => {
            const [parent] = ancestors(run, child);
            return parent === undefined || !(child.name === parent.name || child.name.startsWith(`${parent.name}-`));
        });
        assert.deepEqual(labels(strangers), []);
    });

    describe("has the right order the first time:", () => {
        it("namespace and default-deny before everything that lies in it", () => {
            const namespace = the(run, "Namespace", "orders-namespace-orders");
            const denial = the(run, "NetworkPolicy", "orders-default-deny-orders");
            assertWaits(run, denial, namespace);
            const inside = run.resources.filter(
                ({ inputs, type }) =>
                    type.startsWith("kubernetes:") &&
                    JSON.stringify(inputs).includes('"namespace":"orders"') &&
                    !type.includes("ClusterRoleBinding"),
            );
            assert.ok(inside.length > 10, `${inside.length} objects lie in the namespace`);
            for (const object of inside.filter((each) => each !== denial)) {
                assertWaits(run, object, namespace, denial);
            }
        });

        it("CRDs before the operator, both before every custom resource", () => {
            const definitions = allOf(run, "CustomResourceDefinition");
            const operator = the(run, "Deployment", "orders-operator");
            assertWaits(run, operator, ...definitions);
            for (const object of allOf(run, "Cluster", "ImageCatalog", "ObjectStore", "ScheduledBackup")) {
                assertWaits(run, object, operator, ...definitions);
            }
        });

        it("rights and network policies before the pods that need them", () => {
            const operator = the(run, "Deployment", "orders-operator");
            assertWaits(
                run,
                operator,
                the(run, "NetworkPolicy", "orders-operator-network"),
                the(run, "ServiceAccount", "orders-operator"),
                ...allOf(run, "RoleBinding", "ClusterRoleBinding"),
            );
            assertWaits(
                run,
                the(run, "Cluster", "orders"),
                the(run, "NetworkPolicy", "orders-network"),
                ...run.resources.filter(({ name }) => /^orders-(app-login|root)$/.test(name)),
            );
        });

        it("a key before what it encrypts, and its users before it", () => {
            const volumes = the(run, "Key", "orders-volume-key");
            assertWaits(run, the(run, "StorageClass", "orders-storage-class"), volumes);
            const backups = the(run, "Key", "orders-vault-key");
            assertWaits(
                run,
                the(run, "BucketServerSideEncryptionConfiguration", "orders-vault-bucket-encryption"),
                backups,
            );
            assertWaits(run, backups, the(run, "Role", "orders-vault-orders.orders-role"));
        });

        it("role, key and the whole hardened bucket before the database that archives to it, the database before its backups", () => {
            const cluster = the(run, "Cluster", "orders");
            assertWaits(
                run,
                cluster,
                ...run.resources.filter((each) => ancestors(run, each)[0]?.name === "orders-vault"),
            );
            assertWaits(
                run,
                cluster,
                the(run, "StorageClass", "orders-storage-class"),
                the(run, "ObjectStore", "orders-store"),
            );
            assertWaits(run, the(run, "ScheduledBackup", "orders-backups"), cluster);
        });
    });
});
