import assert from "node:assert/strict";
import { builtPlugin } from "../testing/builtPlugin";
import type { Run } from "../testing/fakeEngine";
import { onAws } from "../testing/postgresArguments";
import { allOf, kindOf, labels, the } from "../testing/registrations";
import { output, textAt, unmarked, valueAt, type Wire } from "../testing/wire";

describe("What databases share", function () {
    this.timeout(60_000);
    const construct = builtPlugin();
    const args = onAws();
    const ok = async (type: string, name: string, inputs: object): Promise<Run> => {
        const run = await construct({ type, name, inputs });
        assert.equal(run.error, undefined);
        return run;
    };
    /** An output of one component as the engine hands it to another. */
    const handed = (run: Run, name: string): Wire =>
        output({
            value: unmarked(run.outputs[name] ?? assert.fail(`there is an output ${name}`)),
            dependencies: run.outputDependencies[name] ?? [],
        });

    describe("an operator", () => {
        let operator: Run;
        before(async () => {
            operator = await ok("PostgresOperator", "cnpg", {
                namespace: { name: "databases", create: true },
                watchNamespaces: [
                    { name: "orders", create: true },
                    { name: "invoices", create: false },
                ],
                network: args.platform.network,
            });
        });

        it("has a Role where it runs and in each namespace it watches, and rights over objects nowhere else [KSI-1, KSI-3]", () => {
            const places = allOf(operator, "Role").map(({ inputs }) => valueAt(inputs, "metadata.namespace"));
            assert.deepEqual(places.sort(), ["databases", "invoices", "orders"]);
            for (const binding of allOf(operator, "RoleBinding", "ClusterRoleBinding")) {
                assert.deepEqual(binding.inputs["subjects"], [
                    { kind: "ServiceAccount", name: "cnpg", namespace: "databases" },
                ]);
            }
            const rules = the(operator, "ClusterRole", "cnpg-reads").inputs["rules"] as { verbs: string[] }[];
            const verbs = new Set(rules.flatMap((rule) => rule.verbs));
            assert.deepEqual([...verbs].sort(), ["get", "list", "watch"]);
        });

        it("makes the namespaces it is told to make and no other", () => {
            assert.deepEqual(labels(allOf(operator, "Namespace")), [
                "Namespace cnpg-namespace-databases",
                "Namespace cnpg-namespace-orders",
            ]);
        });

        it("watches exactly these namespaces, and tells so [KSI-2]", () => {
            const { inputs } = the(operator, "Deployment", "cnpg");
            const env = valueAt(inputs, "spec.template.spec.containers[0].env") as { name: string; value?: string }[];
            assert.equal(env.find(({ name }) => name === "WATCH_NAMESPACE")?.value, "orders,invoices");
            assert.deepEqual(unmarked(operator.outputs["reference"] ?? null), {
                namespace: "databases",
                watchNamespaces: ["orders", "invoices"],
            });
        });

        it("is neither made again nor forgotten by a database that is given it", async () => {
            const database = await ok("PostgresDatabase", "orders", {
                ...args,
                namespace: { name: "orders", create: false },
                operator: { shared: handed(operator, "reference") },
            });
            assert.deepEqual(
                database.resources
                    .filter(({ type }) => /Deployment|CustomResourceDefinition|Role$/.test(type))
                    .map(({ name }) => name),
                ["orders-vault-orders.orders-role"],
            );
            const deployment = the(operator, "Deployment", "cnpg").urn;
            assert.ok(
                the(database, "PostgresDatabase", "orders").dependencies.includes(deployment),
                "the whole database is made after the operator and taken down before it",
            );
            const policy = the(database, "NetworkPolicy", "orders-network");
            assert.deepEqual(valueAt(policy.inputs, "spec.ingress[0].from[0].namespaceSelector.matchLabels"), {
                "kubernetes.io/metadata.name": "databases",
            });
        });
    });

    it("a vault: each database writes to its own folder with its own role [CM-5, KSI-4]", async () => {
        const vault = await ok("BackupVault", "backups", {
            aws: {
                oidcProviderArn: args.platform.aws!.oidcProviderArn,
                keyAdministrators: args.platform.aws!.keyAdministrators,
            },
            clients: [
                { namespace: "orders", serviceAccount: "orders" },
                { namespace: "invoices", serviceAccount: "invoices" },
            ],
        });
        const database = await ok("PostgresDatabase", "invoices", {
            ...args,
            namespace: { name: "invoices", create: true },
            operator: { crds: "existing" },
            backup: { vault: handed(vault, "reference") },
        });
        assert.deepEqual(
            database.resources.filter(({ type }) => /^aws:(s3|iam)/.test(type)).map(({ name }) => name),
            [],
        );
        const bucket = textAt(vault.outputs, "bucket");
        const store = the(database, "ObjectStore", "invoices-store");
        assert.equal(valueAt(store.inputs, "spec.configuration.destinationPath"), `s3://${bucket}/invoices/invoices`);
        const account = valueAt(
            the(database, "Cluster", "invoices").inputs,
            "spec.serviceAccountTemplate.metadata.annotations",
        );
        const roles = allOf(vault, "Role").map(
            ({ inputs }) => `arn:aws:iam::123456789012:role/hardened-db/${textAt(inputs, "name")}`,
        );
        assert.equal(roles.length, 2);
        const role = roles.find((each) => each.includes("invoices-invoices"));
        assert.ok(role);
        assert.deepEqual(account, { "eks.amazonaws.com/role-arn": role });
        assert.deepEqual(unmarked(database.outputs["roleArn"] ?? null), role);
        for (const bucketPart of allOf(vault, "Bucket", "BucketPolicy", "RolePolicy").filter(
            ({ name }) => !name.includes("-logs") && !name.includes("orders"),
        )) {
            assert.ok(store.dependencies.includes(bucketPart.urn), `the store waits for ${bucketPart.name}`);
        }
    });

    it("nothing by accident: two databases have no resource and no object of the cluster in common but what they are to share", async () => {
        const orders = await ok("PostgresDatabase", "orders", args);
        const invoices = await ok("PostgresDatabase", "invoices", {
            ...args,
            namespace: { name: "invoices", create: true },
        });
        const urns = new Set(orders.resources.map(({ urn }) => urn));
        assert.deepEqual(labels(invoices.resources.filter(({ urn }) => urns.has(urn))), []);
        const objects = (run: Run): string[] =>
            run.resources
                .filter(({ type }) => type.startsWith("kubernetes:"))
                .map(({ type, inputs }) =>
                    JSON.stringify([
                        kindOf(type),
                        valueAt(inputs, "metadata.namespace"),
                        valueAt(inputs, "metadata.name"),
                    ]),
                );
        const common = objects(invoices).filter((object) => objects(orders).includes(object));
        // Both databases' client is in `shop`; its Secrets are named after the databases.
        assert.deepEqual([...new Set(common.map((object) => object.split('"')[1]))], ["CustomResourceDefinition"]);
    });
});
