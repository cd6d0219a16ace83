import { createHash } from "node:crypto";
import { markup, Markup } from "../audit/reports/html/markup";
import { counted, fileName, nameOf } from "../audit/reports/wording";
import type { ComplianceReport } from "./report";
import { filters } from "./html/filters";
import { headOf } from "./html/head";
import { titleOf } from "./headline";
import { iconSheet } from "./html/icons";
import { overview, scopeSection } from "./html/scope";
import { whatWasRead } from "./html/provenance";
import { script } from "./html/script";
import { style } from "./html/style";

/**
 * One page that needs nothing else and may do nothing else: its policy lets in only its own style and script, by their hashes.
 * Everything is there without the script, which only filters and opens.
 */
export function complianceHtml(report: ComplianceReport): string {
    const policy = `default-src 'none'; style-src '${hashOf(style)}'; script-src '${hashOf(script)}'; base-uri 'none'; form-action 'none'`;
    const page = markup`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta http-equiv="Content-Security-Policy" content="${policy}" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="color-scheme" content="light dark" />
<meta name="referrer" content="no-referrer" />
<title>${titleOf(report)} - hardened-db</title>
<style>${new Markup(style)}</style>
</head>
<body>
<a class="skip" href="#controls">Skip to the controls</a>
${iconSheet}
${headOf(report)}
${filters(report)}
<main class="wrap" id="controls" tabindex="-1">
${overview(report.scopes)}
${report.scopes.map((scope, index) => scopeSection(scope, index, report.readTwice))}
<p class="filtered">This print is filtered: it does not show every control.</p>
<p class="empty" hidden="">No control is left. Take a filter away, or reset them all.</p>
${notes(report)}
${whatWasRead(report)}
</main>
<footer class="wrap">Made by hardened-db ${report.tool.version} from what is named at the top. Apart from the time, the same input gives the same page; nothing in it was fetched or sent.</footer>
<script>${new Markup(script)}</script>
</body>
</html>
`;
    return page.text;
}

/** What stands beside the controls: waivers that want a decision, rules switched off, what could not be read. */
function notes({ readTwice, aboutWaivers, unusedEvidence, off, errors }: ComplianceReport): Markup {
    const lists: Markup[] = [
        ...list(
            `${counted(readTwice.length, "object was", "objects were")} read from more than one file: each is judged, and what belongs to one counts for the other too`,
            readTwice.map(
                ({ object, files }) =>
                    markup`<li>${object}: ${files.map((file, index) => markup`${index === 0 ? "" : ", "}<code>${fileName(file)}</code>`)}</li>\n`,
            ),
        ),
        ...list(
            counted(aboutWaivers.length, "waiver wants a decision", "waivers want a decision"),
            aboutWaivers.map(({ message, resource }) => markup`<li>${nameOf(resource)}: ${message}</li>\n`),
        ),
        ...list(
            counted(unusedEvidence.length, "piece of evidence is", "pieces of evidence are") +
                " for a database that is not here",
            unusedEvidence.map(
                ({ control, database = "", file, line }) =>
                    markup`<li>${control} of <code>${database}</code> (${file}:${line})</li>\n`,
            ),
        ),
        ...list(
            counted(
                off.length,
                "check is switched off in this repository",
                "checks are switched off in this repository",
            ),
            off.map(({ rule, reason }) => markup`<li><code>${rule}</code>: ${reason}</li>\n`),
        ),
        ...list(
            counted(errors.length, "thing could not be read", "things could not be read"),
            errors.map(({ file, message }) => markup`<li><code>${fileName(file)}</code> ${message}</li>\n`),
        ),
    ];
    return lists.length === 0 ? markup`` : markup`<section class="notes" aria-label="Notes">${lists}</section>`;
}

function list(title: string, items: readonly Markup[]): Markup[] {
    return items.length === 0 ? [] : [markup`<h2>${title}</h2><ul>${items}</ul>`];
}

function hashOf(content: string): string {
    return `sha256-${createHash("sha256").update(content).digest("base64")}`;
}
