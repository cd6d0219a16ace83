import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { reportForTests } from "../testing/report";
import { annotationPrefix } from "../waivers";
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
            /^No control is violated\. PostgreSQL 17\.11 has .*\. Of 52 controls, \d+ are enforced \(\d of them by the operator or the database itself\), .* cannot be met with this software; /,
        );
        assert.match(words, new RegExp(`${counts.missing} without evidence`));
        assert.doesNotMatch(words, /open: .*violated/);
        assert.equal(titleOf(report), "Security compliance of PostgreSQL shop/orders");
    });

    it("says beside the counts what known holes the versions have, each once", () => {
        const image = "ghcr.io/cloudnative-pg/postgresql:17.11";
        const old = hardened.replace(/imageName: \S+/, `imageName: ${image}`);
        assert.ok(old.includes(image));
        const holes =
            "PostgreSQL 17.11 has 2 known holes through which a user of the database runs code as the server (SSC-5).";
        assert.ok(inWords(reportForTests({ "a.yaml": old })).includes(` ${holes} Of 52 controls`));
        const other = old.replaceAll(/\borders\b/g, "billing");
        assert.equal(inWords(reportForTests({ "a.yaml": old, "b.yaml": other })).split(holes).length, 2);
        const mended = hardened.replace(/imageName: \S+/, `imageName: ${image.replace("17.11", "17.12")}`);
        assert.doesNotMatch(inWords(reportForTests({ "a.yaml": mended })), /known hole/);
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

    it("that only where the operator's own ways decide, and not beside missing evidence", () => {
        const rows = html.split('<tr role="row" class="control ').slice(1);
        const built = rows.filter((row) => row.includes("behaves by itself"));
        assert.ok(built.length > 0);
        assert.deepEqual(
            built.filter((row) => /^(missing|evidence|impossible) /.test(row)),
            [],
        );
    });

    it("whether a waiver accepts something", () => {
        const waivers = /<dt>Waivers<\/dt><dd>([^<]*)</;
        assert.equal(
            waivers.exec(html)?.[1],
            "no waiver file, and those in the annotations of objects: none accepts anything here",
        );
        const accepted = JSON.stringify({ reason: "migration", owner: "dba", expires: "2026-12-31" });
        const waived = hardened
            .replace(
                "\nspec:",
                `\n  annotations:\n    ${annotationPrefix}postgres-superuser-access: '${accepted}'\nspec:`,
            )
            .replace("enableSuperuserAccess: false", "enableSuperuserAccess: true");
        assert.match(
            waivers.exec(complianceHtml(reportForTests({ "a.yaml": waived })))?.[1] ?? "",
            /: 1 finding is accepted$/,
        );
    });

    it("beside what is open what cannot be met", () => {
        const list = html.slice(html.indexOf("What is open, or cannot be met"), html.indexOf("User Management"));
        assert.match(list, /Not possible/);
        assert.match(html, /<small>\d+ controls, \d+ open, \d+ not possible<\/small>/);
    });
});
