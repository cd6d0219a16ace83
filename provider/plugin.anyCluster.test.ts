import assert from "node:assert/strict";
import { builtPlugin } from "../testing/builtPlugin";
import type { Run } from "../testing/fakeEngine";
import { onAnyCluster } from "../testing/postgresArguments";
import { assertWaits, the } from "../testing/registrations";
import { output, unmarked, valueAt } from "../testing/wire";

describe("A PostgresDatabase on any cluster, with backups in an S3-compatible store", function () {
    this.timeout(60_000);
    const construct = builtPlugin();
    const args = { ...onAnyCluster(), operator: { crds: "existing" } };
    const { network, s3 } = args.platform;
    let run: Run;
    before(async () => {
        const bucket = output({
            value: "backups",
            dependencies: ["urn:pulumi:prod::shop::minio:index:Bucket::backups"],
        });
        run = await construct({
            type: "PostgresDatabase",
            name: "orders",
            inputs: { ...args, platform: { network, s3: { ...s3, endpoint: "https://s3.example.org:9000", bucket } } },
        });
        assert.equal(run.error, undefined);
    });

    it("needs no cloud: whatever is made is of Kubernetes, random or tls", () => {
        const packages = new Set(run.resources.map(({ type }) => type.split(":")[0]));
        assert.deepEqual([...packages].sort(), ["hardened-db", "kubernetes", "random", "tls"]);
    });

    it("writes backups to a folder of its own in the bucket that is given, encrypted, and removes old ones itself", () => {
        const { inputs, dependencies } = the(run, "ObjectStore", "orders-store");
        assert.deepEqual(inputs["spec"], {
            retentionPolicy: "35d",
            configuration: {
                destinationPath: "s3://backups/orders/orders",
                endpointURL: "https://s3.example.org:9000",
                s3Credentials: {
                    accessKeyId: { name: "backup-login", key: "ACCESS_KEY_ID" },
                    secretAccessKey: { name: "backup-login", key: "ACCESS_SECRET_KEY" },
                },
                data: { encryption: "AES256", compression: "gzip" },
                wal: { encryption: "AES256", compression: "gzip" },
            },
            instanceSidecarConfiguration: {
                resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "512Mi" } },
            },
        });
        assert.ok(dependencies.includes("urn:pulumi:prod::shop::minio:index:Bucket::backups"));
    });

    it("shows why a long-lived key is accepted on the store that uses it, and nowhere else", () => {
        const carried = (kind: string, name: string): Record<string, string> =>
            (valueAt(the(run, kind, name).inputs, "metadata.annotations") ?? {}) as Record<string, string>;
        const annotation = "hardened-db/waiver.postgres-static-cloud-keys";
        assert.deepEqual(
            JSON.parse(carried("ObjectStore", "orders-store")[annotation] ?? "null"),
            s3?.credentials.allowStaticKeys,
        );
        assert.equal(carried("Cluster", "orders")[annotation], undefined, "it would accept nothing there");
    });

    it("opens the store's own port, and takes the StorageClass that is given [SM-5]", () => {
        const egress = valueAt(the(run, "NetworkPolicy", "orders-network").inputs, "spec.egress");
        assert.match(JSON.stringify(egress), /"port":9000/);
        assert.doesNotMatch(JSON.stringify(egress), /"port":443\}\]\}$/);
        assert.equal(valueAt(the(run, "Cluster", "orders").inputs, "spec.storage.storageClass"), "encrypted");
    });

    it("tells the bucket, and nothing of keys and roles that it has not", () => {
        assert.equal(unmarked(run.outputs["bucket"] ?? null), "backups");
        for (const absent of ["roleArn", "backupKeyArn", "volumeKeyArn", "vault"]) {
            assert.equal(run.outputs[absent], undefined, absent);
        }
    });

    it("runs without backups, when a waiver says so: no store, no schedule, no way out", async () => {
        const disabled = { reason: "rebuilt from events", owner: "shop", expires: "2027-03-31" };
        const without = await construct({
            type: "PostgresDatabase",
            name: "orders",
            inputs: { ...args, backup: { disabled } },
        });
        assert.equal(without.error, undefined);
        assert.deepEqual(
            without.resources.filter(({ type }) => /ObjectStore|ScheduledBackup/.test(type)),
            [],
        );
        const cluster = the(without, "Cluster", "orders");
        assert.equal(valueAt(cluster.inputs, "spec.plugins"), undefined);
        const annotations = valueAt(cluster.inputs, "metadata.annotations") as Record<string, string>;
        assert.deepEqual(JSON.parse(annotations["hardened-db/waiver.postgres-backup-missing"] ?? "null"), disabled);
        const egress = JSON.stringify(valueAt(the(without, "NetworkPolicy", "orders-network").inputs, "spec.egress"));
        assert.doesNotMatch(egress, /0\.0\.0\.0\/0|::\/0/, "no way to a store");
    });

    describe("restored from another's backups", () => {
        const restoreFrom = { namespace: "shop", name: "orders" };
        const restored = (changed: object) =>
            construct({ type: "PostgresDatabase", name: "copy", inputs: { ...args, restoreFrom, ...changed } });

        it("reads them with the same login from the folder of the other, and writes to its own", async () => {
            const copy = await restored({});
            const folder = (store: string) =>
                valueAt(the(copy, "ObjectStore", store).inputs, "spec.configuration.destinationPath");
            assert.equal(folder("copy-store"), "s3://backups/orders/copy");
            assert.equal(folder("copy-store-source"), "s3://backups/shop/orders");
            const { inputs, dependencies } = the(copy, "ObjectStore", "copy-store-source");
            assert.equal(valueAt(inputs, "spec.retentionPolicy"), undefined);
            const annotations = valueAt(inputs, "metadata.annotations") as Record<string, string>;
            assert.ok("hardened-db/waiver.postgres-static-cloud-keys" in annotations);
            assert.ok(dependencies.length > 0);
            assertWaits(copy, the(copy, "Cluster", "copy"), the(copy, "ObjectStore", "copy-store-source"));
        });

        it("takes the folder that is named", async () => {
            const copy = await restored({ restoreFrom: { ...restoreFrom, prefix: "old/orders" } });
            const { inputs } = the(copy, "ObjectStore", "copy-store-source");
            assert.equal(valueAt(inputs, "spec.configuration.destinationPath"), "s3://backups/old/orders");
        });

        it("may be a copy without backups, which still reaches the store that it starts from", async () => {
            const disabled = { reason: "a copy for an hour", owner: "shop", expires: "2027-03-31" };
            const copy = await restored({ backup: { disabled } });
            const { inputs } = the(copy, "Cluster", "copy");
            assert.equal(valueAt(inputs, "spec.plugins"), undefined);
            const [from] = valueAt(inputs, "spec.externalClusters") as { plugin: { parameters: unknown } }[];
            assert.deepEqual(from?.plugin.parameters, { barmanObjectName: "copy.source", serverName: "orders" });
            const egress = JSON.stringify(valueAt(the(copy, "NetworkPolicy", "copy-network").inputs, "spec.egress"));
            assert.match(egress, /0\.0\.0\.0\/0/, "a way to the store");
        });

        it("is given hours in place of minutes to come up", async () => {
            const { create, update } = the(await restored({}), "Cluster", "copy").customTimeouts;
            assert.deepEqual({ create, update }, { create: "2h", update: "20m" });
            assert.equal(the(run, "Cluster", "orders").customTimeouts.create, "20m");
        });

        it("is refused as its own source before anything is made", async () => {
            const refused = await construct({
                type: "PostgresDatabase",
                name: "orders",
                inputs: { ...args, restoreFrom: { namespace: "orders", name: "orders" } },
            });
            assert.match(JSON.stringify(refused.error), /restoreFrom.*give the new database another name/);
            assert.deepEqual(refused.resources, []);
        });
    });
});
