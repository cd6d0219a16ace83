import assert from "node:assert/strict";
import fc from "fast-check";
import { Field } from "./field";
import { SecretValue, unknownValue } from "./value";

const root = (content: unknown): Field => new Field([], content);
const shown = (content: unknown, ...path: string[]): string => new Field(path, content).shown;

describe("a field", () => {
    it("is known, unknown or absent; null is absent", () => {
        assert.deepEqual(
            [0, "", false, [], {}].map((value) => root(value).state),
            ["known", "known", "known", "known", "known"],
        );
        for (const value of [null, undefined]) {
            const field = root(value);
            assert.equal(field.isAbsent, true);
            assert.equal(field.isUnknown, false);
            assert.equal(field.value, undefined);
        }
        const unknown = root(unknownValue);
        assert.equal(unknown.isUnknown, true);
        assert.equal(unknown.isAbsent, false);
        assert.equal(unknown.value, undefined);
    });

    it("is reached by dots; numbers step into lists", () => {
        const field = root({ spec: { pg_hba: ["a", { b: 1 }] } });
        assert.equal(field.at("spec.pg_hba.0").text, "a");
        assert.deepEqual(field.at("spec.pg_hba.1.b").path, ["spec", "pg_hba", 1, "b"]);
        assert.equal(field.at("spec.pg_hba.1.b").value, 1);
        assert.equal(field.at("spec.pg_hba.2").isAbsent, true);
        assert.equal(field.at("spec.pg_hba.length").isAbsent, true);
        assert.equal(field.at("spec.pg_hba.1.b.c").isAbsent, true);
        const many = root(["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"]);
        assert.equal(many.at("10").text, "k");
        assert.deepEqual(root({ "1a": 1, a1: 2 }).at("1a").path, ["1a"]);
        assert.deepEqual(root({ "1a": 1, a1: 2 }).at("a1").path, ["a1"]);
    });

    it("takes one step with the key as it stands", () => {
        const field = root({ "cnpg.io/podPatch": "x", 5: "y" });
        assert.equal(field.child("cnpg.io/podPatch").text, "x");
        assert.equal(field.child(5).text, "y");
        assert.equal(root(["a"]).child("0").isAbsent, true, "a list has no keys");
    });

    it("finds nothing that the value itself does not have", () => {
        for (const key of ["constructor", "toString", "__proto__", "hasOwnProperty"]) {
            assert.equal(root({}).child(key).isAbsent, true, key);
        }
    });

    it("is unknown all the way below an unknown, and absent below a scalar", () => {
        assert.equal(root({ spec: unknownValue }).at("spec.a.0.b").isUnknown, true);
        assert.equal(root({ spec: "text" }).at("spec.a").isAbsent, true);
        assert.deepEqual(root(unknownValue).at("a.0").path, ["a", 0]);
    });

    it("is unknown below a text that is nothing but a variable, which may stand for a mapping", () => {
        for (const text of ["${PARAMETERS}", "{{ .Values.parameters }}"]) {
            assert.equal(new Field([], { parameters: text }).at("parameters.ssl").state, "unknown");
        }
        assert.equal(new Field([], { parameters: "a-${X}" }).at("parameters.ssl").state, "absent");
    });

    it("has items only as a list and entries only as a mapping", () => {
        const list = root(["a", unknownValue]);
        assert.deepEqual(
            list.items.map((item) => [item.path, item.state]),
            [
                [[0], "known"],
                [[1], "unknown"],
            ],
        );
        assert.deepEqual([list.isList, list.isMapping, list.entries], [true, false, []]);
        const mapping = root({ a: 1, b: null });
        assert.deepEqual(
            mapping.entries.map(([key, value]) => [key, value.path, value.state]),
            [
                ["a", ["a"], "known"],
                ["b", ["b"], "absent"],
            ],
        );
        assert.deepEqual([mapping.isList, mapping.isMapping, mapping.items], [false, true, []]);
        for (const other of ["text", 1, null, unknownValue]) {
            const field = root(other);
            assert.deepEqual([field.items, field.entries, field.isList, field.isMapping], [[], [], false, false]);
        }
    });

    it("has a text as a scalar only", () => {
        assert.deepEqual(
            ["a", 1, 1.5, true, false, "", [], {}, null, unknownValue].map((value) => root(value).text),
            ["a", "1", "1.5", "true", "false", "", undefined, undefined, undefined, undefined],
        );
    });

    it("is named by its path", () => {
        assert.equal(root({}).at("spec.list.0").name, "spec.list[0]");
    });

    describe("under Pulumi's secret mark", () => {
        const field = root({ open: 1, closed: new SecretValue(new SecretValue({ inner: ["geheim"] })) });

        it("is secret, and so is all below it", () => {
            assert.equal(field.secret, false);
            assert.equal(field.at("open").secret, false);
            assert.equal(field.at("closed").secret, true);
            assert.equal(field.at("closed.inner.0").secret, true);
            assert.equal(field.at("closed.missing.deeper").secret, true);
            assert.equal(root(new SecretValue(["x"])).child("x").secret, true);
        });

        it("can be judged by its value", () => {
            assert.equal(field.at("closed.inner.0").text, "geheim");
            assert.equal(root(new SecretValue(unknownValue)).isUnknown, true);
            assert.equal(root(new SecretValue(unknownValue)).child("a").secret, true);
        });

        it("is never shown", () => {
            assert.equal(field.at("closed.inner.0").shown, "set (hidden)");
            assert.equal(field.at("closed.inner").shown, "set (hidden)");
        });
    });

    describe("in a message", () => {
        it("says that it is unknown or absent, secret or not", () => {
            assert.equal(shown(unknownValue, "password"), "not known yet");
            assert.equal(shown(undefined, "password"), "not set");
        });

        it("quotes text, and nothing else", () => {
            assert.equal(shown("yes"), '"yes"');
            assert.equal(shown(true), "true");
            assert.equal(shown(0), "0");
            assert.equal(shown([1]), "a list");
            assert.equal(shown({ a: 1 }), "a mapping");
            assert.equal(shown('a "b"'), '"a \\"b\\""');
        });

        it("stands on one line", () => {
            assert.equal(shown("a\n  b\t c"), '"a b c"');
        });

        it("is short", () => {
            assert.equal(shown("x".repeat(80)), `"${"x".repeat(80)}"`);
            assert.equal(shown("x".repeat(81)), `"${"x".repeat(80)}…"`);
        });

        it("hides what stands below a key that names a secret", () => {
            assert.equal(shown("geheim", "spec", "password"), "set (hidden)");
            assert.equal(new Field(["passwords", 0], "geheim").shown, "set (hidden)");
            assert.equal(new Field(["passwords", "a"], ["geheim"]).shown, "set (hidden)");
        });

        it("hides what looks like a secret inside", () => {
            assert.equal(shown("host=a password=geheim"), '"host=a password=(hidden)"');
        });
    });

    it("reads any value without trouble, and shows nothing longer than a line", () => {
        fc.assert(
            fc.property(fc.jsonValue(), fc.array(fc.string()), (value, path) => {
                const steps = path.join(".").split(".");
                const field = root(value).at(steps.join("."));
                const above = steps.slice(1).map((_, at) => root(value).at(steps.slice(0, at + 1).join(".")));
                assert.equal(
                    field.isUnknown,
                    [root(value), ...above].some((place) => place.isVariable),
                );
                assert.ok(field.shown.length < 600 && !field.shown.includes("\n"));
                assert.equal(field.text === undefined, !["string", "number", "boolean"].includes(typeof field.value));
            }),
        );
    });

    it("finds again what it lists", () => {
        fc.assert(
            fc.property(fc.jsonValue(), (value) => {
                const field = root(value);
                for (const [key, entry] of field.entries) {
                    assert.deepEqual(field.child(key), entry);
                }
                for (const [index, item] of field.items.entries()) {
                    assert.deepEqual(field.child(index), item);
                }
            }),
        );
    });
});
