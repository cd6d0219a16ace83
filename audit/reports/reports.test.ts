import assert from "node:assert/strict";
import fc from "fast-check";
import type { Report } from "../finding";
import { reportContext, reporters } from "./index";
import { arbitraryReport, context, empty, sample } from "./samples";

/** The same report as if its files had been read in another order, with the keys of every object turned around. */
function shuffled(report: Report, seed: number): Report {
    const order = <Item>(items: readonly Item[]): Item[] =>
        items
            .map((item, index) => ({ item, key: Math.imul(index + seed, 2654435761) >>> 0 }))
            .sort((a, b) => a.key - b.key)
            .map(({ item }) => item);
    return turned({ ...report, findings: order(report.findings), errors: order(report.errors) }) as Report;
}

function turned(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(turned);
    }
    return typeof value === "object" && value !== null
        ? Object.fromEntries(
              Object.entries(value)
                  .reverse()
                  .map(([key, inner]) => [key, turned(inner)]),
          )
        : value;
}

describe("every report", () => {
    for (const [format, reporter] of Object.entries(reporters)) {
        it(`as ${format} is the same bytes whatever was read first`, () => {
            fc.assert(
                fc.property(arbitraryReport, fc.nat(), (report, seed) => {
                    assert.equal(reporter(shuffled(report, seed), context), reporter(report, context));
                }),
            );
        });

        it(`as ${format} ends with one newline and holds nothing that a terminal obeys`, () => {
            fc.assert(
                fc.property(arbitraryReport, (report) => {
                    const text = reporter(report, context);
                    assert.match(text, /[^\n]\n$/);
                    // eslint-disable-next-line no-control-regex -- these are what is looked for
                    assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f]/);
                    assert.doesNotMatch(text, /\p{Cs}/u, "half a character");
                    if (format !== "json" && format !== "sarif") {
                        assert.doesNotMatch(text, /[\u007f-\u009f\u200b\u202a-\u202e\u2066-\u2069]/);
                    }
                }),
            );
        });

        it(`as ${format} does not change the report it is given`, () => {
            const before = structuredClone(sample);
            reporter(sample, context);
            assert.deepEqual(sample, before);
            reporter(empty, context);
        });
    }

    it("knows the rules of this version", () => {
        const { rules, version } = reportContext({ version: "1.2.3", color: false, width: 80 });
        assert.equal(version, "1.2.3");
        assert.equal(rules.get("postgres-superuser-access")?.controls[0], "UM-1");
    });
});
