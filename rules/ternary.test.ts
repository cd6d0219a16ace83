import assert from "node:assert/strict";
import fc from "fast-check";
import { all, any, not, type Ternary } from "./ternary";

const ternary = fc.constantFrom<Ternary>(true, false, "unknown");

describe("answers that may not be known", () => {
    it("all: false decides, then unknown, else true", () => {
        assert.equal(all(), true);
        assert.equal(all(true, true), true);
        assert.equal(all(true, "unknown"), "unknown");
        assert.equal(all("unknown", false), false);
    });

    it("any: true decides, then unknown, else false", () => {
        assert.equal(any(), false);
        assert.equal(any(false, false), false);
        assert.equal(any(false, "unknown"), "unknown");
        assert.equal(any("unknown", true), true);
    });

    it("not: unknown stays unknown", () => {
        assert.deepEqual([not(true), not(false), not("unknown")], [false, true, "unknown"]);
    });

    it("keep to De Morgan, whatever the order", () => {
        fc.assert(
            fc.property(fc.array(ternary), (answers) => {
                assert.equal(not(all(...answers)), any(...answers.map(not)));
                assert.equal(all(...answers), all(...answers.toReversed()));
            }),
        );
    });

    it("say unknown only where an unknown could change the answer", () => {
        fc.assert(
            fc.property(fc.array(ternary), (answers) => {
                const filled = [true, false].map((value) => all(...answers.map((a) => (a === "unknown" ? value : a))));
                assert.equal(all(...answers) === "unknown", filled[0] !== filled[1]);
            }),
        );
    });
});
