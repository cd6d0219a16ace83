import assert from "node:assert/strict";
import fc from "fast-check";
import { hasUnknown, isSecret, revealed, secret, secretTexts, unknown, type Value } from "./values";

const { value: plainValues } = fc.letrec<{ value: Value }>((tie) => ({
    value: fc.oneof(
        { maxDepth: 4 },
        fc.constant(null),
        fc.boolean(),
        fc.integer(),
        fc.string(),
        fc.array(tie("value"), { maxLength: 4 }),
        fc.dictionary(fc.string(), tie("value"), { maxKeys: 4 }),
    ),
}));

function wrapEverything(value: Value): Value {
    if (Array.isArray(value)) {
        return secret(value.map(wrapEverything));
    }
    if (typeof value === "object" && value !== null) {
        return secret(Object.fromEntries(Object.entries(value).map(([name, item]) => [name, wrapEverything(item)])));
    }
    return secret(value);
}

describe("values on the wire", () => {
    it("are revealed as they were before they were wrapped, at any depth", () => {
        fc.assert(
            fc.property(plainValues, (value) => {
                assert.deepEqual(revealed(wrapEverything(value)), revealed(value));
            }),
        );
    });

    it("are wrapped once only", () => {
        assert.deepEqual(secret(secret("a")), secret("a"));
        assert.ok(isSecret(secret("a")));
        assert.ok(!isSecret({ value: "a" }));
    });

    it("are unknown when anything inside is, also inside a secret", () => {
        assert.ok(hasUnknown({ a: [1, secret({ b: unknown })] }));
        assert.ok(!hasUnknown({ a: [1, secret({ b: "known" })] }));
    });

    it("give the texts of their secrets, and of nothing else", () => {
        const value = { open: "a", hidden: secret({ one: "b", two: ["c", 7, unknown, ""] }), list: ["d", secret("e")] };
        assert.deepEqual(secretTexts(value), ["b", "c", "e"]);
    });
});
