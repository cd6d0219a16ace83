import assert from "node:assert/strict";
import { builtPlugin } from "../testing/builtPlugin";
import type { Run } from "../testing/fakeEngine";
import { onAnyCluster } from "../testing/postgresArguments";
import { the } from "../testing/registrations";
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

    it("shows why a long-lived key is accepted on whatever uses it", () => {
        const waiver = JSON.stringify(s3?.credentials.allowStaticKeys);
        for (const kind of ["ObjectStore", "Cluster"]) {
            const { inputs } = the(run, kind, kind === "Cluster" ? "orders" : "orders-store");
            const annotations = valueAt(inputs, "metadata.annotations") as Record<string, string>;
            assert.deepEqual(
                JSON.parse(annotations["hardened-db/waiver.postgres-static-cloud-keys"] ?? "null"),
                JSON.parse(waiver),
            );
        }
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
});
