import assert from "node:assert/strict";
import { allowed, row, tableOf } from "./measure";

describe("the table of what was measured", () => {
    const slow = { factor: 2, because: "node -e 0 takes 114 ms, there 57 ms" };
    const lastCell = (median: number, budget: number, slowness?: typeof slow): string =>
        tableOf([row("it", "s", budget, [median], slowness)])
            .split("\n")[1]
            ?.split(/ {2,}/)
            .at(-1) ?? "";

    it("says what was kept and what was missed, by the median", () => {
        assert.equal(lastCell(3, 3), "kept");
        assert.equal(lastCell(3.1, 3), "MISSED");
        assert.equal(lastCell(3.1, Infinity), "for comparison");
        assert.equal(row("it", "s", 3, [9, 1, 2]).median, 2);
    });

    it("takes a slower machine into account where a budget is a time, and says that it does", () => {
        assert.equal(lastCell(3, 3, slow), "kept");
        assert.equal(
            lastCell(5, 3, slow),
            "kept at the speed of this machine, 6.00 s: node -e 0 takes 114 ms, there 57 ms",
        );
        assert.equal(
            lastCell(7, 3, slow),
            "MISSED, also at the speed of this machine, 6.00 s: node -e 0 takes 114 ms, there 57 ms",
        );
        assert.deepEqual([allowed(row("it", "s", 3, [1], slow)), allowed(row("it", "s", 3, [1]))], [6, 3]);
    });
});
