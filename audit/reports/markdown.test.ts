import assert from "node:assert/strict";
import fc from "fast-check";
import { markdownReport } from "./markdown";
import { code, prose, ruleProse } from "./markdownText";
import { arbitraryReport, context, empty, finding, hostileTexts, reportOf, sample } from "./samples";

describe("the markdown report", () => {
    const text = markdownReport(sample, context);

    it("begins with a mark, a verdict and a table of counts", () => {
        assert.equal(
            text.slice(0, text.indexOf("####")),
            `<!-- hardened-db audit -->
### hardened-db audit: 3 failed

| critical | high | medium | low | waived | unknown | errors |
| ---: | ---: | ---: | ---: | ---: | ---: | ---: |
| **1** | **1** | **1** | 0 | **1** | **1** | **1** |

7 objects checked.

`,
        );
        assert.match(markdownReport(empty, context), /### hardened-db audit: nothing failed\n/);
        const known = { ...empty, summary: { ...empty.summary, known: 1 } };
        assert.match(markdownReport(known, context), /checked; 1 finding known from the baseline not shown\./);
    });

    it("lists failures worst first, with what to write", () => {
        const rows = text
            .split("\n")
            .filter((line) => line.includes("manifests/orders.yaml&#58;") && line.startsWith("|"));
        assert.deepEqual(
            rows.map((row) => row.split(" | ")[0]),
            ["| **critical**", "| **high**", "| medium"],
        );
        assert.equal(
            rows[1],
            "| **high** | <code>postgres-superuser-access</code><br>UM-1 | <code>Cluster shop/orders</code> | <code>manifests/orders.yaml&#58;9</code> | spec.enableSuperuserAccess is true: write false, or leave it out<br><code>--fix</code> would write: set spec.enableSuperuserAccess to false |",
        );
    });

    it("folds reasons, waived and unknown findings", () => {
        assert.deepEqual(
            [...text.matchAll(/<summary>(.*?)<\/summary>/g)].map(([, title]) => title),
            ["Why, and what to do (3)", "Waived (1)", "Unknown: a value is not known here (1)"],
        );
        assert.match(text, /until 2027-03-31, data-platform, SEC-812: holds test data only/);
        assert.match(text, /Administrators use <code>kubectl cnpg psql<\/code>\./);
        assert.equal(text.split("<details>").length, text.split("</details>").length);
    });

    it("keeps to 60 kB, and says how many findings it leaves out", () => {
        const statuses = ["fail", "fail", "waived", "unknown"] as const;
        const many = Array.from({ length: 4000 }, (_, index) =>
            finding({
                line: index,
                severity: index % 3 === 0 ? "low" : "high",
                status: statuses[index % 4] ?? "fail",
                message: `spec.enableSuperuserAccess is <${"wörter ".repeat(index % 40)}>`,
            }),
        );
        const errors = many.map(({ line }) => ({ file: `broken-${line}.yaml`, message: "cannot be read" }));
        const long = markdownReport(reportOf(many, errors), context);
        assert.ok(Buffer.byteLength(long) <= 60_000);
        const rows = long.split("\n").filter((line) => /^\| (\*\*high\*\*|low) /.test(line));
        assert.ok(rows.length > 50);
        assert.match(long, new RegExp(`\\*\\*${2000 - rows.length} findings more left out of this comment\\*\\*`));
        assert.ok(!rows.some((row) => row.startsWith("| low")), "low ones stand where high ones are left out");
        assert.match(long, /errors more left out/);
        assert.equal(long.split("<details>").length, 4);
        assert.equal(long.split("</details>").length, 4);
    });

    it("clips a cell that would fill the comment", () => {
        const long = markdownReport(reportOf([finding({ message: "x".repeat(100_000) })]), context);
        assert.ok(long.length < 5000);
        assert.match(long, /x…/);
    });

    it("has the same cells and the same elements, whatever the findings hold", () => {
        fc.assert(
            fc.property(arbitraryReport, (report) => {
                const lines = markdownReport(report, context).split("\n");
                for (const row of lines.filter((line) =>
                    /^\| (\*\*)?(critical|high|medium|low)\b(?! \|.* errors \|$)/.test(line),
                )) {
                    assert.equal(row.split("|").length, 7, row);
                }
                const elements = lines.join("\n").matchAll(/<([^>]*)>?/g);
                for (const [, element] of elements) {
                    assert.match(element!, /^(\/?(code|details|summary)|br|!-- hardened-db audit --)$/);
                }
            }),
        );
    });
});

describe("markdown text", () => {
    it("is nothing but text", () => {
        assert.equal(
            prose("a | b <c> & `d` *e* _f_ [g](h)"),
            "a &#124; b &#60;c&#62; &#38; \\`d\\` \\*e\\* \\_f\\_ \\[g\\](h)",
        );
        assert.equal(prose("@team see #1"), "@&#8203;team see #&#8203;1");
        assert.equal(prose("https://www.evil.example"), "https\\://www\\.evil.example");
        assert.equal(prose("back\\slash ~~x~~ $y$"), "back\\\\slash \\~\\~x\\~\\~ \\$y\\$");
        assert.equal(code("a|b`<c>_[0]"), "<code>a&#124;b&#96;&#60;c&#62;&#95;&#91;0&#93;</code>");
        assert.equal(code("http://www.evil.example"), "<code>http&#58;//www&#46;evil.example</code>");
        assert.equal(ruleProse("use `a|b`, <not> c"), "use <code>a&#124;b</code>, &#60;not&#62; c");
    });

    it("comes back whole when the escapes are read", () => {
        const plain = (text: string): string =>
            text
                .replace(/&#8203;/g, "")
                .replace(/\\([!-/:-@[-`{-~])/g, "$1")
                .replace(/&#(\d+);/g, (_, point: string) => String.fromCodePoint(Number(point)));
        for (const text of hostileTexts.filter((text) => /^[ -~]*$/.test(text) && !text.includes("&#"))) {
            assert.equal(plain(prose(text)), text);
            assert.equal(plain(code(text)), `<code>${text}</code>`);
        }
    });
});
