import assert from "node:assert/strict";
import { controlKeys } from "../controls";
import { complianceHtml } from "./html";
import { complianceMarkdown } from "./markdown";
import { reportForTests } from "../testing/report";
import { everyStatus } from "../testing/reportSamples";

describe("the report as Markdown", () => {
    const text = complianceMarkdown(everyStatus());

    it("has every control of every database in a row", () => {
        for (const key of controlKeys) {
            assert.ok(text.split("\n").filter((line) => line.startsWith(`| **${key}**`)).length >= 2, key);
        }
    });

    it("names what is open with what to write, who accepted what, and evidence that is of no database here", () => {
        assert.match(
            text,
            /- high: <code>postgres-plaintext-connections<\/code> on <code>Cluster shop\/orders<\/code>/,
        );
        assert.match(text, /data-platform until 2027-03-31, SEC-812/);
        assert.match(
            text,
            /### Evidence for databases that are not here\n\n- D-2 of <code>Cluster\/shop\/gone<\/code>/,
        );
        assert.match(text, /### Checks that are switched off in this repository/);
    });

    it("shows text of strangers as text", () => {
        assert.doesNotMatch(text, /<img/);
        assert.doesNotMatch(text, /(?<!\\)\]\(javascript:/);
        assert.doesNotMatch(text, /\u202e/);
    });

    it("says of an object that was read twice from where, as the page does", () => {
        const cluster = "apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: { name: a, namespace: shop }\n";
        const twice = reportForTests({ "base/a.yaml": cluster, "prod/a.yaml": cluster });
        assert.deepEqual(twice.readTwice, [{ object: "Cluster shop/a", files: ["base/a.yaml", "prod/a.yaml"] }]);
        assert.match(
            complianceMarkdown(twice),
            /more than one file.*\n\n- <code>Cluster shop\/a<\/code>: <code>base\/a\.yaml<\/code>, <code>prod/,
        );
        const page = complianceHtml(twice);
        assert.match(
            page,
            /Read in <code>base\/a\.yaml<\/code>\. The same object was also read in <code>prod\/a\.yaml/,
        );
        assert.match(
            page,
            /Read in <code>prod\/a\.yaml<\/code>\. The same object was also read in <code>base\/a\.yaml/,
        );
        assert.deepEqual(reportForTests({ "a.yaml": cluster }).readTwice, []);
    });

    it("names many files by one digest, which the JSON report has too", () => {
        const cluster = "apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: { name: a }\n";
        const files = Object.fromEntries(Array.from({ length: 13 }, (_, index) => [`f${index}.yaml`, cluster]));
        const many = reportForTests(files);
        assert.match(complianceMarkdown(many), new RegExp(`13 files, .*${many.provenance.digest ?? "a digest"}`));
        assert.equal(many.provenance.inputs.length, 13);
    });

    it("keeps every row a row", () => {
        const rows = text.split("\n").filter((line) => /^\| \*\*[A-Z]+-\d+\*\*/.test(line));
        assert.ok(rows.every((row) => row.endsWith(" |") && row.split(/(?<!\\)\|/).length === 5));
    });
});
