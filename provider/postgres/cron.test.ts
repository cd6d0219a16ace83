import assert from "node:assert/strict";
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
        ["0 2 31 * *", 61 * day],
        ["0 2 29 2 *", 4 * 365 * day + day],
        // A whole day of runs does not shorten the month that follows it.
        ["* * 1 * *", 30 * day + hour / 60],
        ["0 2 13 * 5", 7 * day],
        // CloudNativePG's cron: with a star on either side, day and weekday must both match.
        ["0 2 */2 * 1", 21 * day],
    ];
    for (const [schedule, longest] of intervals) {
        it(`"${schedule}" leaves at most ${longest / hour} hours between two backups`, () => {
            assert.equal(longestInterval(schedule), longest);
        });
    }

    it("may list every number, write ranges, steps or names: it is the same", () => {
        const range = fc.tuple(
            fc.integer({ min: 0, max: 23 }),
            fc.integer({ min: 0, max: 23 }),
            fc.integer({ min: 1, max: 9 }),
        );
        fc.assert(
            fc.property(range, ([one, other, step]) => {
                const [from, to] = [Math.min(one, other), Math.max(one, other)];
                const listed = Array.from({ length: 24 }, (_, each) => each).filter(
                    (each) => each >= from && each <= to && (each - from) % step === 0,
                );
                assert.deepEqual(
                    parseCron(`5 ${from}-${to}/${step} * * *`)?.minutes,
                    listed.map((each) => each * 60 + 5),
                );
                assert.deepEqual(
                    parseCron(`5 ${listed.join(",")} * * *`)?.minutes,
                    listed.map((each) => each * 60 + 5),
                );
            }),
        );
        assert.deepEqual(parseCron("20/15 1 * * *")?.minutes, [80, 95, 110], "goes on to the end of the hour");
        for (const [one, other] of [
            ["0 2 * * MON-wed", "0 2 * * 1,2,3"],
            ["0 2 * feb,DEC *", "0 2 * 2,12 *"],
            ["0 2 ? * 3", "0 2 * * 3"],
        ] as const) {
            const days = Array.from({ length: 366 }, (_, index) => new Date(Date.UTC(2028, 0, 1 + index)));
            const runs = (schedule: string): string[] =>
                days.filter((each) => parseCron(schedule)?.runsOn(each)).map((each) => each.toISOString());
            assert.notEqual(runs(one).length, 0);
            assert.deepEqual(runs(one), runs(other));
        }
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
