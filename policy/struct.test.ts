import assert from "node:assert/strict";
import fc from "fast-check";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { Writer } from "protobufjs/minimal";
import { SecretValue, unknownValue } from "../rules/value";
import { output, secret, unknown, type WireObject } from "../testing/wire";
import { readStruct } from "./struct";

const read = (value: WireObject): unknown => readStruct(Struct.fromJavaScript(value).serializeBinary());

describe("The properties that an engine sends", () => {
    it("are read as they were written", () => {
        const json = fc.dictionary(fc.string(), fc.jsonValue({ noUnicodeString: false }), { noNullPrototype: true });
        fc.assert(
            fc.property(json, (value) => {
                const text = JSON.stringify(value);
                // The writer of google-protobuf loses this key; the reader must not, as stands below.
                fc.pre(!text.includes("__proto__"));
                const plain = JSON.parse(text) as WireObject;
                assert.deepEqual(read(plain), plain);
            }),
        );
    });

    it("have their keys in one order, since the engine sends them in any", () => {
        assert.deepEqual(Object.keys(read({ b: 1, a: 2, c: { z: 1, y: 2 } }) as object), ["a", "b", "c"]);
    });

    it("may have any key", () => {
        for (const key of ["__proto__", "constructor"]) {
            const writer = Writer.create();
            // Struct { fields: { [key]: Value { number_value: 1 } } } of google/protobuf/struct.proto.
            writer
                .uint32(0x0a)
                .fork()
                .uint32(0x0a)
                .string(key)
                .uint32(0x12)
                .fork()
                .uint32(0x11)
                .double(1)
                .ldelim()
                .ldelim();
            const properties = readStruct(writer.finish());
            assert.deepEqual(Object.entries(properties), [[key, 1]]);
            assert.equal(Object.getPrototypeOf(properties), Object.prototype);
        }
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
