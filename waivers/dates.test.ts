import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import fc from "fast-check";
import { furthestDate, isDate, isInForce, standingOf } from "./dates";

const dayMilliseconds = 24 * 60 * 60 * 1000;
const days = fc
    .date({ min: new Date("1600-01-01T00:00:00Z"), max: new Date("9990-01-01T00:00:00Z"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));

describe("The last day of a waiver", () => {
    it("counts to its last millisecond in UTC, and not one longer", () => {
        fc.assert(
            fc.property(days, (day) => {
                const next = new Date(Date.parse(`${day}T00:00:00Z`) + dayMilliseconds);
                assert.ok(isInForce(day, new Date(`${day}T23:59:59.999Z`)));
                assert.ok(isInForce(day, new Date(`${day}T00:00:00Z`)));
                assert.ok(!isInForce(day, next));
            }),
        );
    });

    it("is read from days that there are, leap days too", () => {
        for (const day of ["2028-02-29", "2000-02-29", "2027-12-31", "1000-01-01", "9999-12-31"]) {
            assert.ok(isDate(day), day);
        }
        const malformed = [
            ...[
                "2027-02-29",
                "2100-02-29",
                "2027-02-30",
                "2027-04-31",
                "2027-13-01",
                "2027-00-10",
                "2027-01-00",
                "2027-01-32",
            ],
            ...[
                "",
                " ",
                "2027-3-31",
                "27-03-31",
                "31.03.2027",
                "2027/03/31",
                "2027-03-31T00:00:00Z",
                "2027-03-31 ",
                " 2027-03-31",
            ],
            ...[
                "2027-03-31\n",
                "0999-01-01",
                "0000-01-01",
                "02027-03-31",
                "+2027-03-31",
                "never",
                "tomorrow",
                "20270331",
            ],
        ];
        for (const day of malformed) {
            assert.ok(!isDate(day), JSON.stringify(day));
            assert.ok(!isInForce(day, new Date("1999-01-01T00:00:00Z")), "a malformed date counts as expired");
            assert.deepEqual(standingOf(day, new Date(0)), { kind: "unreadable" });
        }
    });

    it("is every day of the calendar, and nothing else of the form", () => {
        const numbers = fc.record({
            year: fc.integer({ min: 1000, max: 9999 }),
            month: fc.integer({ min: 0, max: 13 }),
            day: fc.integer({ min: 0, max: 32 }),
        });
        fc.assert(
            fc.property(numbers, ({ year, month, day }) => {
                const text = [year, String(month).padStart(2, "0"), String(day).padStart(2, "0")].join("-");
                const date = new Date(Date.UTC(year, month - 1, day));
                assert.equal(isDate(text), date.toISOString().startsWith(text));
            }),
        );
    });

    const cases: readonly (readonly [now: string, expires: string, kind: string, daysLeft: number])[] = [
        ["2026-06-01T00:00:00Z", "2026-05-31", "expired", -1],
        ["2026-06-01T00:00:00Z", "2026-06-01", "expiring", 0],
        ["2026-06-01T23:59:59.999Z", "2026-06-01", "expiring", 0],
        ["2026-06-01T23:59:59.999Z", "2026-07-01", "expiring", 30],
        ["2026-06-01T00:00:00Z", "2026-07-02", "valid", 31],
        ["2026-06-01T23:59:59.999Z", "2027-06-01", "valid", 365],
        ["2026-06-01T00:00:00Z", "2027-06-02", "too long", 366],
        ["2028-02-29T12:00:00Z", "2029-02-28", "valid", 365],
        ["2028-02-29T12:00:00Z", "2029-03-01", "too long", 366],
        ["2027-02-28T12:00:00Z", "2028-02-28", "valid", 365],
        ["2027-02-28T12:00:00Z", "2028-02-29", "too long", 366],
        ["2027-03-01T12:00:00Z", "2028-03-01", "valid", 366],
    ];
    for (const [now, expires, kind, daysLeft] of cases) {
        it(`${expires} is ${kind} at ${now}`, () => {
            assert.deepEqual(standingOf(expires, new Date(now)), { kind, daysLeft });
        });
    }

    it("may be a year ahead", () => {
        assert.equal(furthestDate(new Date("2026-06-01T23:59:59Z")), "2027-06-01");
        assert.equal(furthestDate(new Date("2028-02-29T00:00:00Z")), "2029-02-28");
    });

    for (const zone of [
        "Pacific/Kiritimati",
        "Pacific/Pago_Pago",
        "America/St_Johns",
        "Europe/Berlin",
        "Pacific/Apia",
    ]) {
        it(`does not depend on the machine's time zone: ${zone}`, () => {
            const program = `
                const { standingOf, isDate, furthestDate } = require(${JSON.stringify(join(__dirname, "dates"))});
                const answers = [];
                // Around each hour of the days on which clocks change, and the day that Apia left out.
                for (const day of ["2026-03-08", "2026-03-29", "2026-10-25", "2026-11-01", "2026-12-31", "2011-12-30"]) {
                    for (let hour = 0; hour < 24; hour += 1) {
                        const now = new Date(Date.parse(day + "T00:59:59.999Z") + hour * 3600000);
                        answers.push([isDate(day), standingOf(day, now), standingOf("2026-12-31", now), furthestDate(now)]);
                    }
                }
                process.stdout.write(JSON.stringify(answers));`;
            const answer = (TZ: string): string =>
                execFileSync(process.execPath, ["--require", "tsx/cjs", "--eval", program], {
                    env: { ...process.env, TZ },
                    encoding: "utf8",
                });
            const inUtc = answer("UTC");
            assert.equal(answer(zone), inUtc);
            assert.ok(!inUtc.includes("unreadable"));
        });
    }
});
