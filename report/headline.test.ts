import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { reportForTests } from "../testing/report";
import { inWords, titleOf } from "./headline";
import { complianceHtml } from "./html";

const weak = readFileSync("examples/audit/weak.yaml", "utf8");
const hardened = readFileSync("examples/audit/hardened.yaml", "utf8");

describe("the headline of a report", () => {
    it("counts each kind of open control that there is, and names no other", () => {
        const report = reportForTests({ "a.yaml": hardened });
        const [scope = assert.fail()] = report.scopes;
        const { counts } = scope;
        assert.equal(counts.violated, 0);
        const words = inWords(report);
        assert.match(
            words,
            /^No control is violated\. Of 52 controls, \d+ are enforced, .* cannot be met with this software; /,
        );
        assert.match(words, new RegExp(`${counts.missing} without evidence`));
        assert.doesNotMatch(words, /open: .*violated/);
        assert.equal(titleOf(report), "Security compliance of PostgreSQL shop/orders");
    });

    it("does not count a control of several databases as several controls", () => {
        const other = weak.replaceAll(/\borders\b/g, "billing");
        const { scopes } = reportForTests({ "a.yaml": weak, "b.yaml": other });
        const violated = scopes.flatMap(({ controls }) => controls).filter(({ status }) => status === "violated");
        const distinct = new Set(violated.map(({ key }) => key)).size;
        assert.ok(distinct < violated.length);
        const words = inWords(reportForTests({ "a.yaml": weak, "b.yaml": other }));
        assert.ok(words.startsWith(`${distinct} controls are violated, in ${violated.length} places. `), words);
    });
});

describe("the report's page tells a reader who has never seen one", () => {
    const html = complianceHtml(reportForTests({ "a.yaml": hardened }));

    it("at the top that nobody logged in, and that the demands are in its own words", () => {
        const top = html.slice(0, html.indexOf("How to read this page"));
        assert.match(top, /Nobody logged in to a database/);
        assert.match(top, /in the words of this tool/);
    });

    it("in the row that other checks of a control found nothing to look at", () => {
        assert.match(html, /checks? pass(es)?; \d+ more found nothing to look at\./);
    });

    it("what it takes from the operator's own ways, and at which version that was verified", () => {
        assert.match(
            html,
            /how CloudNativePG behaves by itself, as verified with version \d+\.\d+\.\d+; nothing of it was read/,
        );
    });

    it("beside what is open what cannot be met", () => {
        const list = html.slice(html.indexOf("What is open, or cannot be met"), html.indexOf("User Management"));
        assert.match(list, /Not possible/);
    });
});
