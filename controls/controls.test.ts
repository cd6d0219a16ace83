import assert from "node:assert/strict";
import { controlKeys, controlOf, controls, engines, sections, type Answer, type Engine } from "./index";

/** Every text below a value, with its path. */
function textsIn(value: unknown, path = ""): [string, string][] {
    if (typeof value === "string") {
        return [[path, value]];
    }
    return typeof value === "object" && value !== null
        ? Object.entries(value).flatMap(([key, inner]) => textsIn(inner, `${path}.${key}`))
        : [];
}

const engineNames = Object.keys(engines) as Engine[];
const answers: [string, Answer][] = controls.flatMap(({ key, answers }) =>
    engineNames.map((engine): [string, Answer] => [`${key} ${engine}`, answers[engine]]),
);
const asked = (wanted: (answer: Answer) => boolean): string[] =>
    answers.filter(([, answer]) => wanted(answer)).map(([name]) => name);

describe("the controls", () => {
    it("are all 52, once each and in the guide's order", () => {
        assert.deepEqual(
            controls.map(({ key }) => key),
            [...controlKeys],
        );
        assert.equal(controls.length, 52);
    });

    it("stand in the guide's ten sections, in its order", () => {
        assert.equal(sections.length, 10);
        assert.deepEqual([...new Set(controls.map(({ section }) => section))], [...sections]);
        const prefixes = controls.map(({ key, section }) => `${key.replace(/-\d+$/, "")} ${section}`);
        assert.equal(new Set(prefixes).size, sections.length, "a section has keys of one kind");
    });

    it("are found by their keys", () => {
        for (const key of controlKeys) {
            assert.equal(controlOf(key).key, key);
        }
        assert.throws(() => controlOf("UM-99" as (typeof controlKeys)[number]), /no control UM-99/);
    });

    it("have names of their own", () => {
        assert.equal(new Set(controls.map(({ name }) => name)).size, controls.length);
    });

    it("say something in every text: trimmed, and sentences that end", () => {
        for (const control of controls) {
            for (const [path, text] of textsIn(control)) {
                assert.ok(text.length > 0 && text === text.trim(), `${control.key}${path}`);
                if (/\.(wording|build|relax|note|reason|instead|record)$/.test(path)) {
                    assert.match(text, /^[A-Za-z0-9`/].*[.]$/s, `${control.key}${path} is no sentence`);
                }
            }
        }
    });

    it("are decided by rules, or name their evidence and what to record of it", () => {
        const byEvidence = controls.filter((control) => control.check === "evidence");
        assert.deepEqual(
            byEvidence.map(({ key }) => key),
            [
                ...["UM-7", "CM-4", "NM-8", "NM-9", "ED-3", "CN-2", "CN-3"],
                ...["SSC-1", "SSC-3", "SSC-4", "SSC-6", "D-1", "D-2", "D-3"],
            ],
        );
        for (const { key, evidence } of byEvidence) {
            assert.ok(evidence.kind.length < 60 && evidence.record.length > evidence.kind.length, key);
            assert.match(evidence.record, /\bdate\b|version/, `${key}: evidence without a time is none`);
        }
    });

    it("are answered for every engine", () => {
        for (const { key, answers } of controls) {
            assert.deepEqual(Object.keys(answers), engineNames, key);
        }
    });

    it("are impossible only where that was found, and then say why and what to do instead", () => {
        assert.deepEqual(
            asked(({ how }) => how === "impossible"),
            [
                "CM-5 mysql",
                "NM-3 mysql",
                "NM-10 postgres",
                "NM-10 mysql",
                "SM-2 postgres",
                "SM-3 postgres",
                "SM-3 clickhouse",
            ],
        );
        for (const [name, answer] of answers) {
            if (answer.how === "impossible") {
                assert.ok(answer.reason.length > 20 && answer.instead.length > 20, name);
            }
        }
    });

    it("say where an answer was not verified", () => {
        assert.deepEqual(
            asked(({ unverified }) => unverified !== undefined),
            [
                "UM-5 mysql",
                "NM-9 mysql",
                "NM-9 mongodb",
                "NM-10 mysql",
                "NM-10 mongodb",
                "MAA-3 mysql",
                "SSC-6 mysql",
                "SSC-6 mongodb",
            ],
        );
    });
});
