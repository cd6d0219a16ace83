import { markup, type Markup } from "../../audit/reports/html/markup";
import { joined } from "./control";
import { counted } from "../../audit/reports/wording";
import { statuses } from "../../compliance/controlStatus";
import type { ComplianceReport } from "../report";
import { inWords, titleOf } from "../headline";
import { statusLabels, statusMeanings } from "../words";
import { icon } from "./icons";

/** Who, what and when; then the result in words. */
export function headOf(report: ComplianceReport): Markup {
    const { tool, guide } = report;
    return markup`<header class="top"><div class="wrap">
<p class="tool">hardened-db compliance report</p>
<h1>${titleOf(report)}</h1>
<p class="lead">${inWords(report)}</p>
<dl class="facts">
${fact("Input", sourceOf(report))}
${fact("Created", markup`<time datetime="${report.made}">${report.made.slice(0, 16).replace("T", " ")} UTC</time> by ${tool.name} ${tool.version}`)}
${fact("Standard", markup`${guide.title}, version ${guide.version} (${guide.date}), by the ${guide.publisher}; its demands are told in the words of this tool`)}
${fact("Waivers", markup`${report.waiverFile === undefined ? "no waiver file" : markup`<code>${report.waiverFile}</code>`}, and those in the annotations of objects: ${acceptedIn(report)}`)}
${fact("Evidence", report.evidenceFile === undefined ? markup`no evidence file given` : markup`<code>${report.evidenceFile}</code>: what people state there, not verified by this tool`)}
${fact("Limits", markup`Configuration only. Nobody logged in to a database, looked at its data or tried an attack, so whether what is configured also works is not shown.`)}
</dl>
${howToRead(report)}
</div></header>
`;
}

function acceptedIn({ scopes }: ComplianceReport): string {
    const accepted = new Set(
        scopes
            .flatMap(({ controls }) => controls)
            .flatMap(({ checks }) => checks)
            .flatMap(({ rule, objects }) =>
                objects.flatMap(({ object, urn, results }) =>
                    results
                        .filter(({ waiver }) => waiver !== undefined)
                        .map(({ file, path }) => JSON.stringify([rule, object, urn, file, path])),
                ),
            ),
    );
    return accepted.size === 0
        ? "none accepts anything here"
        : counted(accepted.size, "finding is accepted", "findings are accepted");
}

function fact(name: string, value: Markup): Markup {
    return markup`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

function sourceOf({ source }: ComplianceReport): Markup {
    const { kind, names, stacks, objects, complete } = source;
    const shown = joined(names.map((name) => markup`<code>${name === "-" ? "standard input" : name}</code>`));
    const extent = complete
        ? "assumed to be all there is: what is missing counts as absent"
        : "assumed to be a part: what is missing may lie elsewhere, and counts as unknown";
    const what =
        kind === "pulumi"
            ? markup`Pulumi stack ${joined(stacks.map((stack) => markup`<strong>${stack}</strong>`))}, from ${shown}`
            : kind === "cluster"
              ? markup`live cluster ${shown}`
              : markup`${shown}`;
    return markup`${what}; ${counted(objects, "object")}, ${extent}`;
}

/** For whoever has never seen such a page. */
function howToRead({ source }: ComplianceReport): Markup {
    const from =
        source.kind === "pulumi"
            ? "the state of a Pulumi stack, which is what Pulumi last put in place"
            : source.kind === "cluster"
              ? "the objects of a live Kubernetes cluster"
              : "files that describe Kubernetes objects";
    return markup`<section class="reading" aria-labelledby="reading"><details><summary><h2 id="reading">How to read this page</h2></summary><div class="inside">
<p>The guide asks ${"52"} things of a database on Kubernetes and of the operator that runs it. This page answers each of them, for each database. Most are decided by checks of the configuration; some only by evidence that a person has recorded.</p>
<dl class="meanings">${statuses.map((status) => markup`<div><dt><span class="badge ${status}">${icon(status)}${statusLabels[status]}</span></dt><dd>${statusMeanings[status]}</dd></div>`)}</dl>
<p>The checks read ${from}. One that fails shows its severity: critical and high let others in or lose data, medium and low weaken what stands behind. An object is called shared when more than one database uses it; what is said of it counts for each.</p>
</div></details></section>
`;
}
