import assert from "node:assert/strict";
import fc from "fast-check";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { SecretValue, unknownValue } from "../rules/value";
import { output, secret, unknown, type WireObject } from "../testing/wire";
import { readStruct } from "./struct";

const read = (value: WireObject): unknown => readStruct(Struct.fromJavaScript(value).serializeBinary());

describe("The properties that an engine sends", () => {
    it("are read as they were written", () => {
        const json = fc.dictionary(fc.string(), fc.jsonValue({ noUnicodeString: false }), { noNullPrototype: true });
        fc.assert(
            fc.property(json, (value) => {
                const plain = JSON.parse(JSON.stringify(value)) as WireObject;
                assert.deepEqual(read(plain), plain);
            }),
        );
    });

    it("have their keys in one order, since the engine sends them in any", () => {
        assert.deepEqual(Object.keys(read({ b: 1, a: 2, c: { z: 1, y: 2 } }) as object), ["a", "b", "c"]);
    });

    it("may have any key", () => {
        const value = JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1}') as WireObject;
        const properties = readStruct(Struct.fromJavaScript(value).serializeBinary());
        assert.equal(Object.getPrototypeOf(properties), Object.prototype);
        assert.ok(!("polluted" in {}));
    });

    it("keep what is secret and what is not known as that", () => {
        assert.deepEqual(read({ a: secret("x"), b: unknown, c: secret(unknown) }), {
            a: new SecretValue("x"),
            b: unknownValue,
            c: new SecretValue(unknownValue),
        });
        assert.deepEqual(read({ a: output({ value: 1 }), b: output({}), c: output({ value: 1, isSecret: true }) }), {
            a: 1,
            b: unknownValue,
            c: new SecretValue(1),
        });
    });

    it("hold a secret as unknown that an offline analysis has blinded", () => {
        assert.deepEqual(read({ a: secret("[secret]"), b: "[secret]" }), {
            a: new SecretValue(unknownValue),
            b: "[secret]",
        });
    });
});
