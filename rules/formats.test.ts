import assert from "node:assert/strict";
import fc from "fast-check";
import { readIni, readXml, readYaml } from "./formats";

describe("XML in a field", () => {
    it("becomes keys, lists and attributes; values stay text", () => {
        assert.deepEqual(readXml('<a b="1"><c> 01 </c><d>x</d><d>true</d></a>'), {
            a: { "@b": "1", c: "01", d: ["x", "true"] },
        });
        assert.deepEqual(readXml('<port remove="1"/>'), { port: { "@remove": "1" } });
        assert.deepEqual(readXml("<a/>"), { a: "" });
    });

    it("leaves out the declaration, instructions and comments", () => {
        assert.deepEqual(readXml('<?xml version="1.0"?><?other thing?><!-- b --><a>1</a>'), { a: "1" });
    });

    it("keeps variables, and follows no entity", () => {
        assert.deepEqual(readXml("<a>${X}</a>"), { a: "${X}" });
        assert.deepEqual(readXml('<!DOCTYPE a [<!ENTITY b "boom">]><a>&b;</a>'), { a: "&b;" });
        assert.deepEqual(readXml("<a>&lt;</a>"), { a: "&lt;" });
    });

    it("that cannot be read is undefined", () => {
        assert.equal(readXml("<a><!-- never closed</a>"), undefined);
    });
});

describe("ini in a field", () => {
    it("becomes sections and entries", () => {
        const read = readIni("[mysqld]\nrequire_secure_transport=ON\nskip_name_resolve\n# a\n[client]\nport = 3306\n");
        assert.equal(JSON.stringify(read["mysqld"]), '{"require_secure_transport":"ON","skip_name_resolve":true}');
        assert.equal(JSON.stringify(read["client"]), '{"port":"3306"}');
    });
});

describe("YAML in a field", () => {
    it("is read as YAML 1.2, a key that stands twice the last time", () => {
        assert.deepEqual(readYaml("a: yes\nb: [1, true, null]\na: no"), { a: "no", b: [1, true, null] });
        assert.deepEqual(readYaml("a: 1\n---\na: 2"), { a: 1 }, "the first document");
    });

    it("that cannot be read is undefined", () => {
        assert.equal(readYaml("a: 1\n b: 2"), undefined);
        assert.equal(readYaml("a: [1"), undefined);
        assert.equal(readYaml(""), undefined);
    });
});

describe("any text", () => {
    it("is read without trouble", () => {
        const text = fc.string({ unit: fc.constantFrom(..."<a/>=!-?&;[]{}: \n#*|'\"$x1".split("")) });
        fc.assert(
            fc.property(text, (text) => {
                readXml(text);
                readIni(text);
                readYaml(text);
            }),
            { numRuns: 300 },
        );
    });
});
