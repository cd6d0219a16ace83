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
${fact("Read", sourceOf(report))}
${fact("Made", markup`<time datetime="${report.made}">${report.made.slice(0, 16).replace("T", " ")} UTC</time> by ${tool.name} ${tool.version}`)}
${fact("Held to", markup`${guide.title}, version ${guide.version} (${guide.date}), by the ${guide.publisher}`)}
${fact("Waivers", report.waiverFile === undefined ? markup`no waiver file; those that objects carry count` : markup`<code>${report.waiverFile}</code>, and those that objects carry`)}
${fact("Evidence", report.evidenceFile === undefined ? markup`no evidence file given` : markup`<code>${report.evidenceFile}</code>`)}
</dl>
${howToRead(report)}
</div></header>
`;
}

function fact(name: string, value: Markup): Markup {
    return markup`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

function sourceOf({ source }: ComplianceReport): Markup {
    const { kind, names, stacks, objects, complete } = source;
    const shown = joined(names.map((name) => markup`<code>${name === "-" ? "standard input" : name}</code>`));
    const extent = complete ? "taken as all there is" : "taken as a part: what is absent here may lie elsewhere";
    const what =
        kind === "pulumi"
            ? markup`Pulumi stack ${joined(stacks.map((stack) => markup`<strong>${stack}</strong>`))}, from ${shown}`
            : kind === "cluster"
              ? markup`live cluster ${shown}`
              : markup`${shown}`;
    return markup`${what}; ${counted(objects, "object")}, ${extent}`;
}

/** For whoever has never seen such a page. */
function howToRead({ source, guide }: ComplianceReport): Markup {
    const from =
        source.kind === "pulumi"
            ? "the state of a Pulumi stack, which is what Pulumi last put in place"
            : source.kind === "cluster"
              ? "the objects of a live Kubernetes cluster"
              : "files that describe Kubernetes objects";
    return markup`<section class="reading" aria-labelledby="reading"><details><summary><h2 id="reading">How to read this page</h2></summary><div class="inside">
<p>The guide asks ${"52"} things of a database on Kubernetes and of the operator that runs it. This page answers each of them, for each database. Most are decided by checks of the configuration; some only by evidence that a person has recorded.</p>
<dl class="meanings">${statuses.map((status) => markup`<div><dt><span class="badge ${status}">${icon(status)}${statusLabels[status]}</span></dt><dd>${statusMeanings[status]}</dd></div>`)}</dl>
<p>The checks read ${from}. They did not log in to a database, look at its data or try an attack: whether what is configured also works is not shown here. The demands are the guide's (${guide.title} ${guide.version}) in the words of this tool.</p>
</div></details></section>
`;
}
