import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { controls, guide } from "../controls";
import { statuses } from "../compliance/controlStatus";
import { complianceHtml } from "./html";
import { everyStatus } from "../testing/reportSamples";
import { statusLabels } from "./words";

describe("the report's page", () => {
    const report = everyStatus();
    const html = complianceHtml(report);

    it("is one file whose policy lets in its own style and script and nothing else", () => {
        const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? "";
        const hash = (tag: string): string => {
            const content = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(html)?.[1] ?? assert.fail();
            return `sha256-${createHash("sha256").update(content).digest("base64")}`;
        };
        assert.equal(
            policy.replaceAll("&#39;", "'"),
            `default-src 'none'; style-src '${hash("style")}'; script-src '${hash("script")}'; base-uri 'none'; form-action 'none'`,
        );
        const tags = (html.match(/<[a-z][^>]*>/gi) ?? []).map((tag) => tag.replace(/"[^"]*"/g, '""'));
        const fetching = tags.filter((tag) => /^<(link|img|iframe|object|embed)\b|\s(src|style|on\w+)=/i.test(tag));
        assert.deepEqual(fetching, []);
    });

    it("says at the top what was read, when, by which tool, and what it is held to", () => {
        const top = html.slice(0, html.indexOf("<main"));
        for (const words of [
            "weak.yaml",
            "2026-11-27 12:00 UTC",
            "hardened-db 0.0.0",
            guide.title,
            guide.version,
            guide.date,
            "waivers.yaml",
            "evidence.yaml",
        ]) {
            assert.ok(top.includes(words), words);
        }
    });

    it("has every status there is among its samples, each explained", () => {
        const shown = new Set(report.scopes.flatMap(({ controls }) => controls).map(({ status }) => status));
        assert.deepEqual([...shown].sort(), [...statuses].sort());
        for (const status of statuses) {
            assert.ok(html.includes(statusLabels[status]), status);
        }
    });

    it("says the demand of each control in words", () => {
        for (const { wording } of controls) {
            assert.ok(
                html
                    .replaceAll(/<\/?code>/g, "`")
                    .replaceAll("&#39;", "'")
                    .includes(wording),
                wording,
            );
        }
    });

    it("tells what stands beside the controls: waivers, evidence and rules that count for nothing", () => {
        const notes = html.slice(html.indexOf('class="notes"'));
        assert.match(notes, /2026-03-31/);
        assert.match(notes, /D-2 of <code>Cluster\/shop\/gone<\/code> \(evidence\.yaml:9\)/);
        assert.match(notes, /<code>postgres-image-pinned<\/code>: the registry is immutable/);
    });

    it("is the same for the same input", () => {
        assert.equal(complianceHtml(everyStatus()), html);
    });
});
