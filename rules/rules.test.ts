import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { Estate } from "./estate";
import { examplesOf, folderOf, ruleFolders } from "./examples";
import { rules } from "./index";
import { judgeOne } from "./judge";
import type { Outcome } from "./outcome";
import { recordOf } from "./record";
import type { Rule } from "./rule";
import { Subject } from "./subject";
import { unknownValue } from "./value";

function outcomesIn(rule: Rule, estate: Estate): Outcome[] {
    return estate.subjects
        .filter((subject) => subject.is(...rule.kinds))
        .flatMap((subject) => {
            const { outcomes, error } = judgeOne(rule, subject, estate);
            assert.equal(error, undefined, `${rule.id} threw`);
            return [...outcomes];
        });
}

describe("the rules", () => {
    it("have ids of their own, and every file of a rule is in its folder's list", () => {
        const ids = rules.map(({ id }) => id);
        assert.deepEqual(
            ids.filter((id, index) => ids.indexOf(id) !== index),
            [],
            "an id stands twice",
        );
        const files = ruleFolders.flatMap((folder) =>
            readdirSync(join(__dirname, folder))
                .filter((file) => file.endsWith(".pass.yaml"))
                .map((file) => file.slice(0, -".pass.yaml".length)),
        );
        assert.deepEqual([...files].sort(), [...ids].sort(), "rules with examples, and rules in the lists");
    });

    for (const rule of rules) {
        describe(rule.id, () => {
            const examples = examplesOf(rule);

            it("has a title, a reason, a remedy and references with versions", () => {
                for (const text of [rule.title, rule.why, rule.fix]) {
                    assert.ok(text.length > 10, `${rule.id} says too little: ${JSON.stringify(text)}`);
                }
                assert.ok(rule.controls.length > 0 && rule.references.length > 0 && rule.kinds.length > 0);
                for (const { url, version, title } of rule.references) {
                    assert.match(url, /^https:\/\//);
                    assert.ok(version.length > 0 && title.length > 0);
                }
                assert.ok(existsSync(join(folderOf(rule), `${rule.id}.ts`)), "the file is called as the rule");
            });

            it("has passing and failing examples, each with a title", () => {
                for (const wanted of ["pass", "fail"]) {
                    assert.ok(
                        examples.filter(({ expectation }) => expectation === wanted).length >= 2,
                        `write at least two documents into ${rule.id}.${wanted}.yaml`,
                    );
                }
                for (const { title, expectation, number } of examples) {
                    assert.ok(title.length > 0, `${expectation} ${number} begins with no comment`);
                }
            });

            for (const example of examples) {
                const { expectation, number, title } = example;
                it(`${expectation} ${number}: ${title}`, () => {
                    const { estate } = example;
                    const outcomes = outcomesIn(rule, estate);
                    assert.ok(
                        estate.subjects.some((subject) => subject.is(...rule.kinds)),
                        "the example has no subject of the rule's kinds",
                    );
                    const verdict = outcomes.some((outcome) => outcome.verdict === "fail")
                        ? "fail"
                        : outcomes.length > 0
                          ? "unknown"
                          : "pass";
                    assert.equal(verdict, expectation, JSON.stringify(outcomes, null, 2));
                });
            }

            it("says of an object of which nothing is known neither pass nor fail", () => {
                for (const subject of examples.flatMap(({ estate }) => estate.subjects)) {
                    if (!subject.is(...rule.kinds)) {
                        continue;
                    }
                    const blank = Subject.ofManifest({ ...head(subject), spec: unknownValue, data: unknownValue });
                    if (blank === undefined || rule.scope === "estate") {
                        continue;
                    }
                    const failures = outcomesIn(rule, new Estate([blank])).filter(({ verdict }) => verdict === "fail");
                    assert.deepEqual(failures, []);
                }
            });

            it("does not conclude from absence when the estate is not complete", () => {
                for (const { expectation, estate } of examples) {
                    const partial = new Estate(estate.subjects, { complete: false });
                    const verdicts = outcomesIn(rule, partial).map(({ verdict }) => verdict);
                    if (expectation === "fail") {
                        assert.ok(verdicts.length > 0, "an incomplete estate passes where a complete one fails");
                    }
                }
            });

            it("never throws, whatever stands where it reads", () => {
                const subjects = examples.flatMap(({ estate }) => estate.subjects);
                fc.assert(
                    fc.property(fc.constantFrom(...subjects), fc.nat(), fc.jsonValue(), (subject, place, value) => {
                        const changed = withChange(subject, place, value);
                        if (changed?.is(...rule.kinds) === true) {
                            outcomesIn(rule, new Estate([...subjects.slice(0, 5), changed], { complete: true }));
                        }
                    }),
                    { numRuns: 60 },
                );
            });
        });
    }

    for (const folder of ruleFolders) {
        it(`of ${folder}/ say what recorded.txt says`, () => {
            const inside = rules.filter((rule) => folderOf(rule).endsWith(folder));
            if (inside.length > 0) {
                assert.equal(
                    recordOf(inside),
                    readFileSync(join(__dirname, folder, "recorded.txt"), "utf8"),
                    "read what changed, then: npx tsx rules/record.cli.ts",
                );
            }
        });
    }
});

function head(subject: Subject): object {
    return {
        apiVersion: subject.apiVersion,
        kind: subject.bareKind,
        metadata: { name: subject.name, namespace: subject.namespace },
    };
}

/** The subject with another value at one of its places. */
function withChange(subject: Subject, place: number, value: unknown): Subject | undefined {
    const copy: unknown = structuredClone(subject.all.value);
    const places: { holder: Record<string, unknown>; key: string }[] = [];
    const walk = (node: unknown): void => {
        if (typeof node === "object" && node !== null) {
            const holder = node as Record<string, unknown>;
            for (const key of Object.keys(holder)) {
                places.push({ holder, key });
                walk(holder[key]);
            }
        }
    };
    walk(copy);
    const chosen = places[place % Math.max(places.length, 1)];
    if (chosen !== undefined) {
        chosen.holder[chosen.key] = value;
    }
    return subject.pulumi === undefined ? Subject.ofManifest(copy) : Subject.ofPulumi(subject.pulumi, copy);
}
