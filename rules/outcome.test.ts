import assert from "node:assert/strict";
import { Field } from "./field";
import { append, each, fail, failAt, failWhen, remove, set, undecided, undecidedAt } from "./outcome";
import { unknownValue } from "./value";

const field = (content?: unknown): Field => new Field(["spec", "tls"], content);
const wanted = "write true";

describe("an outcome", () => {
    it("is a failure when it is so, nothing when not, undecided when that is not known", () => {
        assert.deepEqual(failWhen(true, field(false), { wanted }), [
            { verdict: "fail", path: ["spec", "tls"], message: "spec.tls is false: write true" },
        ]);
        assert.deepEqual(failWhen(false, field(false), { wanted }), []);
        assert.deepEqual(failWhen("unknown", field("${X}"), { wanted }), [
            { verdict: "unknown", path: ["spec", "tls"], message: "spec.tls holds a variable" },
        ]);
        assert.deepEqual(failWhen("unknown", field(unknownValue), { wanted }), [
            { verdict: "unknown", path: ["spec", "tls"], message: "spec.tls is not known yet" },
        ]);
    });

    it("says the default where nothing is set, and only there", () => {
        assert.equal(
            fail(field(), { wanted, default: "false" }).message,
            "spec.tls is not set (default false): write true",
        );
        assert.equal(fail(field(), { wanted }).message, "spec.tls is not set: write true");
        assert.equal(fail(field(false), { wanted, default: "false" }).message, "spec.tls is false: write true");
    });

    it("says what was seen in words of the rule", () => {
        assert.equal(
            fail(field("secret text"), { wanted, seen: "a password" }).message,
            "spec.tls is a password: write true",
        );
    });

    it("has a severity and edits only where they are given", () => {
        const edits = [set(field(false), true)];
        assert.deepEqual(fail(field(false), { wanted, severity: "low", edits, default: "x", seen: "y" }), {
            verdict: "fail",
            path: ["spec", "tls"],
            message: "spec.tls is y: write true",
            severity: "low",
            edits,
        });
        assert.deepEqual(failAt(["a"], "b"), { verdict: "fail", path: ["a"], message: "b" });
        assert.deepEqual(failAt(["a"], "b", { severity: "high" }), {
            verdict: "fail",
            path: ["a"],
            message: "b",
            severity: "high",
        });
    });

    it("can say why it is undecided", () => {
        assert.equal(undecided(field(1), "there is a template").message, "there is a template");
        assert.equal(
            undecided(field(1)).message,
            "spec.tls cannot be judged: it depends on something that is not known",
        );
        assert.deepEqual(undecidedAt(["a", 0], ""), { verdict: "unknown", path: ["a", 0], message: "a[0]" });
        assert.equal(undecidedAt(["a"], "why").message, "why");
    });
});

describe("each", () => {
    const note = (element: Field, key: string, index: number): readonly [ReturnType<typeof failAt>] => [
        failAt(element.path, `${key} ${index}`),
    ];
    const messages = (content: unknown): unknown =>
        each(field(content), note).map(({ path, message }) => [path, message]);

    it("judges elements of a list and values of a mapping", () => {
        assert.deepEqual(messages(["a", "b"]), [
            [["spec", "tls", 0], "0 0"],
            [["spec", "tls", 1], "1 1"],
        ]);
        assert.deepEqual(messages({ x: 1, y: 2 }), [
            [["spec", "tls", "x"], "x 0"],
            [["spec", "tls", "y"], "y 1"],
        ]);
    });

    it("has nothing to judge of anything else, and is undecided of an unknown", () => {
        assert.deepEqual(messages(undefined), []);
        assert.deepEqual(messages("text"), []);
        assert.deepEqual(messages(unknownValue), [[["spec", "tls"], "spec.tls is not known yet"]]);
        assert.deepEqual(messages("${LIST}"), [[["spec", "tls"], "spec.tls holds a variable"]]);
        assert.deepEqual(messages("a ${LIST}"), []);
    });
});

describe("an edit", () => {
    it("names its change, path and value", () => {
        assert.deepEqual(set(field(), 1), { change: "set", path: ["spec", "tls"], value: 1 });
        assert.deepEqual(append(field(), 1), { change: "append", path: ["spec", "tls"], value: 1 });
        assert.deepEqual(remove(field()), { change: "remove", path: ["spec", "tls"] });
    });
});
