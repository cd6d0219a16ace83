import assert from "node:assert/strict";
import fc from "fast-check";
import { backupDefaults, backupProblems } from "./schedule";

const disabled = { reason: "rebuilt from events", owner: "shop", expires: "2027-03-31" };

describe("Backups", () => {
    it("need nothing to be said: every night, kept for 35 days", () => {
        assert.deepEqual(backupDefaults, { schedule: "0 2 * * *", retentionDays: 35 });
        assert.deepEqual(backupProblems({}), []);
    });

    it("are kept for two intervals at least; the message says how many days that are, and these are accepted", () => {
        const schedules = fc.constantFrom("0 2 * * *", "0 2 * * 0", "0 2 1 * *", "* * 1 * *", "0 2 1 1 *");
        fc.assert(
            fc.property(schedules, fc.integer({ min: 1, max: 800 }), (schedule, retentionDays) => {
                const [problem] = backupProblems({ schedule, retentionDays });
                if (problem === undefined) {
                    return;
                }
                assert.equal(problem.path, "retentionDays");
                const least = Number(
                    /^\d+ is shorter than two intervals of the schedule ".*", .*; write (\d+) or more$/.exec(
                        problem.reason,
                    )?.[1],
                );
                assert.ok(least > retentionDays);
                assert.deepEqual(backupProblems({ schedule, retentionDays: least }), []);
                assert.equal(backupProblems({ schedule, retentionDays: least - 1 }).length, 1);
            }),
        );
        assert.match(
            backupProblems({ schedule: "* * 1 * *", retentionDays: 35 })[0]?.reason ?? "",
            /write 61 or more$/,
        );
        assert.match(
            backupProblems({ retentionDays: 1 })[0]?.reason ?? "",
            /^1 is shorter .* so a single failed backup would leave none; write 2 or more$/,
        );
    });

    it("are refused with a schedule that is none, told from its default by nothing else", () => {
        assert.deepEqual(backupProblems({ schedule: "nightly" }), [
            {
                path: "schedule",
                reason: '"nightly" is not a schedule; write five cron fields (minute hour day month weekday) of numbers, ranges and steps, Sunday being 0, for example "0 2 * * *"',
            },
        ]);
    });

    it("that are off have neither schedule nor retention nor vault", () => {
        assert.deepEqual(backupProblems({ disabled }), []);
        const vault = { bucket: "b", region: "r", keyArn: "k", roleArns: {} };
        const storage = {
            region: "eu-west-1",
            objectLock: {},
            replication: { region: "eu-central-1" },
            existingBucket: { name: "backups" },
        };
        const problems = backupProblems({ disabled, schedule: "0 2 * * *", retentionDays: 7, vault, ...storage });
        assert.deepEqual(
            problems.map(({ path }) => path),
            ["schedule", "retentionDays", "vault", "region", "objectLock", "replication", "existingBucket"],
        );
        assert.match(
            problems[0]?.reason ?? "",
            /^has no effect, since backup.disabled turns backups off: take one of the two out$/,
        );
    });
});
