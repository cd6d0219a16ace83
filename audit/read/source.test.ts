import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { readSource } from "./source";
import { textOf } from "./text";
import { largestFile } from "./limits";

function titles(text: string): string[] {
    return readSource("f.yaml", text).subjects.map(
        ({ subject, origin }) => `${subject.title} @${String(origin.lineOf(["spec", "x"]))}`,
    );
}

function errors(text: string): string[] {
    return readSource("f.yaml", text).errors.map(({ message }) => message);
}

const object = (name: string, rest = ""): string =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${rest}`;

describe("reading a text", () => {
    it("finds every object of a stream with its line", () => {
        assert.deepEqual(titles(`${object("a", "spec:\n  x: 1\n")}---\n${object("b", "spec: {x: 2}\n")}`), [
            "ConfigMap a @6",
            "ConfigMap b @12",
        ]);
    });

    it("unpacks Lists and OpenShift Templates, and Lists in them", () => {
        const inside = "{apiVersion: v1, kind: Secret, metadata: {name: s}, spec: {x: 1}}";
        assert.deepEqual(
            titles(
                `apiVersion: v1\nkind: List\nitems:\n- ${inside}\n- apiVersion: v1\n  kind: SecretList\n  items:\n  - ${inside}\n`,
            ),
            ["Secret s @4", "Secret s @8"],
        );
        assert.deepEqual(
            titles(
                `apiVersion: template.openshift.io/v1\nkind: Template\nmetadata: {name: t}\nobjects:\n- ${inside}\n`,
            ),
            ["Secret s @5"],
        );
    });

    it("follows anchors and merges", () => {
        const { subjects } = readSource(
            "f",
            "x: &base {apiVersion: v1, kind: Secret}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: &m {name: a}\nspec: {<<: *m, x: 1}\n",
        );
        assert.equal(subjects[0]?.subject.read("spec.name").text, "a");
    });

    it("reads JSON", () => {
        assert.deepEqual(
            titles('{\n "apiVersion": "v1",\n "kind": "Secret",\n "metadata": {"name": "s"},\n "spec": {\n  "x": 1}}'),
            ["Secret s @6"],
        );
    });

    it("says which document is broken, on which line of the file, and reads the others", () => {
        const text = `${object("a")}---\nb: c: d\n---\n${object("e")}---\nx: [1, 2\n`;
        assert.deepEqual(titles(text), ["ConfigMap a @1", "ConfigMap e @8"]);
        assert.equal(errors(text).length, 2);
        assert.match(errors(text)[0] ?? "", /^line 6: bad indentation/);
        assert.match(errors(text)[1] ?? "", /^line 14: /);
    });

    it("says of a Helm template that it must be rendered, once", () => {
        const template = `${object("a")}data:\n{{- if .Values.x }}\n  y: {{ .Values.y }}\n{{- end }}\n`;
        assert.deepEqual(errors(`${template}---\n${template}`), [
            "line 6: a Helm template, which is no YAML until it is rendered: helm template CHART | hardened-db audit -",
        ]);
    });

    it("reads a manifest whose values are template expressions", () => {
        const { subjects, errors: problems } = readSource(
            "f",
            "apiVersion: v1\nkind: Secret\nmetadata:\n  name: {{ .Values.name }}\nspec:\n  x: {{ x | default('a') }} # why\n  list:\n    - {{ y }}\n",
        );
        assert.deepEqual(problems, []);
        assert.equal(subjects[0]?.subject.name, "{{ .Values.name }}");
        assert.equal(subjects[0].subject.read("spec.x").text, "{{ x | default('a') }}");
        assert.equal(subjects[0].subject.read("spec.list.0").text, "{{ y }}");
    });

    it("reads expressions inside of a quoted text that goes on in the next line", () => {
        const text = `${object("a")}spec:\n  x: 'took\n    {{ $value }}s'\n`;
        assert.deepEqual(errors(text), []);
        assert.equal(readSource("f", text).subjects[0]?.subject.read("spec.x").text, "took {{ $value }}s");
    });

    it("refuses alias bombs and cycles in no time", () => {
        const bomb = ["a: &a [x, x, x, x, x, x, x, x, x]"];
        for (let level = 0; level < 12; level += 1) {
            const before = String.fromCharCode(97 + level);
            const next = String.fromCharCode(98 + level);
            bomb.push(`${next}: &${next} [${`*${before},`.repeat(9)}]`);
        }
        assert.deepEqual(errors(bomb.join("\n")), ["line 1: its aliases multiply to more than 200000 values"]);
        assert.deepEqual(errors("a: &a\n  b: *a\n"), ["line 1: an alias refers to what it stands in"]);
    });

    it("refuses what is nested beyond reason", () => {
        assert.match(errors(`a: ${"[".repeat(5000)}`)[0] ?? "", /depth|nest/i);
    });

    it("takes a tag of somebody's own for something unknown", () => {
        const { subjects } = readSource("f", `${object("a")}spec:\n  x: !vault abc\n`);
        assert.equal(subjects[0]?.subject.read("spec.x").isUnknown, true);
    });

    it("never throws, whatever the text", () => {
        const piece = fc.constantFrom(
            ...[
                "apiVersion: v1",
                "kind: List",
                "items:",
                "- ",
                "&a ",
                "*a",
                "{{ x }}",
                "---",
                "\n",
                "  ",
                ": ",
                "|",
                "}",
                "[",
            ],
            ...['"', "'", "\t", "\0", "deployment", "{", "!x ", "<<: *a", "%YAML", "...", "# c"],
        );
        fc.assert(
            fc.property(
                fc.oneof(
                    fc.string(),
                    fc.array(piece).map((pieces) => pieces.join("")),
                ),
                (text) => {
                    const { subjects } = readSource("f", text);
                    for (const { origin } of subjects) {
                        const line = origin.lineOf(["spec", 0, "x"]);
                        assert.ok(line === null || line >= 1);
                    }
                },
            ),
            { numRuns: 500 },
        );
    });
});

describe("the text of a file", () => {
    it("is refused with its reason when it is binary, too large or no UTF-8", () => {
        assert.deepEqual(textOf(Buffer.from("a\0b")), {
            problem: "holds NUL bytes: a binary file, or one that was cut by a crash",
        });
        assert.deepEqual(textOf(Buffer.from([0x61, 0xff, 0x62])), { problem: "is not UTF-8 text" });
        assert.deepEqual(textOf(Buffer.alloc(200 * 2 ** 20)), {
            problem: "has 200 MiB; more than 64 MiB are not read",
        });
    });

    it("may be compressed, but not to hide a bomb", () => {
        const packed = gzipSync("a: 1\n");
        const sha256 = createHash("sha256").update(packed).digest("hex");
        assert.deepEqual(textOf(packed), { text: "a: 1\n", sha256 }, "the digest is of the file as it lies there");
        const bomb = textOf(gzipSync(Buffer.alloc(largestFile + 1)));
        assert.match("problem" in bomb ? bomb.problem : "", /^compressed, and cannot be unpacked/);
    });

    it("may be UTF-16 with a mark, or begin with the mark of UTF-8", () => {
        for (const encoding of ["utf16le", "utf8"] as const) {
            const read = textOf(Buffer.from("\ufeffa: 1", encoding));
            assert.equal("text" in read ? read.text : read.problem, "a: 1", encoding);
        }
    });
});
