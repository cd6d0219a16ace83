import assert from "node:assert/strict";
import { Field } from "./field";
import { isPinned, unpinned } from "./image";
import { unknownValue } from "./value";

const field = (content?: unknown): Field => new Field(["image"], content);
const digest = "a".repeat(64);

describe("an image", () => {
    it("is pinned by a digest", () => {
        for (const image of [
            `a@sha256:${digest}`,
            `r.io/a/b:1@sha256:${digest}`,
            `\${R}/a@sha256:${digest}`,
            "a@sha256:${D}",
        ]) {
            assert.equal(isPinned(field(image)), true, image);
        }
    });

    it("is not pinned by a tag, nor by what only looks like a digest", () => {
        for (const image of [
            "a",
            "a:latest",
            `a:${digest}`,
            `a:sha256-${digest}`,
            "abc",
            "${R}/a:17",
            "${R}/a:x",
            "",
        ]) {
            assert.equal(isPinned(field(image)), false, image);
        }
        assert.equal(isPinned(field()), false);
        assert.equal(isPinned(field({ name: "a" })), false);
    });

    it("is undecided where a variable may hold the digest", () => {
        for (const image of ["${IMAGE}", "a:${TAG}", "a@${DIGEST}", "${A}/${B}", "a@${ALGORITHM}0af", unknownValue]) {
            assert.equal(isPinned(field(image)), "unknown");
        }
        assert.equal(isPinned(field("${A}:17g")), false, "no digest ends so");
        assert.equal(isPinned(field("${A}-17")), false);
    });

    it("fails without a digest, says nothing of an absent one, and leaves a variable open", () => {
        assert.deepEqual(unpinned(field()), []);
        assert.deepEqual(unpinned(field(`a@sha256:${digest}`)), []);
        const [failure, ...rest] = unpinned(field("a:1"));
        assert.deepEqual(rest, []);
        assert.equal(failure?.verdict, "fail");
        assert.match(failure.message, /^image is "a:1": add the digest, name:tag@sha256:…, so that nobody can put/);
        assert.deepEqual(
            unpinned(field("a:${TAG}")).map(({ verdict }) => verdict),
            ["unknown"],
        );
    });
});
