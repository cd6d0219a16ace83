import assert from "node:assert/strict";
import fc from "fast-check";
import { secretEntries } from "./secretData";
import { Subject } from "./subject";
import { unknownValue } from "./value";

function entriesOf(content: object): unknown {
    const secret = Subject.ofManifest({ apiVersion: "v1", kind: "Secret", metadata: { name: "a" }, ...content });
    return secretEntries(secret ?? assert.fail()).map(({ key, field, text }) => [key, field.name, text]);
}

const encoded = (text: string): string => Buffer.from(text).toString("base64");

describe("a Secret's values", () => {
    it("are decoded from data, and taken as they are from stringData", () => {
        assert.deepEqual(entriesOf({ data: { a: encoded("one") }, stringData: { b: "dHdv" } }), [
            ["a", "data.a", "one"],
            ["b", "stringData.b", "dHdv"],
        ]);
        assert.deepEqual(entriesOf({}), []);
    });

    it("are read over line ends and blanks", () => {
        assert.deepEqual(entriesOf({ data: { a: " b25l\n IGFuZA==\n" } }), [["a", "data.a", "one and"]]);
    });

    it("stay as they stand where they are no base64: a variable, or a mistake", () => {
        for (const text of ["${PASSWORD}", "pass!word", "a=b", "====", "{{ x }}"]) {
            assert.deepEqual(entriesOf({ data: { a: text } }), [["a", "data.a", text]]);
        }
    });

    it("have no text where they are unknown, or bytes of another kind", () => {
        assert.deepEqual(
            entriesOf({ data: { a: unknownValue, b: Buffer.from([0xff, 0xfe]).toString("base64"), c: null } }),
            [
                ["a", "data.a", undefined],
                ["b", "data.b", undefined],
                ["c", "data.c", undefined],
            ],
        );
    });

    it("come back whatever they are", () => {
        fc.assert(
            fc.property(fc.string({ unit: "grapheme" }), (text) => {
                assert.deepEqual(entriesOf({ data: { a: encoded(text) } }), [["a", "data.a", text]]);
            }),
        );
    });
});
