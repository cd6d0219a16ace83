import assert from "node:assert/strict";
import fc from "fast-check";
import { keepDeleted } from "./lifecycle";
import { lockOf, objectLockProblems } from "./objectLock";
import type { BackupVaultArgs } from "./arguments";
import { inputsOf, record } from "./recording.test";
import { BackupVault } from "./vault";

const args: BackupVaultArgs = {
    aws: {
        oidcProviderArn:
            "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/ABCDEF0123456789",
        keyAdministrators: ["arn:aws:iam::111122223333:role/key-custodian"],
    },
    clients: [{ namespace: "shop", serviceAccount: "orders" }],
};

describe("the lock of a vault [ED-1]", () => {
    it("is governance for the retention and a week, unless another one is asked for", () => {
        assert.deepEqual(lockOf(undefined, 35), { mode: "GOVERNANCE", days: 42 });
        assert.deepEqual(lockOf({ days: 3 }, 35), { mode: "GOVERNANCE", days: 3 });
        assert.deepEqual(lockOf({ mode: "compliance", days: 90, acknowledge: true }, 35), {
            mode: "COMPLIANCE",
            days: 90,
        });
        assert.equal(lockOf({ mode: "none" }, 35), undefined);
    });

    it("never outlasts the lifecycle, which waits for it, and which no lock shortens", () => {
        fc.assert(
            fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 36500 }), (retention, days) => {
                const lock = lockOf({ days }, retention);
                const [rule] = keepDeleted(retention, lock?.days) as {
                    noncurrentVersionExpiration?: { noncurrentDays: number };
                }[];
                const kept = rule?.noncurrentVersionExpiration?.noncurrentDays ?? 0;
                assert.ok(kept >= days);
                assert.ok(kept >= retention + 7);
                assert.ok(kept === days || kept === retention + 7);
            }),
        );
    });

    const made = async (objectLock: NonNullable<BackupVaultArgs["objectLock"]>) => {
        const { resources } = await record(() => new BackupVault("backups", { ...args, objectLock }));
        return {
            lock: inputsOf(resources, "backups-bucket-lock"),
            enabled: inputsOf(resources, "backups-bucket")["objectLockEnabled"],
            rules: inputsOf(resources, "backups-bucket-lifecycle")["rules"] as Record<string, unknown>[],
        };
    };

    it("is set on the bucket as it is asked for, and its lifecycle waits for it", async () => {
        const { lock, rules } = await made({ mode: "compliance", days: 400, acknowledge: true });
        assert.deepEqual(lock["rule"], { defaultRetention: { mode: "COMPLIANCE", days: 400 } });
        assert.equal(lock["region"], "eu-central-1");
        assert.deepEqual(rules[0]?.["noncurrentVersionExpiration"], { noncurrentDays: 400 });
    });

    it("is taken off, and can be put on again, by writing none: the setting stays and has no rule", async () => {
        const { lock, enabled, rules } = await made({ mode: "none" });
        assert.equal(enabled, true);
        assert.equal(lock["objectLockEnabled"], "Enabled");
        assert.ok(!("rule" in lock));
        assert.deepEqual(rules[0]?.["noncurrentVersionExpiration"], { noncurrentDays: 42 });
    });
});

describe("the arguments of a lock", () => {
    it("are accepted as the documents have them", () => {
        for (const objectLock of [
            {},
            { mode: "governance" as const, days: 90 },
            { mode: "none" as const },
            { mode: "compliance" as const, acknowledge: true },
        ]) {
            assert.deepEqual(objectLockProblems(objectLock), [], JSON.stringify(objectLock));
        }
    });

    for (const acknowledge of [undefined, false]) {
        it(`are refused with compliance and acknowledge ${acknowledge ?? "left out"}, with what that would mean`, () => {
            const given = acknowledge === undefined ? {} : { acknowledge };
            assert.deepEqual(objectLockProblems({ mode: "compliance", ...given }), [
                {
                    path: "acknowledge",
                    reason:
                        "must be true with mode compliance: until its lock ends nobody can delete a backup, shorten the lock or delete the " +
                        "bucket, no key administrator, not the root user of the account, not AWS support, and it is paid for all that time; " +
                        "write acknowledge: true if that is meant, or mode: governance, which the key administrators can lift",
                },
            ]);
        });
    }

    it("are refused with words that say nothing, all at once", () => {
        assert.deepEqual(objectLockProblems({ mode: "none", days: 9, acknowledge: true }), [
            { path: "acknowledge", reason: "goes with mode compliance; mode none can be undone: take it out" },
            { path: "days", reason: "has no effect with mode none, which locks nothing: take one of the two out" },
        ]);
        assert.deepEqual(objectLockProblems({ acknowledge: true }), [
            { path: "acknowledge", reason: "goes with mode compliance; mode governance can be undone: take it out" },
        ]);
    });
});
