import assert from "node:assert/strict";
import fc from "fast-check";
import { readHbaLine, type HbaEntry } from "./pgHba";
import { columnsOf, logicalLines } from "./pgHbaTokens";

const none = new Set<string>();

function textsOf(line: string): string[][] {
    return columnsOf(line).map((column) => column.map(({ text }) => text));
}

function entryOf(line: string): HbaEntry {
    const reading = readHbaLine(line, none);
    return reading.state === "entry" ? reading : assert.fail(`${line} is ${JSON.stringify(reading)}`);
}

/** What the columns are was asked of PostgreSQL 15 (pg_hba_file_rules). */
const tokenized: readonly (readonly [string, string[][]])[] = [
    ["host all all", [["host"], ["all"], ["all"]]],
    ["  host\tall \r all  ", [["host"], ["all"], ["all"]]],
    ["a,b c", [["a", "b"], ["c"]]],
    ["a, b c", [["a", "b"], ["c"]]],
    ["a , b c", [["a"], ["b"], ["c"]]],
    [",a,,b,", [["a", "b"]]],
    ['"a b" c', [["a b"], ["c"]]],
    ['"a,b"', [["a,b"]]],
    ['"a""b"', [['a"b']]],
    ['a"b c"d', [["ab cd"]]],
    ['"#" a', [["#"], ["a"]]],
    ['"open to the end', [["open to the end"]]],
    ['"" a', [[""], ["a"]]],
    ["a#b c", [["a"]]],
    ["# a", []],
    ["a, # b", [["a"]]],
    ["{{ .Values.a, b }} c", [["{{ .Values.a, b }}"], ["c"]]],
    ['x${A:="b c"}y z', [['x${A:="b c"}y'], ["z"]]],
    ["# ${A}", []],
];

describe("tokens of pg_hba", () => {
    for (const [line, expected] of tokenized) {
        it(JSON.stringify(line), () => {
            assert.deepEqual(textsOf(line), expected);
        });
    }

    it("say whether they are quoted, and whether what they stand for is in sight", () => {
        const [tokens = []] = columnsOf('all,"all",a"ll",@file,"@file",@,a@b,${A},"${A}",""');
        assert.deepEqual(
            tokens.map(({ text, quoted, open }) => [text, quoted, open]),
            [
                ["all", false, false],
                ["all", true, false],
                ["all", false, false],
                ["@file", false, true],
                ["@file", true, false],
                ["@", false, false],
                ["a@b", false, false],
                ["${A}", false, true],
                ["${A}", true, true],
                ["", true, false],
            ],
        );
    });

    it("are what was written, quoted or not", () => {
        const name = fc.stringMatching(/^[a-z0-9_+.:-]{1,8}$/);
        const column = fc.array(fc.tuple(name, fc.boolean()), { minLength: 1, maxLength: 3 });
        fc.assert(
            fc.property(fc.array(column, { maxLength: 6 }), fc.constantFrom(" ", "\t", "  "), (columns, blank) => {
                const line = columns
                    .map((tokens) => tokens.map(([text, quoted]) => (quoted ? `"${text}"` : text)).join(","))
                    .join(blank);
                const texts = columns.map((tokens) => tokens.map(([text]) => text));
                assert.deepEqual(textsOf(line), texts);
                assert.deepEqual(textsOf(`${line} # all trust`), texts);
            }),
        );
    });

    it("may hold anything in quotes", () => {
        fc.assert(
            fc.property(fc.stringMatching(/^[ -~]{0,12}$/), (text) => {
                const token = columnsOf(`x "${text.replaceAll('"', '""')}" y`);
                assert.deepEqual(
                    token[1]?.map((each) => each.text),
                    [text],
                );
                assert.equal(token.length, 3);
            }),
        );
    });
});

describe("lines of pg_hba", () => {
    it("go on after a backslash, and begin where the first part stands", () => {
        assert.deepEqual(logicalLines(["a", "b \\", "c\\\r", "d", "e"]), [
            { text: "a", begin: 0 },
            { text: "b cd", begin: 1 },
            { text: "e", begin: 4 },
        ]);
        assert.deepEqual(logicalLines(["a\\"]), [{ text: "a", begin: 0 }]);
        assert.deepEqual(logicalLines([""]), [{ text: "", begin: 0 }]);
        assert.deepEqual(logicalLines([]), []);
    });

    it("are the same cut in two", () => {
        fc.assert(
            fc.property(fc.stringMatching(/^[a-z ]{2,20}$/), fc.nat(20), (line, at) => {
                const place = at % line.length;
                const [joined] = logicalLines([`${line.slice(0, place)}\\`, line.slice(place)]);
                assert.equal(joined?.text, line);
            }),
        );
    });

    it("never throw", () => {
        fc.assert(
            fc.property(fc.string(), (line) => {
                readHbaLine(line, none);
                readHbaLine(`host all all ${line}`, "unknown");
            }),
        );
    });

    it("have an address only where there is a network", () => {
        assert.equal(entryOf("local all all peer").address, undefined);
        assert.deepEqual(entryOf("host all all 10.0.0.0/8 md5").address, {
            everyone: { v4: false, v6: false },
            family: "v4",
            open: false,
        });
        assert.deepEqual(entryOf("host all all fd00:: ffff:: md5").address?.family, "v6");
    });

    it("have options, several in a column too, with blanks in quotes", () => {
        const { options, method } = entryOf('host all all all ldap ldapserver="a b",ldapport=1 "ldapsuffix=,c=d"');
        assert.equal(method.text, "ldap");
        assert.deepEqual(options, [
            { name: "ldapserver", value: "a b" },
            { name: "ldapport", value: "1" },
            { name: "ldapsuffix", value: ",c=d" },
        ]);
    });

    it("take every network of a length from 0, and no other", () => {
        const cases = fc.oneof(
            fc.tuple(fc.ipV4(), fc.nat(40), fc.constant(32), fc.constant("v4" as const)),
            fc.tuple(fc.ipV6(), fc.nat(140), fc.constant(128), fc.constant("v6" as const)),
        );
        fc.assert(
            fc.property(cases, ([address, bits, most, family]) => {
                const reading = readHbaLine(`host all all ${address}/${bits} md5`, none);
                assert.equal(reading.state, bits <= most ? "entry" : "unreadable");
                if (reading.state === "entry") {
                    assert.equal(reading.address?.everyone[family], bits === 0);
                    assert.equal(reading.address.family, family);
                }
            }),
        );
    });

    it("with a variable are left open when they cannot be read without it", () => {
        assert.deepEqual(readHbaLine("${LINE}", none), { state: "open", by: "variable" });
        assert.deepEqual(readHbaLine("include a.conf", none), { state: "open", by: "file" });
        assert.equal(
            readHbaLine("host all all all ldap ldapsearchfilter=$username nonsense", none).state,
            "unreadable",
        );
        assert.equal(readHbaLine("host all all ${podselector:a} nonsense", new Set("a")).state, "unreadable");
    });
});
