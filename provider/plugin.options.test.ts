import assert from "node:assert/strict";
import { builtPlugin } from "../testing/builtPlugin";
import { stackUrn, type ConstructOptions, type Run } from "../testing/fakeEngine";
import { onAws } from "../testing/postgresArguments";
import { label, the } from "../testing/registrations";

describe("Options of a PostgresDatabase", function () {
    this.timeout(60_000);
    const construct = builtPlugin();
    const withOptions = async (options: ConstructOptions): Promise<Run> => {
        // Without the CRDs, which are most of what goes over the wire.
        const inputs = { ...onAws(), operator: { crds: "existing" } };
        const run = await construct({ type: "PostgresDatabase", name: "orders", inputs, options });
        assert.equal(run.error, undefined);
        return run;
    };

    it("providers: each child is made by the one of its package, also deep inside", async () => {
        const providers = Object.fromEntries(
            ["aws", "kubernetes", "random", "tls"].map((pkg) => [
                pkg,
                `urn:pulumi:prod::shop::pulumi:providers:${pkg}::mine::6f0c1d2e-${pkg}`,
            ]),
        );
        const { resources } = await withOptions({ providers });
        const used = new Set<string>();
        for (const child of resources.filter(({ custom }) => custom)) {
            const pkg = child.type.split(":")[0] ?? "";
            assert.equal(child.provider, providers[pkg], label(child));
            used.add(pkg);
        }
        assert.deepEqual([...used].sort(), ["aws", "kubernetes", "random", "tls"]);
    });

    it("no providers: each child is left to the default provider of its package", async () => {
        const { resources } = await withOptions({});
        assert.deepEqual(resources.filter(({ provider }) => provider !== "").map(label), []);
    });

    it("aliases, parent, dependsOn and deletedWith reach the component, from which the engine derives its children's", async () => {
        const bucket = "urn:pulumi:prod::shop::aws:s3/bucket:Bucket::other";
        const run = await withOptions({
            aliases: ["old-orders"],
            parent: `${stackUrn}-family`,
            dependsOn: [bucket],
            deletedWith: bucket,
        });
        const component = the(run, "PostgresDatabase", "orders");
        assert.deepEqual(component.aliases, ["old-orders"]);
        assert.equal(component.parent, `${stackUrn}-family`);
        assert.deepEqual(component.dependencies, [bucket]);
        assert.equal(component.deletedWith, bucket);
    });

    it("protect: reaches every child", async () => {
        const { resources } = await withOptions({ protect: true });
        assert.deepEqual(resources.filter(({ protect }) => protect !== true).map(label), []);
    });

    it("retainOnDelete: reaches the component, from which the engine hands it on", async () => {
        const run = await withOptions({ retainOnDelete: true });
        assert.equal(the(run, "PostgresDatabase", "orders").retainOnDelete, true);
        const undone = run.resources.filter(({ retainOnDelete }) => retainOnDelete === false).map(label);
        assert.deepEqual(undone, [], "no child says otherwise");
    });

    it("ignoreChanges and replaceOnChanges, which Pulumi does not hand on, reach every child", async () => {
        const { resources } = await withOptions({ ignoreChanges: ["metadata.labels"], replaceOnChanges: ["spec.x"] });
        for (const child of resources.filter(({ custom }) => custom)) {
            assert.deepEqual(child.ignoreChanges, ["metadata.labels"], label(child));
            assert.deepEqual(child.replaceOnChanges, ["spec.x"], label(child));
        }
    });

    it("customTimeouts, which Pulumi does not hand on, reach every child, all three of them", async () => {
        const customTimeouts = { create: "7m", update: "8m", delete: "9m" };
        const { resources } = await withOptions({ customTimeouts });
        for (const child of resources.filter(({ custom }) => custom)) {
            assert.deepEqual(child.customTimeouts, customTimeouts, label(child));
        }
    });

    it("one custom timeout leaves the database its own default for the others", async () => {
        const run = await withOptions({ customTimeouts: { delete: "9m" } });
        assert.deepEqual(the(run, "Cluster", "orders").customTimeouts, {
            create: "20m",
            update: "20m",
            delete: "9m",
        });
        assert.deepEqual(the(run, "Secret", "orders-root").customTimeouts, { create: "", update: "", delete: "9m" });
    });

    it("no customTimeouts: a database has 20 minutes to become ready, everything else what its provider thinks", async () => {
        const run = await withOptions({});
        assert.deepEqual(the(run, "Cluster", "orders").customTimeouts, { create: "20m", update: "20m", delete: "" });
        assert.deepEqual(the(run, "Secret", "orders-root").customTimeouts, { create: "", update: "", delete: "" });
    });
});
