import assert from "node:assert/strict";
import { Cron } from "croner";
import fc from "fast-check";
import { parseCron } from "./cron";
import { longestInterval } from "./schedule";

const hour = 60 * 60 * 1000;
const day = 24 * hour;

describe("A backup's schedule", () => {
    const intervals: [schedule: string, longest: number][] = [
        ["0 2 * * *", day],
        ["*/15 * * * *", hour / 4],
        ["0 2,14 * * *", 12 * hour],
        ["0 2,20 * * *", 18 * hour],
        ["30 3 * * 0", 7 * day],
        ["30 3 * * SUN", 7 * day],
        ["0 2 * * 1-5", 3 * day],
        ["0 2 * * mon,thu", 4 * day],
        ["0 2 1 * *", 31 * day],
        ["0 2 1 JAN,jul *", 184 * day],
        ["0 2 31 * *", 62 * day],
        ["0 2 29 2 *", 4 * 365 * day + day],
        // A whole day of runs does not shorten the month that follows it.
        ["* * 1 * *", 31 * day - 24 * hour + hour / 60 + day - day],
        ["0 2 13 * 5", 7 * day],
        // CloudNativePG's cron: with a star on either side, day and weekday must both match.
        ["0 2 */2 * 1", 21 * day],
    ];
    for (const [schedule, longest] of intervals) {
        it(`"${schedule}" leaves at most ${longest / hour} hours between two backups`, () => {
            assert.equal(longestInterval(schedule), longest);
        });
    }

    it("runs when another cron says so, where both read the same", () => {
        const field = (min: number, max: number): fc.Arbitrary<string> => {
            const value = fc.integer({ min, max });
            const range = fc.tuple(value, value).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`);
            const list = fc.array(fc.oneof(value.map(String), range), { minLength: 1, maxLength: 3 });
            return fc.oneof(
                list.map((parts) => parts.join(",")),
                fc.constant("*"),
            );
        };
        const step = fc.oneof(
            field(0, 59),
            fc.integer({ min: 1, max: 30 }).map((each) => `*/${each}`),
        );
        fc.assert(
            fc.property(step, field(0, 23), field(1, 28), field(1, 12), field(0, 6), (...fields) => {
                const schedule = fields.join(" ");
                const cron = parseCron(schedule) ?? assert.fail(schedule);
                const other = new Cron(schedule, { timezone: "UTC", paused: true });
                for (const run of other.nextRuns(20, new Date("2024-01-31T00:00:00Z"))) {
                    assert.ok(cron.runsOn(run), `${schedule} on ${run.toISOString()}`);
                    assert.ok(
                        cron.minutes.includes(run.getUTCHours() * 60 + run.getUTCMinutes()),
                        `${schedule} at ${run.toISOString()}`,
                    );
                }
            }),
            { numRuns: 200 },
        );
    });

    const refused = [
        ["four fields", "0 2 * *"],
        ["six fields, which are for seconds elsewhere", "0 0 2 * * *"],
        ["a nickname", "@daily"],
        ["Sunday as 7, which CloudNativePG does not know", "0 2 * * 7"],
        ["the last day, which CloudNativePG does not know", "0 2 L * *"],
        ["the second Monday, which CloudNativePG does not know", "0 2 * * 1#2"],
        ["a minute beyond the hour", "60 2 * * *"],
        ["a day before the first", "0 2 0 * *"],
        ["a range backwards", "0 2 * * 5-1"],
        ["a step of nothing", "*/0 2 * * *"],
        ["an empty part", "0 2,,3 * * *"],
        ["words", "every night at two a"],
        ["nothing", ""],
        ["30 February, which never comes", "0 2 30 2 *"],
    ];
    for (const [what, schedule = ""] of refused) {
        it(`is not ${what}`, () => {
            assert.equal(longestInterval(schedule), undefined);
        });
    }
});
