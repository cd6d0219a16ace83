import assert from "node:assert/strict";
import fc from "fast-check";
import { Field } from "./field";
import {
    endsWith,
    hasContent,
    hasVariable,
    includes,
    is,
    isAbsent,
    isFalse,
    isPresent,
    isTrue,
    isVariable,
    literalsOf,
    matches,
    numberOf,
    oneOf,
    startsWith,
    variablesIn,
} from "./text";
import { unknownValue } from "./value";

const field = (content?: unknown): Field => new Field(["x"], content);
const unknown = field(unknownValue);
const absent = field();

describe("substitution variables", () => {
    const variables = [
        ...[
            "${X}",
            "${X:=default}",
            "${X:-${Y}}",
            "${X:-${YY:-z}}",
            "${X:-{a}}",
            "${{X}}",
            "${}",
            "${a b}",
            "${X:-${Y}-${Z}}",
        ],
        ...[
            "$X",
            "$x1",
            "$_",
            "$X{a}",
            "$X{abc}",
            "$(X)",
            "$(my.var-1)",
            "{{ x }}",
            "{{x}}",
            "{{ a\n | b }}",
            "{{ {a} }}",
        ],
        ...["<X>", "<your password>", "<a.b-c_1>"],
    ];

    for (const variable of variables) {
        it(`are found: ${JSON.stringify(variable)}`, () => {
            assert.equal(hasVariable(variable), true);
            assert.equal(isVariable(variable), true);
            assert.equal(isVariable(` ${variable}\n`), true, "blanks around do not matter");
            assert.equal(isVariable(`a${variable}`), false);
            assert.deepEqual(literalsOf(`-${variable}-${variable}+`), ["-", "-", "+"]);
            assert.deepEqual(variablesIn(`ab${variable}-c`), [{ from: 2, to: 2 + variable.length }]);
        });
    }

    const plain = [
        "",
        "a",
        "$",
        "$1",
        "US$ 5",
        "${X",
        "$()",
        "$(1)",
        "$(a b)",
        "{{ x }",
        "{x}",
        "<1>",
        "<>",
        "< a>",
        "<a",
    ];

    for (const text of plain) {
        it(`are not seen in ${JSON.stringify(text)}`, () => {
            assert.equal(hasVariable(text), false);
            assert.equal(isVariable(text), false);
            assert.deepEqual(literalsOf(text), [text]);
            assert.deepEqual(variablesIn(text), []);
        });
    }

    it("end where they end", () => {
        assert.deepEqual(literalsOf("a$X.b"), ["a", ".b"]);
        assert.deepEqual(literalsOf("{{a}}b{{c}}"), ["", "b", ""]);
        assert.deepEqual(literalsOf("${a}}"), ["", "}"]);
        assert.deepEqual(literalsOf("$(a)(b)"), ["", "(b)"]);
    });

    it("are looked for in a long text before the test's time is up", () => {
        for (const part of ["{{", "${", "${{", "$a{", "$(a", "<a"]) {
            hasVariable(part.repeat(20_000));
        }
    });
});

describe("presence", () => {
    it("is known unless the field is unknown", () => {
        assert.deepEqual([isPresent(field("")), isPresent(absent), isPresent(unknown)], [true, false, "unknown"]);
        assert.deepEqual([isAbsent(field("")), isAbsent(absent), isAbsent(unknown)], [false, true, "unknown"]);
    });

    it("with content means more than an empty text, list or mapping", () => {
        for (const value of ["a", "${X}", 0, false, ["a"], { a: 1 }, [null]]) {
            assert.equal(hasContent(field(value)), true, JSON.stringify(value));
        }
        for (const value of ["", [], {}, null]) {
            assert.equal(hasContent(field(value)), false, JSON.stringify(value));
        }
        assert.equal(hasContent(unknown), "unknown");
    });
});

describe("yes and no", () => {
    const yes = ["true", "yes", "on", "1", "enabled", "True", "YES", " On ", 1, true];
    const no = ["false", "no", "off", "0", "disabled", "False", "NO", " Off ", 0, false];

    it("have many spellings", () => {
        for (const value of yes) {
            assert.deepEqual([isTrue(field(value)), isFalse(field(value))], [true, false], JSON.stringify(value));
        }
        for (const value of no) {
            assert.deepEqual([isTrue(field(value)), isFalse(field(value))], [false, true], JSON.stringify(value));
        }
    });

    it("are neither of anything else", () => {
        for (const value of ["", "y", "maybe", 2, null, [], ["true"], { true: true }]) {
            assert.deepEqual([isTrue(field(value)), isFalse(field(value))], [false, false], JSON.stringify(value));
        }
    });

    it("may stand in a variable", () => {
        for (const value of ["${X}", "${X:-${Y}}", "{{ .Values.x }}", "$X", unknownValue]) {
            assert.deepEqual([isTrue(field(value)), isFalse(field(value))], ["unknown", "unknown"]);
        }
        assert.deepEqual([isTrue(field("t${X}")), isFalse(field("t${X}"))], ["unknown", false]);
    });
});

describe("comparing with known values", () => {
    it("minds neither case nor blanks around", () => {
        assert.equal(is(field(" LoadBalancer\n"), "loadBALANCER"), true);
        assert.equal(oneOf(field("B"), ["a", "b"]), true);
        assert.equal(oneOf(field("c"), ["a", "b"]), false);
        assert.equal(oneOf(field("a"), []), false);
        assert.equal(is(absent, ""), false);
        assert.equal(is(unknown, "a"), "unknown");
    });

    it("asks of a text with variables whether it could become the value", () => {
        const could = (text: string, value: string): unknown => is(field(text), value);
        assert.equal(could("Load${X}", "LoadBalancer"), "unknown");
        assert.equal(could("${X}Balancer", "LoadBalancer"), "unknown");
        assert.equal(could("${X}Bal${Y}", "LoadBalancer"), "unknown");
        assert.equal(could("L${X}ad${Y}r", "LoadBalancer"), "unknown");
        assert.equal(could("Node${X}", "LoadBalancer"), false, "it begins otherwise");
        assert.equal(could("${X}Port", "LoadBalancer"), false, "it ends otherwise");
        assert.equal(could("${X}zz${Y}", "LoadBalancer"), false, "the middle is not in it");
        assert.equal(could("LoadBal${X}Balancer", "LoadBalancer"), false, "its ends overlap");
        assert.equal(could("Load${X}Balancer", "LoadBalancer"), "unknown", "the variable may be empty");
        assert.equal(could("${X}er${Y}lance${Z}", "LoadBalancer"), false, "the order is another");
        assert.equal(could("${X}lan${Y}cer", "LoadBalancer"), "unknown", "middle and end meet");
        assert.equal(could("${X}lanc${Y}cer", "LoadBalancer"), false, "middle and end overlap");
        assert.equal(could("Load${X}adB${Y}", "LoadBalancer"), false, "beginning and middle overlap");
        assert.equal(could("Loa${X}dB${Y}", "LoadBalancer"), "unknown", "beginning and middle meet");
        assert.equal(could("${X}a${Y}a${Z}r", "LoadBalancer"), "unknown", "the same part twice");
        assert.equal(could("${X}d${Y}d${Z}r", "LoadBalancer"), false, "twice what is there once");
    });

    const part = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 4 });

    it("says unknown exactly when the variables can be filled so", () => {
        fc.assert(
            fc.property(fc.array(part, { minLength: 2, maxLength: 4 }), part, (parts, candidate) => {
                const pattern = new RegExp(`^${parts.join(".*")}$`);
                const expected = pattern.test(candidate) ? "unknown" : false;
                assert.equal(is(field(parts.join("${X}")), candidate), expected);
            }),
            { numRuns: 500 },
        );
    });
});

describe("parts of a text", () => {
    it("at the beginning: the literal head decides", () => {
        assert.equal(startsWith(field("http://a"), "http://"), true);
        assert.equal(startsWith(field("http://${X}"), "http://"), true);
        assert.equal(startsWith(field("https://a"), "http://"), false);
        assert.equal(startsWith(field("htt"), "http://"), false);
        assert.equal(startsWith(field("htt${X}"), "http://"), "unknown");
        assert.equal(startsWith(field("s3${X}"), "http://"), false);
        assert.equal(startsWith(field("${X}http://"), "http://"), "unknown");
        assert.deepEqual([startsWith(absent, ""), startsWith(unknown, "a")], [false, "unknown"]);
    });

    it("at the end: the literal tail decides", () => {
        assert.equal(endsWith(field("a.com"), ".com"), true);
        assert.equal(endsWith(field("${X}.com"), ".com"), true);
        assert.equal(endsWith(field("a.org"), ".com"), false);
        assert.equal(endsWith(field("om"), ".com"), false);
        assert.equal(endsWith(field("${X}om"), ".com"), "unknown");
        assert.equal(endsWith(field("${X}.org"), ".com"), false);
        assert.equal(endsWith(field(".com${X}"), ".com"), "unknown");
        assert.deepEqual([endsWith(absent, ""), endsWith(unknown, "a")], [false, "unknown"]);
    });

    it("anywhere: a literal that holds it decides", () => {
        assert.equal(includes(field("a@sha256:b"), "@sha256:"), true);
        assert.equal(includes(field("${X}@sha256:${Y}"), "@sha256:"), true);
        assert.equal(includes(field("a:1"), "@sha256:"), false);
        assert.equal(includes(field("a:${X}"), "@sha256:"), "unknown");
        assert.deepEqual([includes(absent, ""), includes(unknown, "a")], [false, "unknown"]);
    });

    it("by a pattern: unknown where a variable stands", () => {
        assert.equal(matches(field("abc"), /^a/), true);
        assert.equal(matches(field("abc"), /^b/), false);
        assert.equal(matches(field("a${X}"), /^a/), "unknown");
        assert.deepEqual([matches(absent, /x/), matches(unknown, /x/)], [false, "unknown"]);
    });
});

describe("numbers", () => {
    it("are read from numbers and texts", () => {
        assert.deepEqual(
            [5, "5", " 7 ", "-1", "1.5", "0"].map((value) => numberOf(field(value))),
            [5, 5, 7, -1, 1.5, 0],
        );
    });

    it("are none where there is none", () => {
        for (const value of ["", "  ", "5 GB", "five", true, null, [5], {}]) {
            assert.equal(numberOf(field(value)), undefined, JSON.stringify(value));
        }
    });

    it("are unknown where a variable stands", () => {
        assert.deepEqual(
            [numberOf(unknown), numberOf(field("${N}")), numberOf(field("1${N}"))],
            Array(3).fill("unknown"),
        );
    });
});
