import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { valueOf } from "../aws/recording.test";
import type { BackupTarget } from "../core/seam";
import { objectStore, scheduledBackup } from "./backup";

const place = { name: "orders", namespace: "orders" };
const target: BackupTarget = {
    scheme: "s3",
    bucket: pulumi.output("backups"),
    prefix: "orders/orders",
    region: "eu-central-1",
    encryption: "aws:kms",
    key: pulumi.output("arn:aws:kms:eu-central-1:111122223333:key/1"),
    retention: "writer",
    auth: { kind: "workloadIdentity", serviceAccountAnnotations: {}, role: "arn:role" },
};

async function specOf(changed: Partial<BackupTarget> = {}): Promise<Record<string, unknown>> {
    const spec = await valueOf(pulumi.output(objectStore(place, { ...target, ...changed }, 35).spec));
    return spec ?? assert.fail("a known store");
}

describe("The store of a database's backups", () => {
    it("encrypts base backups and write-ahead log with the key, each file of them [ED-1]", async () => {
        const keyArgument = ["--sse-kms-key-id=arn:aws:kms:eu-central-1:111122223333:key/1"];
        const { configuration } = (await specOf()) as { configuration: Record<string, unknown> };
        assert.deepEqual(configuration["data"], {
            encryption: "aws:kms",
            compression: "gzip",
            additionalCommandArgs: keyArgument,
        });
        assert.deepEqual(configuration["wal"], {
            encryption: "aws:kms",
            compression: "gzip",
            archiveAdditionalCommandArgs: keyArgument,
        });
    });

    it("logs in with the role of the pod, and names a Secret that nobody has rather than every one [CM-5]", async () => {
        const { configuration } = (await specOf()) as { configuration: Record<string, unknown> };
        assert.deepEqual(configuration["s3Credentials"], {
            inheritFromIAMRole: true,
            region: { name: "orders-no-secret", key: "none" },
        });
    });

    it("tells the region to the container beside PostgreSQL, when there is one", async () => {
        const { instanceSidecarConfiguration: beside } = (await specOf()) as {
            instanceSidecarConfiguration: { env?: unknown };
        };
        assert.deepEqual(beside.env, [{ name: "AWS_DEFAULT_REGION", value: "eu-central-1" }]);
    });

    it("removes old backups itself where the store does not", async () => {
        assert.equal((await specOf())["retentionPolicy"], "35d");
        assert.equal((await specOf({ retention: "store" }))["retentionPolicy"], undefined);
    });

    for (const [prefix, path] of [
        ["orders/orders", "s3://backups/orders/orders"],
        ["", "s3://backups"],
    ] as const) {
        it(`is ${path} with the prefix "${prefix}"`, async () => {
            const { configuration } = (await specOf({ prefix })) as { configuration: Record<string, unknown> };
            assert.equal(configuration["destinationPath"], path);
        });
    }
});

describe("The schedule of base backups", () => {
    it("is given to the operator with a field for seconds, through the plugin, beginning at once", () => {
        assert.deepEqual(scheduledBackup(place, "orders", "0 2 * * *").spec, {
            schedule: "0 0 2 * * *",
            immediate: true,
            backupOwnerReference: "self",
            cluster: { name: "orders" },
            method: "plugin",
            pluginConfiguration: { name: "barman-cloud.cloudnative-pg.io" },
        });
    });
});
