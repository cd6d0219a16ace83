import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { NetworkFacts } from "../core/seam";
import { awsPlatform } from "./platform";
import type { PolicyDocument } from "./policyDocument";
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
        assert.ok(result.volumeKeyArn);
        assert.equal(await valueOf(result.volumeKeyArn), "arn:of:orders-volume-key");
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

    it("makes neither when the StorageClass is given [SM-5]", async () => {
        const { resources, result } = await record(() =>
            awsPlatform("orders", args, network, child, true, { storageClass: "encrypted" }),
        );
        assert.deepEqual(resources, []);
        assert.equal(result.platform.storageClass, "encrypted");
        assert.equal(result.volumeKeyArn, undefined);
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
            assert.ok(result.snapshotClass);
            assert.equal(await valueOf(result.snapshotClass), name);
            assert.equal(resources.length, storageClass === undefined ? 4 : 1);
        }
    });

    it("makes no class for snapshots otherwise, since its definition may not be there", async () => {
        const { resources, result } = await record(() =>
            awsPlatform("orders", args, network, child, true, { snapshotClass: false }),
        );
        assert.equal(resources.length, 3);
        assert.equal(result.snapshotClass, undefined);
    });
});
