import type { Finding } from "../../finding";
import type { ReportContext } from "../context";
import { grouped, resourceIn } from "../order";
import { fileName, nameOf, placeOf, sayingOf, termsOf } from "../wording";
import { markup, type Markup } from "./markup";
import { ruleAnchor } from "./rules";

/** Every file, folded open, and in it every resource. */
export function files(findings: readonly Finding[], context: ReportContext): Markup[] {
    return [...grouped(findings, ({ file }) => file)].map(
        ([file, inFile]) => markup`<details class="file" open="">
<summary><code>${fileName(file)}</code><span class="tally">${tally(inFile)}</span></summary>
${[...grouped(inFile, resourceIn).values()].flatMap((group) => section(group, context))}</details>
`,
    );
}

function tally(findings: readonly Finding[]): string {
    const words = { fail: "failed", waived: "waived", unknown: "unknown" } as const;
    return (["fail", "waived", "unknown"] as const)
        .map((status) => ({ status, count: findings.filter((finding) => finding.status === status).length }))
        .filter(({ count }) => count > 0)
        .map(({ status, count }) => `${count} ${words[status]}`)
        .join(", ");
}

function section(findings: readonly Finding[], context: ReportContext): Markup[] {
    return findings.slice(0, 1).map(
        ({ resource }) => markup`<section class="resource">
<h3>${nameOf(resource)} <small>${resource.apiVersion}</small></h3>
${resource.urn === undefined ? "" : markup`<p class="urn mono">${resource.urn}</p>`}
${findings.map((finding) => article(finding, context))}</section>
`,
    );
}

function article(finding: Finding, { rules }: ReportContext): Markup {
    const { rule, severity, status, controls, fix, waiver } = finding;
    const name = rules.has(rule) ? markup`<a href="#${ruleAnchor(rule)}">${rule}</a>` : markup`<span>${rule}</span>`;
    const badge = status === "fail" ? severity : status;
    return markup`<article class="finding ${status}" data-severity="${severity}" data-status="${status}" data-rule="${rule}">
<span class="badge ${badge}">${badge}</span>
<div>
<p class="said">${sayingOf(finding)}</p>
<p class="about">${name}<span>${controls.join(", ")}</span>${status === "fail" ? "" : markup`<span>${severity}</span>`}<code>${placeOf(finding)}</code></p>
${fix === undefined ? "" : markup`<p class="more"><code>--fix</code> would write: ${fix}</p>`}
${waiver === undefined ? "" : markup`<p class="more">Accepted ${termsOf(waiver)}</p>`}
</div>
</article>
`;
}
