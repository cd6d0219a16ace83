import assert from "node:assert/strict";
import fc from "fast-check";
import { clipped, visible } from "./visible";

describe("visible text", () => {
    it("shows what a terminal would obey and what a reader would not see", () => {
        assert.equal(visible("\u001b[2J \u009b \u0000"), "\\u{1b}[2J \\u{9b} \\u{0}");
        assert.equal(visible("a\u202eb\u2066c\u200bd\ufeff"), "a\\u{202e}b\\u{2066}c\\u{200b}d\\u{feff}");
        assert.equal(visible("\u{e0041}\ud800\uffff"), "\\u{e0041}\\u{d800}\\u{ffff}");
        assert.equal(visible("a\u2028b\u2029c\u0085d"), "a\\u{2028}b\\u{2029}c\\u{85}d");
    });

    it("stays on one line", () => {
        assert.equal(visible("a\n  b\r\n\tc\td"), "a b c d");
    });

    it("leaves the letters of every language and emoji alone", () => {
        const text = "Größe, данные, 数据库, قاعدة, 👩‍💻 ❤️ é";
        assert.equal(visible(text), text);
    });

    it("is the same when shown twice", () => {
        fc.assert(
            fc.property(fc.string({ unit: "binary" }), (text) => {
                assert.equal(visible(visible(text)), visible(text));
            }),
        );
    });

    it("is cut between characters", () => {
        assert.equal(clipped("🐘🐘🐘", 3), "🐘🐘🐘");
        assert.equal(clipped("🐘🐘🐘🐘", 3), "🐘🐘…");
    });
});
