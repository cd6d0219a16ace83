import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { isUnknown, resolveKnown, unknown } from "./known";

/** An output whose value preview does not know, as the SDK makes it from the wire. */
function later<T>(): pulumi.Output<T> {
    return pulumi.output(pulumi.unknown as never);
}

describe("Arguments whose outputs are followed", () => {
    before(async () => {
        await pulumi.runtime.setMocks(
            { newResource: ({ inputs }) => ({ id: "", state: inputs as object }), call: () => ({}) },
            "shop",
            "prod",
            true,
        );
    });

    it("are the values, wherever an output or a promise stands", async () => {
        const known = await resolveKnown({
            plain: "a",
            output: pulumi.output("b"),
            deep: [{ list: pulumi.output(["c", Promise.resolve("d")]) }],
            secret: pulumi.secret("e"),
            twice: pulumi.output(pulumi.output({ inner: pulumi.secret("f") })),
            falsy: [0, false, "", null],
        });
        assert.deepEqual(known, {
            plain: "a",
            output: "b",
            deep: [{ list: ["c", "d"] }],
            secret: "e",
            twice: { inner: "f" },
            falsy: [0, false, "", null],
        });
    });

    it("are unknown just where a value is not known", async () => {
        const known = await resolveKnown({
            all: later<string[]>(),
            part: { known: "a", not: later<string>() },
            inside: pulumi.output({ known: "b", list: ["c", later<string>()] }),
            bare: pulumi.unknown,
            derived: later<string>().apply((value) => value.length),
        });
        assert.deepEqual(known, {
            all: unknown,
            part: { known: "a", not: unknown },
            inside: { known: "b", list: ["c", unknown] },
            bare: unknown,
            derived: unknown,
        });
        assert.ok(isUnknown(known.bare));
        assert.equal(String(known.bare), "(not known yet)");
    });

    it("lose arguments that are written out as undefined", async () => {
        assert.deepEqual(Object.keys(await resolveKnown({ a: undefined, b: 1 })), ["b"]);
    });

    it("are not taken for unknown, whatever they look like", () => {
        for (const value of [undefined, null, "", "unknown", {}, { unknown: true }, pulumi.unknown]) {
            assert.equal(isUnknown(value), false);
        }
    });
});
