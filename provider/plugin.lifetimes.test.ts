import assert from "node:assert/strict";
import { builtPlugin } from "../testing/builtPlugin";
import type { Run } from "../testing/fakeEngine";
import { onAws } from "../testing/postgresArguments";
import { kindOf, label, labels } from "../testing/registrations";

const bucketSettings = [
    "BucketLifecycleConfiguration",
    "BucketLogging",
    "BucketObjectLockConfiguration",
    "BucketOwnershipControls",
    "BucketPolicy",
    "BucketPublicAccessBlock",
    "BucketServerSideEncryptionConfiguration",
    "BucketVersioning",
];

describe("What outlives a stack", function () {
    this.timeout(60_000);
    const construct = builtPlugin();
    const withProtection = async (deletionProtection?: boolean): Promise<Run> => {
        const run = await construct({
            type: "PostgresDatabase",
            name: "orders",
            inputs: { ...onAws(), ...(deletionProtection !== undefined && { deletionProtection }) },
        });
        assert.equal(run.error, undefined);
        return run;
    };
    const kinds = (run: Run, which: "protect" | "retainOnDelete"): string[] =>
        [...new Set(run.resources.filter((each) => each[which] === true).map(({ type }) => kindOf(type)))].sort();
    const alwaysKept = [...bucketSettings, "CustomResourceDefinition", "Namespace", "StorageClass"];

    it("by default keys, buckets and the database are protected, with what a destroy would begin with, and nothing else", async () => {
        const run = await withProtection();
        const protectedOnes = run.resources.filter(({ protect }) => protect === true);
        assert.deepEqual(labels(protectedOnes), [
            "Alias orders-vault-key-alias",
            "Alias orders-volume-key-alias",
            "Bucket orders-vault-bucket",
            "Bucket orders-vault-logs",
            "Cluster orders",
            "Key orders-vault-key",
            "Key orders-volume-key",
            "ScheduledBackup orders-backups",
        ]);
    });

    it("by default a destroy, which protection stops, finds nothing that it could begin with", async () => {
        const inputs = {
            ...onAws(),
            users: [
                ...onAws().users,
                { name: "job", database: "ledger", access: "read", from: [{ podLabels: { app: "job" } }] },
                {
                    name: "certified",
                    database: "orders",
                    access: "read",
                    clientCertificate: true,
                    from: [{ podLabels: { app: "job" } }],
                },
            ],
            pooler: { image: `pgbouncer@sha256:${"0".repeat(64)}` },
            monitoring: { loki: {} },
        };
        const run = await construct({ type: "PostgresDatabase", name: "orders", inputs });
        assert.equal(run.error, undefined);
        const needed = new Set(run.resources.flatMap(({ dependencies, parent }) => [...dependencies, parent]));
        const loose = run.resources.filter(
            ({ urn, protect, retainOnDelete, type }) =>
                !type.startsWith("hardened-db:") && protect !== true && retainOnDelete !== true && !needed.has(urn),
        );
        assert.deepEqual(labels(loose), []);
    });

    it("what others share or lean on is kept: CRDs, Namespace with its default-deny, StorageClass, settings of buckets", async () => {
        const run = await withProtection();
        assert.deepEqual(kinds(run, "retainOnDelete"), [...alwaysKept, "NetworkPolicy"].sort());
        const kept = run.resources.filter(({ retainOnDelete }) => retainOnDelete === true);
        for (const kind of alwaysKept) {
            const all = run.resources.filter(({ type }) => kindOf(type) === kind);
            assert.deepEqual(labels(all.filter((each) => !kept.includes(each))), [], `every ${kind} is kept`);
        }
        assert.deepEqual(kept.filter(({ type }) => kindOf(type) === "NetworkPolicy").map(label), [
            "NetworkPolicy orders-default-deny-orders",
        ]);
    });

    it("without deletionProtection nothing is protected, and keys and buckets are kept", async () => {
        const run = await withProtection(false);
        assert.deepEqual(kinds(run, "protect"), []);
        assert.deepEqual(kinds(run, "retainOnDelete"), [...alwaysKept, "Bucket", "Key", "NetworkPolicy"].sort());
        const data = run.resources.filter(({ type }) => ["Bucket", "Key"].includes(kindOf(type)));
        assert.equal(data.length, 4);
        for (const each of data) {
            assert.equal(each.retainOnDelete, true, label(each));
        }
    });
});
