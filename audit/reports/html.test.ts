import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { Script } from "node:vm";
import fc from "fast-check";
import type { Report } from "../finding";
import { htmlReport } from "./html";
import { markup } from "./html/markup";
import { arbitraryReport, context, empty, finding, hostileTexts, isWellFormed, reportOf, sample } from "./samples";

/** The page without its own style and script, which the tests of hostile text are not about. */
function body(report: Report): string {
    return htmlReport(report, context)
        .replace(/<style>[\s\S]*?<\/style>/, "")
        .replace(/<script>[\s\S]*?<\/script>/, "");
}

/** Elements and their attributes, without values. */
function shapeOf(html: string): Set<string> {
    return new Set(
        [...html.matchAll(/<([a-z][a-z0-9]*)((?:\s+[a-z-]+="[^"<>]*")*)\s*\/?>/g)].flatMap(([, name, attributes]) => [
            name!,
            ...[...attributes!.matchAll(/([a-z-]+)="[^"]*"/g)].map(([, attribute]) => `${name} ${attribute}`),
        ]),
    );
}

describe("the HTML report", () => {
    const page = htmlReport(sample, context);

    it("lets in its own style and script by their hashes, and nothing else", () => {
        const hash = (element: string): string => {
            const content = new RegExp(`<${element}>([\\s\\S]*?)</${element}>`).exec(page)![1]!;
            return `'sha256-${createHash("sha256").update(content).digest("base64")}'`;
        };
        const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)![1]!.replaceAll("&#39;", "'");
        assert.equal(
            policy,
            `default-src 'none'; style-src ${hash("style")}; script-src ${hash("script")}; base-uri 'none'; form-action 'none'`,
        );
        assert.ok(page.indexOf("Content-Security-Policy") < page.indexOf("<style>"));
    });

    it("fetches nothing", () => {
        assert.doesNotMatch(page, /\bsrc=|<link|<iframe|<img|@import|url\(/);
        const targets = [...page.matchAll(/href="([^"]*)"/g)].map(([, target]) => target!);
        const references = [...context.rules.values()].flatMap(({ references }) => references.map(({ url }) => url));
        assert.ok(targets.every((target) => target.startsWith("#") || references.includes(target)));
    });

    it("has a script that is one", () => {
        assert.doesNotThrow(() => new Script(/<script>([\s\S]*?)<\/script>/.exec(page)![1]!));
    });

    it("is whole without the script: filters are hidden, findings are not", () => {
        assert.match(page, /<form class="filters" hidden=""/);
        assert.doesNotMatch(page, /<(article|details|section)[^>]*hidden/);
    });

    it("has filters for what there is, and labels for all of them", () => {
        const values = [...page.matchAll(/<input type="checkbox" name="(\w+)" value="(\w+)" checked=""/g)];
        assert.deepEqual(
            values.map(([, name, value]) => `${name} ${value}`),
            [
                ...["severity critical", "severity high", "severity medium"],
                ...["status fail", "status waived", "status unknown"],
            ],
        );
        assert.equal(page.split("<option").length - 1, 4);
        assert.doesNotMatch(page, /<(select|input type="search")(?![^>]*aria-label)/);
    });

    it("shows every finding with its place, its rule, its waiver and what --fix would write", () => {
        assert.equal(page.split("<article").length - 1, sample.findings.length);
        for (const { rule, message, file } of sample.findings) {
            for (const text of [rule, message, file]) {
                assert.ok(page.includes(markup`${text}`.text), text);
            }
        }
        assert.match(page, /<code>manifests\/orders\.yaml:14<\/code>/);
        assert.match(page, /Accepted until 2027-03-31, data-platform, SEC-812: holds test data only/);
        assert.match(page, /<code>--fix<\/code> would write: set spec\.enableSuperuserAccess to false/);
        assert.match(page, /<code>manifests\/broken\.yaml<\/code> line 3: a tab/);
    });

    it("links to each rule that it describes, and to no other", () => {
        const html = body(reportOf([finding(), finding({ rule: "from-elsewhere" })]));
        const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => `#${id}`);
        const targets = [...html.matchAll(/href="(#[^"]*)"/g)].map(([, target]) => target!);
        assert.deepEqual(
            targets.filter((target) => !ids.includes(target)),
            [],
        );
        assert.ok(targets.includes("#rule-postgres-superuser-access"));
        assert.match(html, /<span>from-elsewhere<\/span>/);
        assert.match(html, /Administrators use <code>kubectl cnpg psql<\/code>/);
    });

    it("says in its headline how it stands", () => {
        const headline = (report: Report): string => /<h1 class="(\w+">.*?)<\/h1>/.exec(body(report))![1]!;
        assert.equal(headline(sample), 'open">3 failures');
        assert.equal(headline(reportOf([finding()])), 'open">1 failure');
        assert.equal(headline(empty), 'good">Nothing failed');
        assert.equal(headline(reportOf([], [{ file: "a", message: "b" }])), 'open">Nothing failed');
        assert.equal(headline(reportOf([], [], 0)), 'open">Nothing was checked');
    });

    it("says why there is nothing to see", () => {
        const known = { ...empty, summary: { ...empty.summary, known: 2 } };
        assert.match(body(empty), /Every rule passes on every object/);
        assert.match(body(reportOf([], [], 0)), /no object that a rule reads/);
        assert.match(
            body(known),
            /There is no finding to show\.[\s\S]*2 findings known from the baseline are not shown/,
        );
        assert.doesNotMatch(htmlReport(empty, context), /<script|<form/);
    });

    it("is well formed and of the same elements and attributes, whatever the findings hold", () => {
        const allowed = shapeOf(
            body({
                ...sample,
                findings: sample.findings.map((item) => ({ ...item, resource: { ...item.resource, urn: "urn:x" } })),
            }) + body(empty),
        );
        fc.assert(
            fc.property(arbitraryReport, (report) => {
                const html = body(report);
                assert.ok(isWellFormed(html.replace("<!DOCTYPE html>", "")));
                const strange = [...shapeOf(html)].filter((part) => !allowed.has(part));
                assert.deepEqual(strange, []);
                const outside = html
                    .replace("<!DOCTYPE html>", "")
                    .replace(/<\/?[a-z][a-z0-9]*((\s+[a-z-]+="[^"<>]*")*)\s*\/?>/g, "");
                assert.doesNotMatch(outside, /[<>]/);
            }),
        );
    });

    it("shows hostile text letter for letter", () => {
        const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
        const plain = (html: string): string =>
            html.replace(/&(\w+|#39);/g, (all, name: string) => entities[name] ?? all);
        for (const message of hostileTexts.filter((text) => /^[ -~]+$/.test(text))) {
            const said = /<p class="said">(.*?)<\/p>/.exec(body(reportOf([finding({ message, path: "" })])))![1]!;
            assert.equal(plain(said), message);
        }
    });
});
