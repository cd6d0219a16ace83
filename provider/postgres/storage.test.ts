import assert from "node:assert/strict";
import { onAnyCluster, onAws } from "../../testing/postgresArguments";
import { resolveKnown, unknown, type Known } from "../core/known";
import type { PlatformArgs, PostgresStorageArgs } from "./arguments";
import { storageFields } from "./storage";
import { storageProblems } from "./storageProblems";

describe("The volumes of a database", () => {
    it("lie in the StorageClass, and grow with the size that is written [SM-5]", () => {
        assert.deepEqual(storageFields({ size: "50Gi" }, "encrypted"), {
            storage: { size: "50Gi", storageClass: "encrypted", resizeInUseVolumes: true },
        });
    });

    it("are two when the write-ahead log has its own, in the same StorageClass", () => {
        assert.deepEqual(storageFields({ size: "50Gi", wal: { size: "10Gi" } }, "encrypted"), {
            storage: { size: "50Gi", storageClass: "encrypted", resizeInUseVolumes: true },
            walStorage: { size: "10Gi", storageClass: "encrypted", resizeInUseVolumes: true },
        });
    });

    it("have what claims are to have, both of them [SM-4]", () => {
        const claim = { volumeAttributesClassName: "fast", selector: { disk: "orders" } };
        const fields = storageFields({ size: "50Gi", wal: { size: "10Gi" }, claim }, "encrypted");
        for (const volume of ["storage", "walStorage"]) {
            assert.deepEqual((fields[volume] as Record<string, unknown>)["pvcTemplate"], {
                volumeAttributesClassName: "fast",
                selector: { matchLabels: { disk: "orders" } },
            });
        }
    });

    it("have no template where nothing is asked for", () => {
        assert.deepEqual(storageFields({ size: "50Gi", claim: {} }, "x"), storageFields({ size: "50Gi" }, "x"));
    });
});

describe("The arguments of volumes", () => {
    let aws: Known<PlatformArgs>;
    let s3: Known<PlatformArgs>;
    before(async () => {
        aws = (await resolveKnown(onAws())).platform;
        s3 = (await resolveKnown(onAnyCluster())).platform;
    });
    const problems = (storage: Known<PostgresStorageArgs>, platform = aws) =>
        storageProblems(storage, platform).map(({ path, reason }) => `${path}: ${reason}`);

    it("are accepted in full", () => {
        const claim = { volumeAttributesClassName: "gp3.fast", selector: { "example.org/disk": "orders" } };
        assert.deepEqual(problems({ size: "50Gi", wal: { size: "10Gi" }, reclaimPolicy: "Delete", claim }), []);
        assert.deepEqual(problems({ size: "50Gi", storageClass: unknown, claim }, s3), []);
    });

    it("are refused with a volume of the log that is none or too small", () => {
        assert.deepEqual(problems({ size: "50Gi", wal: { size: "ten" } }), [
            'storage.wal.size: "ten" is not a size; write a whole number and a unit, for example 50Gi',
        ]);
        assert.deepEqual(problems({ size: "50Gi", wal: { size: "512Mi" } }), [
            'storage.wal.size: "512Mi" is too small; write 1Gi or more',
        ]);
    });

    it("are refused with a reclaim policy for a StorageClass that is not made here, even one that is not known yet [SM-4]", () => {
        for (const storageClass of ["encrypted", unknown]) {
            assert.deepEqual(problems({ size: "50Gi", storageClass, reclaimPolicy: "Retain" }), [
                "storage.reclaimPolicy: goes with a StorageClass that is made here; that of storage.storageClass has its own policy, which Kubernetes lets nobody change",
            ]);
        }
    });

    it("are refused without a StorageClass where none is made [SM-5]", () => {
        assert.deepEqual(problems({ size: "50Gi" }, s3), [
            "storage.storageClass: is required with platform.s3, since no key is made there: name a StorageClass that encrypts its volumes",
        ]);
    });

    it("are refused with claims that Kubernetes would not take", () => {
        const claim = { volumeAttributesClassName: "Fast", selector: { "a b": "c" } };
        assert.deepEqual(
            storageProblems({ size: "50Gi", claim }, aws).map(({ path }) => path),
            ["storage.claim.volumeAttributesClassName", "storage.claim.selector"],
        );
        assert.deepEqual(problems({ size: "50Gi", claim: { selector: {} } }), [
            "storage.claim.selector: is empty, which picks no volume in particular: name labels of the volumes, or take it out",
        ]);
    });
});
