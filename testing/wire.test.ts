import assert from "node:assert/strict";
import { isSecret, isUnknown, openTexts, output, secret, stored, textAt, unknown, unmarked, valueAt } from "./wire";

describe("Values on the wire", () => {
    const wire = {
        plain: "a",
        secret: secret({ deep: "b" }),
        list: [secret("c"), output({ value: "d" }), output({ value: "e", isSecret: true })],
        later: output({ dependencies: ["urn"] }),
        bare: unknown,
    };

    it("are read without their marks", () => {
        assert.deepEqual(unmarked(wire), {
            plain: "a",
            secret: { deep: "b" },
            list: ["c", "d", "e"],
            later: unknown,
            bare: unknown,
        });
    });

    it("are stored with the marks of secrets alone", () => {
        assert.deepEqual(stored(wire), {
            plain: "a",
            secret: secret({ deep: "b" }),
            list: [secret("c"), "d", secret("e")],
            later: unknown,
            bare: unknown,
        });
    });

    it("are open where no mark of a secret covers them", () => {
        assert.deepEqual(openTexts(wire), [
            { path: "plain", text: "a" },
            { path: "list[1]", text: "d" },
            { path: "bare", text: unknown },
        ]);
    });

    it("are secret or unknown by their marks", () => {
        assert.deepEqual(wire.list.map(isSecret), [true, false, true]);
        assert.ok(isUnknown(wire.later) && isUnknown(wire.bare) && !isUnknown(wire.secret) && !isUnknown(undefined));
    });

    it("are found by path", () => {
        assert.equal(valueAt({ a: [{ b: "x" }] }, "a[0].b"), "x");
        assert.equal(valueAt({ a: [{ b: "x" }] }, "a[1].b"), undefined);
        assert.throws(() => textAt({ a: 1 }, "a"), /^Error: a is no text but 1$/);
    });
});
