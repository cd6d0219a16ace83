import assert from "node:assert/strict";
import fc from "fast-check";
import { fitted, type Part } from "./fitting";

function part(rows: readonly string[], share: number): Part {
    return { share, head: "[", rows, foot: "]", leftOut: (count) => `+${count}` };
}

describe("fitting parts into bytes", () => {
    it("shows everything where there is room, and nothing of a part without rows", () => {
        assert.equal(fitted("begin ", [part(["a", "b"], 0.5), part([], 0.5)], 100), "begin [ab]");
    });

    it("leaves rows out from the end and counts them", () => {
        assert.equal(fitted("", [part(["aaa", "bbb", "ccc"], 1)], 11), "[aaabbb+1]");
        assert.equal(fitted("", [part(["aaa", "bbb", "ccc"], 1)], 12), "[aaabbb+1]");
        assert.equal(fitted("", [part(["aaa", "bbb", "ccc"], 1)], 13), "[aaabbbccc]");
    });

    it("gives the room that one part does not need to the others, the first of them first", () => {
        const parts = [part(["a".repeat(10), "b".repeat(10)], 0.2), part(["c"], 0.8)];
        assert.equal(fitted("", parts, 29), `[${"a".repeat(10)}${"b".repeat(10)}][c]`);
        assert.equal(fitted("", parts, 28), `[${"a".repeat(10)}+1][c]`);
    });

    it("never takes more bytes than it may, nor counts wrong", () => {
        fc.assert(
            fc.property(
                fc.array(fc.array(fc.string({ unit: fc.constantFrom("x", "ü", "🐘") }), { maxLength: 12 }), {
                    maxLength: 4,
                }),
                fc.integer({ min: 40, max: 200 }),
                (lists, limit) => {
                    const text = fitted(
                        "",
                        lists.map((rows) => part(rows, 1 / 4)),
                        limit,
                    );
                    assert.ok(Buffer.byteLength(text) <= limit);
                    const missing = [...text.matchAll(/\+(\d+)/g)].reduce((sum, [, count]) => sum + Number(count), 0);
                    const letters = (list: readonly string[]): number => list.join("").replace(/[^xü🐘]/gu, "").length;
                    assert.ok(missing > 0 || letters([text]) === letters(lists.flat()));
                },
            ),
        );
    });
});
