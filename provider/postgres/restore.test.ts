import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { valueOf } from "../aws/recording.test";
import type { BackupTarget } from "../core/seam";
import { bootstrapFields } from "./bootstrap";
import { backupFolder, sourceStore } from "./restore";

const target: BackupTarget = {
    scheme: "s3",
    bucket: "backups",
    prefix: "shop/orders",
    region: "eu-central-1",
    encryption: "aws:kms",
    key: "arn:key",
    retention: "writer",
    auth: { kind: "workloadIdentity", serviceAccountAnnotations: {}, role: "arn:role" },
};

describe("A database that is restored", () => {
    const restoreFrom = { namespace: "shop", name: "orders", targetTime: "2027-01-31T08:15:00Z" };

    it("starts from the other's base backup and write-ahead log, up to the moment that is asked for", () => {
        assert.deepEqual(bootstrapFields("orders", { store: "copy.source", restoreFrom }), {
            bootstrap: {
                recovery: {
                    source: "source",
                    database: "orders",
                    owner: "orders_owner",
                    recoveryTarget: { targetTime: "2027-01-31T08:15:00Z" },
                },
            },
            externalClusters: [
                {
                    name: "source",
                    plugin: {
                        name: "barman-cloud.cloudnative-pg.io",
                        enabled: true,
                        parameters: { barmanObjectName: "copy.source", serverName: "orders" },
                    },
                },
            ],
        });
    });

    it("goes as far as the log goes when no moment is asked for", () => {
        const { bootstrap } = bootstrapFields("orders", {
            store: "copy.source",
            restoreFrom: { namespace: "shop", name: "orders" },
        });
        assert.deepEqual(bootstrap, { recovery: { source: "source", database: "orders", owner: "orders_owner" } });
    });

    it("has the owner that it would have had if it had started empty, by which the operator finds the owner's password", () => {
        const { initdb } = bootstrapFields("orders")["bootstrap"] as { initdb: Record<string, unknown> };
        assert.equal(initdb["database"], "orders");
        assert.equal(initdb["owner"], "orders_owner");
    });

    it("reads the old backups where they lie and removes none of them, however old they are [ED-1]", async () => {
        const { metadata, spec } = sourceStore({ name: "copy", namespace: "staging" }, target);
        assert.equal(metadata.namespace, "staging");
        assert.equal("retentionPolicy" in spec, false);
        const known: Record<string, unknown> | undefined = await valueOf(pulumi.output(spec));
        const { destinationPath } = (known?.["configuration"] ?? {}) as Record<string, unknown>;
        assert.equal(destinationPath, "s3://backups/shop/orders");
    });

    it("reads them through a store whose name no other database's can be", () => {
        const { metadata } = sourceStore({ name: "copy", namespace: "staging" }, target);
        assert.match(metadata.name, /\./, "a Cluster's name holds no dot");
    });

    it("finds them in the folder that is named, or in that of namespace and name", () => {
        assert.equal(backupFolder(restoreFrom), "shop/orders");
        assert.equal(backupFolder({ ...restoreFrom, prefix: "" }), "");
    });
});
