import assert from "node:assert/strict";
import type { Edit } from "../../rules/outcome";
import { editText } from "./editText";

function edited(text: string, edit: Edit): string {
    const result = editText(text, edit);
    assert.ok("text" in result, JSON.stringify(result));
    const again = editText(result.text, edit);
    if (edit.change !== "append") {
        assert.deepEqual(again, result, "a second run changes nothing");
    }
    return result.text;
}

const set = (path: (string | number)[], value: unknown): Edit => ({ change: "set", path, value });

describe("an edit of YAML", () => {
    it("replaces a value and nothing besides", () => {
        assert.equal(
            edited("# top\nspec:\n  a: true # why\n  b: 'x'\n", set(["spec", "a"], false)),
            "# top\nspec:\n  a: false # why\n  b: 'x'\n",
        );
    });

    it("keeps the quotes of a text", () => {
        assert.equal(edited(`a: 'old'\n`, set(["a"], "new")), `a: 'new'\n`);
        assert.equal(edited(`a: "old"\n`, set(["a"], "new")), `a: "new"\n`);
        assert.equal(edited(`a: "true"\n`, set(["a"], false)), `a: false\n`);
    });

    it("adds an entry behind the last one, at its depth", () => {
        assert.equal(
            edited("spec:\n    a: 1 # one\n    b:\n        c: 2\nstatus: {}\n", set(["spec", "d"], "x")),
            "spec:\n    a: 1 # one\n    b:\n        c: 2\n    d: x\nstatus: {}\n",
        );
    });

    it("adds what lies between as well", () => {
        assert.equal(
            edited("spec:\n  a: 1\n", set(["spec", "x", "y.z"], "on")),
            'spec:\n  a: 1\n  x:\n    y.z: "on"\n',
        );
    });

    it("fills an empty value", () => {
        assert.equal(edited("spec:\n", set(["spec", "a"], 1)), "spec:\n  a: 1\n");
        assert.equal(edited("spec:\n  a:\n  b: 2\n", set(["spec", "a"], 1)), "spec:\n  a: 1\n  b: 2\n");
        assert.equal(edited("spec: null\n", set(["spec", "a"], 1)), "spec:\n  a: 1\n");
    });

    it("writes into flow style", () => {
        assert.equal(edited("spec: { a: 1 }\n", set(["spec", "b"], 2)), "spec: { a: 1, b: 2 }\n");
        assert.equal(edited("spec: { a: [x, y], b: 1 }\n", set(["spec", "a"], 2)), "spec: { a: 2, b: 1 }\n");
        assert.equal(edited("spec: {}\n", set(["spec", "b"], 2)), "spec: { b: 2 }\n");
        assert.equal(edited('{"spec": {"a": true}}\n', set(["spec", "a"], false)), '{"spec": {"a": false}}\n');
    });

    it("writes behind a block scalar and at the end of a file without a line break", () => {
        assert.equal(
            edited("a:\n  t: |\n    x\n    y\nb: 1\n", set(["a", "u"], 1)),
            "a:\n  t: |\n    x\n    y\n  u: 1\nb: 1\n",
        );
        assert.equal(edited("a:\n  b: 1", set(["a", "c"], 2)), "a:\n  b: 1\n  c: 2");
    });

    it("keeps the line breaks of Windows", () => {
        assert.equal(edited("a:\r\n  b: 1\r\n", set(["a", "c"], 2)), "a:\r\n  b: 1\r\n  c: 2\r\n");
    });

    it("appends to lists", () => {
        const add: Edit = { change: "append", path: ["a"], value: "z" };
        assert.equal(edited("a:\n- x\n- y # why\nb: 1\n", add), "a:\n- x\n- y # why\n- z\nb: 1\n");
        assert.equal(edited("a: [x, y]\n", add), "a: [x, y, z]\n");
        assert.equal(edited("b: 1\n", add), "b: 1\na:\n  - z\n");
    });

    it("removes entries and elements", () => {
        const remove = (...path: (string | number)[]): Edit => ({ change: "remove", path });
        assert.equal(edited("a: 1\nb: 2 # gone\nc: 3\n", remove("b")), "a: 1\nc: 3\n");
        assert.equal(edited("a:\n  b: 1\nc: 3\n", remove("a", "b")), "a:\n  {}\nc: 3\n");
        assert.equal(edited("a: { b: 1, c: 2 }\n", remove("a", "c")), "a: { b: 1 }\n");
        assert.equal(edited("a: { b: 1, c: 2 }\n", remove("a", "b")), "a: { c: 2 }\n");
        assert.equal(edited("a:\n  - x: 1\n    y: 2\n", remove("a", 0, "x")), "a:\n  - y: 2\n");
        assert.equal(edited("a:\n  - x\n  - y\n", remove("a", 1)), "a:\n  - x\n");
    });

    it("refuses what an alias shares with another place", () => {
        const result = editText("a: &x { b: true }\nc: *x\n", set(["c", "b"], false));
        assert.ok("refused" in result);
        const shared = editText("a: &x { b: true }\nc: *x\n", set(["a", "b"], false));
        assert.deepEqual(shared, {
            refused: "the place is written in a way that cannot be changed safely (an anchor, an alias, a merge)",
        });
    });

    it("leaves the text alone when it says so already", () => {
        assert.deepEqual(editText("a:   false\n", set(["a"], false)), { text: "a:   false\n" });
    });
});
