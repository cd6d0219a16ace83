import assert from "node:assert/strict";
import { keepingOf } from "./keeping";

describe("what a destroyed stack leaves", () => {
    it("is nothing of keys and buckets that are protected, since it is not destroyed before they are unprotected", () => {
        assert.deepEqual(keepingOf(true).data, { protect: true });
    });

    it("is the keys and buckets without that protection", () => {
        assert.deepEqual(keepingOf(false).data, { retainOnDelete: true });
    });

    it("is never a bucket without its settings", () => {
        assert.deepEqual(
            [keepingOf(true).aspect, keepingOf(false).aspect],
            [{ retainOnDelete: true }, { retainOnDelete: true }],
        );
    });
});
