import assert from "node:assert/strict";
import { nearMiss } from "./near-miss";

describe("the name that was probably meant", () => {
    const known = ["bucket", "bucketPrefix", "objectLockEnabled", "tags"];

    it("is the one a few letters away", () => {
        assert.equal(nearMiss("buckets", known), "bucket");
        assert.equal(nearMiss("objectlockenabled", known), "objectLockEnabled");
    });

    it("is the only one that contains what was written", () => {
        assert.equal(nearMiss("lockEnabled", known), "objectLockEnabled");
    });

    it("is none when nothing is near", () => {
        assert.equal(nearMiss("deletionWindow", known), undefined);
    });
});
