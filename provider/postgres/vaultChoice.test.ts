import assert from "node:assert/strict";
import { resolveKnown, unknown, type Known } from "../core/known";
import { onAnyCluster, onAws } from "../../testing/postgresArguments";
import type { PostgresDatabaseArgs } from "./arguments";
import { databaseProblems } from "./problems";

type Backup = NonNullable<Known<PostgresDatabaseArgs>["backup"]>;

const settings = {
    region: "eu-west-1",
    objectLock: { days: 7 },
    replication: { region: "eu-central-1" },
    existingBucket: { name: "backups" },
} satisfies Backup;

describe("How a database's own vault keeps backups", () => {
    let args: Known<PostgresDatabaseArgs>;
    before(async () => {
        args = await resolveKnown(onAws());
    });
    const problemsOf = (backup: Backup) => databaseProblems("orders", { ...args, backup });

    it("may be said on AWS, also while regions and names are not known", () => {
        const { existingBucket: _, ...made } = settings;
        assert.deepEqual(problemsOf(made), []);
        assert.deepEqual(problemsOf({ retentionDays: 35, existingBucket: { name: "backups" } }), []);
        assert.deepEqual(problemsOf({ region: unknown, replication: { region: unknown } }), []);
        assert.deepEqual(problemsOf({ existingBucket: { name: unknown } }), []);
    });

    it("is checked as a BackupVault checks it", () => {
        const problems = problemsOf({
            region: "Ireland",
            objectLock: { mode: "compliance" },
            replication: { region: "eu-west-1a" },
            existingBucket: { name: "s3://backups" },
        });
        assert.deepEqual(problems.map(({ path }) => path).sort(), [
            "backup.existingBucket.name",
            "backup.objectLock",
            "backup.objectLock.acknowledge",
            "backup.region",
            "backup.replication",
            "backup.replication.region",
        ]);
        assert.match(
            problems.find(({ path }) => path === "backup.objectLock.acknowledge")?.reason ?? "",
            /^must be true with mode compliance/,
        );
    });

    it("is refused beside a vault that is made elsewhere, each setting", () => {
        const vault = { bucket: "b", region: "r", keyArn: "k", roleArns: { "orders/orders": "arn" } };
        const problems = problemsOf({ vault, ...settings });
        assert.deepEqual(
            problems.map(({ path }) => path),
            Object.keys(settings).map((setting) => `backup.${setting}`),
        );
        for (const { reason } of problems) {
            assert.equal(
                reason,
                "says how this database's own vault keeps backups, but backup.vault names one that is made elsewhere: give it to that BackupVault",
            );
        }
    });

    it("is refused where backups go to a store of the user's own, each setting", async () => {
        const elsewhere = await resolveKnown(onAnyCluster());
        const problems = databaseProblems("orders", { ...elsewhere, backup: settings });
        assert.deepEqual(
            problems.map(({ path }) => path),
            Object.keys(settings).map((setting) => `backup.${setting}`),
        );
        for (const { reason } of problems) {
            assert.equal(reason, "goes with platform.aws; with platform.s3 the bucket named there is taken as it is");
        }
    });
});

describe("A class for snapshots", () => {
    it("goes with EBS: elsewhere it is refused, with what to do", async () => {
        const storage = { size: "50Gi", snapshotClass: true };
        assert.deepEqual(databaseProblems("orders", { ...(await resolveKnown(onAws())), storage }), []);
        const elsewhere = {
            ...(await resolveKnown(onAnyCluster())),
            storage: { ...storage, storageClass: "encrypted" },
        };
        assert.deepEqual(databaseProblems("orders", elsewhere), [
            {
                path: "storage.snapshotClass",
                reason: "is a class of the EBS CSI driver and goes with platform.aws; elsewhere make one for your own driver, and take this out",
            },
        ]);
    });
});
