import assert from "node:assert/strict";
import fc from "fast-check";
import { divide } from "./documents";

describe("dividing a stream", () => {
    const linesOf = (text: string): number[] => divide(text).map(({ line }) => line);

    it("finds each document and the line it begins on", () => {
        assert.deepEqual(linesOf("a: 1\n---\nb: 2\n--- # third\nc: 3\n"), [1, 2, 4]);
    });

    it("leaves out what holds comments only, and counts their lines", () => {
        assert.deepEqual(linesOf("# head\n---\n# nothing\n---\na: 1\n"), [4]);
        assert.deepEqual(divide("---\n---\n\n"), []);
        assert.deepEqual(divide("# Source: chart/templates/x.yaml\n"), []);
    });

    it("does not take a marker inside of a text for one", () => {
        assert.equal(divide("a: |\n  x\n  ---\n  y\nb: ---x\n").length, 1);
        assert.equal(divide("---\n- a\n- b\n").length, 1);
        assert.equal(divide("--- {a: 1}\n").length, 1);
    });

    it("keeps a directive with its document", () => {
        assert.deepEqual(linesOf("%YAML 1.2\n---\na: 1\n"), [1]);
    });

    it("reads the line breaks of Windows", () => {
        assert.deepEqual(linesOf("a: 1\r\n---\r\nb: 2\r\n"), [1, 2]);
    });

    it("loses no character and lies about no offset, whatever the text", () => {
        const piece = fc.constantFrom("---", "--- ", "a: 1", "# x", "", "- b", "%YAML 1.2", "...", "  ---");
        fc.assert(
            fc.property(fc.array(piece, { maxLength: 12 }), (lines) => {
                const text = lines.join("\n");
                for (const part of divide(text)) {
                    assert.equal(text.slice(part.offset, part.offset + part.text.length), part.text);
                    assert.equal(text.slice(0, part.offset).split("\n").length, part.line);
                }
            }),
        );
    });
});
