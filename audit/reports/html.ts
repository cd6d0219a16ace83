import { createHash } from "node:crypto";
import { severities } from "../../rules/rule";
import type { AuditError, Report, Summary } from "../finding";
import type { ReportContext } from "./context";
import { filters } from "./html/filters";
import { files } from "./html/findings";
import { markup, Markup } from "./html/markup";
import { rulesNamed } from "./html/rules";
import { script } from "./html/script";
import { style } from "./html/style";
import { ordered } from "./order";
import { counted, fileName } from "./wording";

/**
 * One page that needs nothing else and may do nothing else: its policy lets in only its own style and script, by their hashes.
 * Everything is there without the script, which only filters.
 */
export function htmlReport(report: Report, context: ReportContext): string {
    const { findings, errors, summary } = ordered(report);
    const policy = `default-src 'none'; style-src '${hashOf(style)}'; script-src '${hashOf(script)}'; base-uri 'none'; form-action 'none'`;
    const title = headline(report);
    const page = markup`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta http-equiv="Content-Security-Policy" content="${policy}" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="color-scheme" content="light dark" />
<meta name="referrer" content="no-referrer" />
<title>${title} - hardened-db audit</title>
<style>${new Markup(style)}</style>
</head>
<body>
<a class="skip" href="#findings">Skip to the findings</a>
<header><div class="wrap">
<p class="tool">hardened-db ${context.version} audit</p>
<h1 class="${isGood(report) ? "good" : "open"}">${title}</h1>
<p class="scope">${scope(report)}</p>
${severityBar(report)}
${tiles(report)}
</div></header>
${findings.length > 0 ? filters(findings) : ""}
<main class="wrap" id="findings" tabindex="-1">
${errorList(errors)}
${files(findings, context)}
${nothingShown(report)}
${rulesNamed(findings, context)}
</main>
<footer class="wrap">${knownOf(summary)}Unknown means that a value was not known when the audit ran, so that a rule neither passed nor failed. Waived means that somebody accepted the finding until a date.</footer>
${findings.length > 0 ? markup`<script>${new Markup(script)}</script>` : ""}
</body>
</html>
`;
    return page.text;
}

function nothingShown({ findings, subjects, errors, summary }: Report): Markup {
    if (findings.length > 0) {
        return markup`<p class="empty" hidden="">No finding is left. Take a filter away, or reset them all.</p>`;
    }
    if (subjects === 0) {
        return markup`<p class="empty">There was no object that a rule reads.</p>`;
    }
    const all = errors.length === 0 && summary.known === undefined;
    return markup`<p class="empty">${all ? "Every rule passes on every object it reads." : "There is no finding to show."}</p>`;
}

function knownOf({ known }: Summary): string {
    return known === undefined
        ? ""
        : `${counted(known, "finding")} known from the baseline ${known === 1 ? "is" : "are"} not shown. `;
}

function hashOf(content: string): string {
    return `sha256-${createHash("sha256").update(content).digest("base64")}`;
}

function isGood({ summary, errors, subjects }: Report): boolean {
    return summary.failed === 0 && errors.length === 0 && subjects > 0;
}

function headline({ summary, subjects }: Report): string {
    if (subjects === 0 && summary.failed === 0) {
        return "Nothing was checked";
    }
    return summary.failed === 0 ? "Nothing failed" : counted(summary.failed, "failure");
}

function scope({ summary, subjects, findings }: Report): string {
    const files = new Set(findings.filter(({ status }) => status === "fail").map(({ file }) => file)).size;
    const where = summary.failed === 0 ? "" : `, failures in ${counted(files, "file")}`;
    return `${counted(subjects, "object")} checked${where}`;
}

/** The share of each severity. Widths are attributes, since the policy lets in no style of an element's own. */
function severityBar({ summary }: Report): Markup {
    const begins = new Map<string, number>();
    let sum = 0;
    for (const severity of severities.toReversed()) {
        begins.set(severity, sum);
        sum += summary.bySeverity[severity];
    }
    if (sum === 0) {
        return markup``;
    }
    const share = (count: number): string => `${((100 * count) / sum).toFixed(3)}%`;
    const parts = severities
        .toReversed()
        .map((severity) => ({
            severity,
            x: share(begins.get(severity) ?? 0),
            width: share(summary.bySeverity[severity]),
        }))
        .map(
            ({ severity, x, width }) =>
                markup`<rect class="${severity}" x="${x}" y="0" width="${width}" height="100%" />`,
        );
    return markup`<svg class="bar" aria-hidden="true">${parts}</svg>`;
}

function tiles({ summary, errors }: Report): Markup {
    const tile = (name: string, kind: string, count: number): Markup =>
        markup`<div class="tile ${count === 0 ? "none" : kind}"><dt>${name}</dt><dd>${count}</dd></div>`;
    return markup`<dl class="tiles">${[
        ...severities.toReversed().map((severity) => tile(severity, severity, summary.bySeverity[severity])),
        tile("waived", "waived", summary.waived),
        tile("unknown", "unknown", summary.unknown),
        tile("errors", "unread", errors.length),
    ]}</dl>`;
}

function errorList(errors: readonly AuditError[]): Markup {
    const items = errors.map(({ file, message }) => markup`<li><code>${fileName(file)}</code> ${message}</li>\n`);
    return errors.length === 0
        ? markup``
        : markup`<section class="errors"><h2>${counted(errors.length, "error")}: not checked</h2><ul>${items}</ul></section>`;
}
