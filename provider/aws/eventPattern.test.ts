import assert from "node:assert/strict";

/** A pattern of EventBridge, as JSON. */
export type Pattern = Readonly<Record<string, unknown>>;

/**
 * Whether EventBridge would send the event to the rule's targets: the parts of its language that patterns here use (EventBridge user
 * guide, "Creating event patterns" and "Comparison operators"). All fields of a pattern must match, one of a field's values, one of the
 * alternatives of `$or`; of a list in the event one element. Fails on an operator that it does not know rather than to guess.
 */
export function matches(pattern: Pattern, event: unknown): boolean {
    return Object.entries(pattern).every(([field, wanted]) => {
        if (field === "$or") {
            assert.ok(Array.isArray(wanted) && wanted.length > 1, "$or has at least two alternatives");
            return (wanted as Pattern[]).some((alternative) => matches(alternative, event));
        }
        const values = elementsOf(event).flatMap((element) => elementsOf(fieldOf(element, field)));
        if (Array.isArray(wanted)) {
            assert.ok(wanted.length > 0, `${field} is compared with nothing`);
            return wanted.some((each) => compares(each, values));
        }
        assert.ok(isObject(wanted), `${field} is compared with ${JSON.stringify(wanted)}, which is no list`);
        // What lies deeper is missing as well where this is missing, and that may be asked for.
        return (values.length > 0 ? values : [undefined]).some((value) => matches(wanted, value));
    });
}

function compares(wanted: unknown, values: readonly unknown[]): boolean {
    if (!isObject(wanted)) {
        return values.includes(wanted);
    }
    const [[operator, operand] = [], ...more] = Object.entries(wanted);
    assert.deepEqual(more, [], "one operator at a time");
    switch (operator) {
        case "exists":
            return values.length > 0 === operand;
        case "anything-but": {
            const excluded: unknown[] = Array.isArray(operand) ? operand : [operand];
            assert.ok(excluded.every((each) => typeof each === "string"));
            return values.some((value) => !excluded.some((each) => each === value));
        }
        default:
            assert.fail(`operator ${operator ?? ""} is not known here`);
    }
}

function elementsOf(value: unknown): unknown[] {
    return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

function fieldOf(value: unknown, field: string): unknown {
    return isObject(value) ? value[field] : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

describe("The reader of EventBridge's patterns in these tests", () => {
    const cases: [string, Pattern, unknown, boolean][] = [
        ["a value among several", { a: ["x", "y"] }, { a: "y" }, true],
        ["another value", { a: ["x"] }, { a: "y" }, false],
        ["a missing field", { a: ["x"] }, {}, false],
        ["all fields", { a: ["x"], b: ["y"] }, { a: "x", b: "y", c: "z" }, true],
        ["all fields but one", { a: ["x"], b: ["y"] }, { a: "x", b: "z" }, false],
        ["an element of a list", { a: { b: ["x"] } }, { a: [{ b: "w" }, { b: "x" }] }, true],
        ["no element of a list", { a: { b: ["x"] } }, { a: [{ b: "w" }] }, false],
        ["one alternative", { $or: [{ a: ["x"] }, { b: ["y"] }] }, { b: "y" }, true],
        ["no alternative", { $or: [{ a: ["x"] }, { b: ["y"] }] }, { a: "y" }, false],
        ["a field that is to be missing", { a: { b: [{ exists: false }] } }, {}, true],
        ["a field that is to be missing and is not", { a: { b: [{ exists: false }] } }, { a: { b: "x" } }, false],
        ["anything but a value", { a: [{ "anything-but": "x" }] }, { a: "y" }, true],
        ["just that value", { a: [{ "anything-but": "x" }] }, { a: "x" }, false],
        ["anything but a value, of a field that is missing", { a: [{ "anything-but": "x" }] }, {}, false],
    ];
    for (const [what, pattern, event, expected] of cases) {
        it(`${expected ? "finds" : "does not find"} ${what}`, () => {
            assert.equal(matches(pattern, event), expected);
        });
    }

    it("fails on an operator that it does not know", () => {
        assert.throws(() => matches({ a: [{ prefix: "x" }] }, { a: "xy" }), /operator prefix is not known here/);
    });
});
