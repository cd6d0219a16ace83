import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { NetworkFacts } from "../core/seam";
import { eksCluster } from "./cluster";
import { volumeKeyStatements } from "./keyPolicy";
import { awsPlatform } from "./platform";
import type { PolicyDocument, Statement } from "./policyDocument";
import { documentOf, inputsOf, record, valueOf } from "./recording.test";

const args = {
    oidcProviderArn: "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/ABCDEF0123456789",
    keyAdministrators: ["arn:aws:iam::111122223333:role/key-custodian"],
    ebsCsiRoleArn: "arn:aws:iam::111122223333:role/ebs-csi",
};
const network: NetworkFacts = {
    apiServerCidrs: ["10.100.0.1/32"],
    podCidrs: [],
    objectStoreCidrs: [],
    objectStorePort: 443,
};
const child = (own?: pulumi.CustomResourceOptions) => own ?? {};

describe("the platform on AWS", () => {
    it("makes a key for the volumes and a StorageClass that encrypts with it and keeps them [SM-1]", async () => {
        const { resources, result } = await record(() => awsPlatform("orders", args, network, child, true));
        assert.deepEqual(resources.map(({ type, name }) => `${type} ${name}`).sort(), [
            "aws:kms/alias:Alias orders-volume-key-alias",
            "aws:kms/key:Key orders-volume-key",
            "kubernetes:storage.k8s.io/v1:StorageClass orders-storage-class",
        ]);
        const { metadata, ...storageClass } = inputsOf(resources, "orders-storage-class");
        assert.deepEqual(storageClass, {
            apiVersion: "storage.k8s.io/v1",
            kind: "StorageClass",
            provisioner: "ebs.csi.aws.com",
            parameters: {
                type: "gp3",
                encrypted: "true",
                kmsKeyId: "arn:of:orders-volume-key",
                "csi.storage.k8s.io/fstype": "ext4",
            },
            reclaimPolicy: "Retain",
            volumeBindingMode: "WaitForFirstConsumer",
            allowVolumeExpansion: true,
        });
        const { name } = metadata as { name: string };
        assert.match(
            name,
            /^orders-shop-prod-/,
            "the name carries project and stack, since the class is the whole cluster's",
        );
        assert.equal(await valueOf(pulumi.output(result.platform.storageClass)), name);
        assert.deepEqual(result.platform.network, network);
        assert.ok(result.outputs.volumeKeyArn);
        assert.equal(await valueOf(result.outputs.volumeKeyArn), "arn:of:orders-volume-key");
    });

    it("makes a class of another name when volumes are to go with their claims, since no class changes its policy [SM-4]", async () => {
        const made = async (reclaimPolicy?: "Retain" | "Delete") => {
            const { resources } = await record(() =>
                awsPlatform("orders", args, network, child, true, reclaimPolicy && { reclaimPolicy }),
            );
            const { metadata, reclaimPolicy: policy } = inputsOf(resources, "orders-storage-class");
            return { policy, name: (metadata as { name: string }).name };
        };
        const kept = await made();
        const deleted = await made("Delete");
        assert.equal(kept.policy, "Retain");
        assert.equal(deleted.policy, "Delete");
        assert.notEqual(deleted.name, kept.name);
        assert.deepEqual(await made("Retain"), kept);
    });

    it("lets the EBS CSI driver use the key, and rotates it [CM-1]", async () => {
        const { resources } = await record(() => awsPlatform("orders", args, network, child, true));
        const key = inputsOf(resources, "orders-volume-key");
        assert.equal(key["enableKeyRotation"], true);
        assert.equal(key["region"], "eu-central-1");
        const users = (documentOf(key, "policy") as PolicyDocument).Statement.filter(({ Sid }) =>
            /ToVolumes|ThroughVolumes/.test(Sid),
        );
        assert.equal(users.length, 2);
        for (const { Principal } of users) {
            assert.deepEqual(Principal, { AWS: args.ebsCsiRoleArn });
        }
    });

    it("encrypts with the key that is given, makes none, and tells what its policy needs [CM-1]", async () => {
        const volumeKeyArn = "arn:aws:kms:eu-central-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        const { resources, result } = await record(() =>
            awsPlatform("orders", { ...args, volumeKeyArn }, network, child, true),
        );
        assert.deepEqual(
            resources.map(({ name }) => name),
            ["orders-storage-class"],
        );
        const { parameters } = inputsOf(resources, "orders-storage-class") as { parameters: Record<string, string> };
        assert.equal(parameters["kmsKeyId"], volumeKeyArn);
        assert.ok(result.outputs.volumeKeyArn && result.outputs.volumeKeyStatements);
        assert.equal(await valueOf(result.outputs.volumeKeyArn), volumeKeyArn);
        const statements = JSON.parse((await valueOf(result.outputs.volumeKeyStatements)) ?? "") as Statement[];
        const cluster = eksCluster(args.oidcProviderArn);
        assert.deepEqual(
            statements.map(({ Sid: _, ...rest }) => rest),
            volumeKeyStatements({ cluster, ebsCsiRole: args.ebsCsiRoleArn }).map(({ Sid: _, ...rest }) => rest),
        );
        assert.match(statements[0]?.Sid ?? "", /^UseThroughVolumesordersshopprod[a-z0-9]{8}$/);
    });

    it("asks for the EBS CSI driver's role neither for a key of the user's own nor for a StorageClass of his own", async () => {
        const { ebsCsiRoleArn: _, ...without } = args;
        const volumeKeyArn = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        const given = await record(() => awsPlatform("orders", { ...without, volumeKeyArn }, network, child, true));
        assert.deepEqual(Object.keys(given.result.outputs), ["volumeKeyArn"], "nobody is known who would use the key");
        const own = await record(() =>
            awsPlatform("orders", without, network, child, true, { storageClass: "encrypted" }),
        );
        assert.deepEqual(own.resources, []);
    });

    it("tells a topic of whoever turns the volume key, but for the driver's grants [MAA-3]", async () => {
        const keys = { alarmTopicArn: "arn:aws:sns:eu-central-1:111122223333:alarms" };
        const { resources } = await record(() => awsPlatform("orders", { ...args, keys }, network, child, true));
        const pattern = JSON.stringify(documentOf(inputsOf(resources, "orders-volume-key-alarm"), "eventPattern"));
        assert.ok(pattern.includes(`{"anything-but":"${args.ebsCsiRoleArn}"}`), pattern);
    });

    it("makes neither when the StorageClass is given [SM-5]", async () => {
        const { resources, result } = await record(() =>
            awsPlatform("orders", args, network, child, true, { storageClass: "encrypted" }),
        );
        assert.deepEqual(resources, []);
        assert.equal(result.platform.storageClass, "encrypted");
        assert.deepEqual(result.outputs, {});
    });

    it("makes a class for snapshots when asked, which keeps them and is named after the stack [SM-4]", async () => {
        for (const storageClass of [undefined, "encrypted"]) {
            const { resources, result } = await record(() =>
                awsPlatform("orders", args, network, child, true, {
                    ...(storageClass !== undefined && { storageClass }),
                    snapshotClass: true,
                }),
            );
            const { metadata, ...snapshotClass } = inputsOf(resources, "orders-snapshot-class");
            assert.deepEqual(snapshotClass, {
                apiVersion: "snapshot.storage.k8s.io/v1",
                kind: "VolumeSnapshotClass",
                driver: "ebs.csi.aws.com",
                deletionPolicy: "Retain",
            });
            const { name } = metadata as { name: string };
            assert.match(name, /^orders-shop-prod-/);
            assert.ok(result.outputs.volumeSnapshotClass);
            assert.equal(await valueOf(result.outputs.volumeSnapshotClass), name);
            assert.equal(resources.length, storageClass === undefined ? 4 : 1);
        }
    });

    it("makes no class for snapshots otherwise, since its definition may not be there", async () => {
        const { resources, result } = await record(() =>
            awsPlatform("orders", args, network, child, true, { snapshotClass: false }),
        );
        assert.equal(resources.length, 3);
        assert.equal(result.outputs.volumeSnapshotClass, undefined);
    });
});
