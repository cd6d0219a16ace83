import assert from "node:assert/strict";
import type { Met } from "../controls";
import { controlIn, reportForTests } from "../testing/report";
import { readFileSync } from "node:fs";
import { isBuiltIn } from "./builtIn";

const native: Met = { how: "native", note: "By itself." };
const shown: Met = { ...native, shownBy: { file: "a.test.ts", title: "a" } };

describe("a control is built in", () => {
    it("where the operator meets it by itself and no rule decides it", () => {
        assert.equal(isBuiltIn(native, { deciding: 0, said: 0 }), true);
    });

    it("where a rule decides it and had nothing to say, if a test shows it", () => {
        assert.equal(isBuiltIn(shown, { deciding: 1, said: 0 }), true);
        assert.equal(isBuiltIn(native, { deciding: 1, said: 0 }), false);
    });

    it("never where a rule had something to say, the answer was not verified, or takes a setting", () => {
        assert.equal(isBuiltIn(shown, { deciding: 1, said: 1 }), false);
        assert.equal(isBuiltIn({ ...shown, unverified: "the version" }, { deciding: 0, said: 0 }), false);
        assert.equal(isBuiltIn({ ...shown, how: "configured" }, { deciding: 0, said: 0 }), false);
        assert.equal(isBuiltIn(undefined, { deciding: 0, said: 0 }), false);
    });

    it("and the report names the test that shows it", () => {
        const hardened = readFileSync("examples/audit/hardened.yaml", "utf8");
        const control = controlIn(reportForTests({ "a.yaml": hardened }), "NM-5");
        assert.equal(control.status, "enforced");
        assert.match(control.shownBy?.title ?? "", /\[NM-5, UM-6\]$/);
    });
});
