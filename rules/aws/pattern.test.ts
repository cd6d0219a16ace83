import assert from "node:assert/strict";
import fc from "fast-check";
import { hasWildcard, matchesPattern } from "./pattern";

describe("a pattern of IAM", () => {
    for (const [pattern, text, fits] of [
        ["", "", true],
        ["", "a", false],
        ["a", "", false],
        ["*", "", true],
        ["*", "s3:getobject", true],
        ["s3:*", "s3:getobject", true],
        ["s3:*", "s3:", true],
        ["s3:*", "s3", false],
        ["s3:get*", "s3:putobject", false],
        ["s3:*object", "s3:getobject", true],
        ["s3:*object", "s3:getobjectacl", false],
        ["s3:?etobject", "s3:getobject", true],
        ["s3:?getobject", "s3:getobject", false],
        ["a*b*c", "aXbYbZc", true],
        ["a*b*c", "aXbYbZ", false],
        ["a**c", "ac", true],
        ["ab?", "ab", false],
        ["ab*?", "ab", false],
        ["a.c", "abc", false],
    ] as const) {
        it(`${pattern} ${fits ? "fits" : "does not fit"} ${text}`, () => {
            assert.equal(matchesPattern(pattern, text), fits);
        });
    }

    it("means what the same regular expression means", () => {
        const letters = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 8 });
        const text = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 10 });
        fc.assert(
            fc.property(letters, text, (pattern, subject) => {
                const expression = pattern.replaceAll("*", ".*").replaceAll("?", ".");
                assert.equal(matchesPattern(pattern, subject), new RegExp(`^${expression}$`).test(subject));
            }),
        );
    });

    it("of a thousand stars takes no time", () => {
        assert.equal(matchesPattern("*a".repeat(1000), "a".repeat(999)), false);
    });

    it("is seen to have wildcards", () => {
        assert.deepEqual(["shop", "sh*p", "sh?p"].map(hasWildcard), [false, true, true]);
    });
});
