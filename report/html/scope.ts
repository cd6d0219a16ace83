import { markup, type Markup } from "../../audit/reports/html/markup";
import { counted } from "../../audit/reports/wording";
import type { ControlShown, Scope } from "../../compliance/compliance";
import { statuses, type ControlStatus } from "../../compliance/controlStatus";
import { sections } from "../../controls";
import type { ReadTwice } from "../report";
import { openStatuses, statusLabels } from "../words";
import { controlAnchor, controlRow } from "./control";
import { icon } from "./icons";

/** From good to bad, as a bar is read. */
const barOrder: readonly ControlStatus[] = [
    "enforced",
    "evidence",
    "waived",
    "impossible",
    "partial",
    "unknown",
    "missing",
    "violated",
];

/** With several databases: how each stands, in a line. */
export function overview(scopes: readonly Scope[]): Markup {
    const columns = statuses.filter((status) => scopes.some(({ counts }) => counts[status] > 0));
    const rows = scopes.map(
        ({ title, database, file, urn, counts }, index) =>
            markup`<tr><th scope="row"><a href="#s${index}">${title}</a><span class="demand">${database ?? ""}${urn === undefined && file !== undefined && file !== "-" ? ` in ${file}` : ""}</span></th>${columns.map((status) => markup`<td class="${counts[status] === 0 ? "zero" : status}">${counts[status]}</td>`)}</tr>\n`,
    );
    return scopes.length < 2
        ? markup``
        : markup`<section class="overview"><h2>The databases</h2><div class="scroll" tabindex="0" role="region" aria-label="The databases at a glance"><table><thead><tr><th scope="col">Database</th>${columns.map((status) => markup`<th scope="col">${statusLabels[status]}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div></section>`;
}

/** One database: how it stands, what is open, and its controls by the guide's chapters. */
export function scopeSection(scope: Scope, index: number, readTwice: readonly ReadTwice[]): Markup {
    return markup`<section class="scope" id="s${index}" data-scope="${index}" aria-labelledby="s${index}-title">
<h2 id="s${index}-title">${scope.title}</h2>
<p class="lead">${lead(scope)}${alsoIn(scope, readTwice)}</p>
${bar(scope)}
${tally(scope)}
${openList(scope, index)}
${sections.map((section) => chapter(section, scope, index))}
</section>
`;
}

function lead({ kind, database, operator, urn, file }: Scope): Markup {
    if (kind === "others") {
        return markup`What was read here belongs to no database that could be named. Only controls that a check has something to say about are listed.`;
    }
    return markup`${database ?? ""} run by ${operator ?? ""}.${urn === undefined ? (file === undefined || file === "-" ? "" : markup` Read in <code>${file}</code>.`) : markup` <span class="urn">${urn}</span>`}`;
}

/** Of two of one name a reader must know which this is, and that they were not kept apart. */
function alsoIn({ kind, title, file }: Scope, readTwice: readonly ReadTwice[]): Markup {
    const others = readTwice
        .filter(({ object }) => kind === "database" && object === title)
        .flatMap(({ files }) => files.filter((each) => each !== file));
    return others.length === 0
        ? markup``
        : markup` The same object was also read in ${others.map((each, index) => markup`${index === 0 ? "" : ", "}<code>${each}</code>`)}: what belongs to one counts here too. Report on each file or folder by itself to keep them apart.`;
}

function bar({ counts, controls }: Scope): Markup {
    let begin = 0;
    const parts = barOrder
        .filter((status) => counts[status] > 0)
        .map((status) => {
            const width = (100 * counts[status]) / controls.length;
            const part = markup`<rect class="${status}" x="${begin.toFixed(3)}%" y="0" width="${width.toFixed(3)}%" height="100%" />`;
            begin += width;
            return part;
        });
    return markup`<svg class="bar" aria-hidden="true" focusable="false">${parts}</svg>`;
}

function tally({ counts }: Scope): Markup {
    const items = barOrder
        .filter((status) => counts[status] > 0)
        .map(
            (status) =>
                markup`<li class="${status}"><span class="count">${counts[status]}</span> ${icon(status)}${statusLabels[status]}</li>`,
        );
    return markup`<ul class="tally">${items}</ul>`;
}

const listed: readonly ControlStatus[] = [...openStatuses, "impossible"];

function openList({ controls }: Scope, index: number): Markup {
    const open = controls
        .filter(({ status }) => listed.includes(status))
        .toSorted((a, b) => statuses.indexOf(a.status) - statuses.indexOf(b.status));
    if (open.length === 0) {
        return markup`<p class="open-list none">Nothing is open: every control is enforced, rests on recorded evidence, or was accepted by name.</p>`;
    }
    const groups = listed
        .map((status) => ({ status, own: open.filter((control) => control.status === status) }))
        .filter(({ own }) => own.length > 0);
    return markup`<div class="open-list"><h3>What is open, or cannot be met</h3><dl>${groups.map(
        ({ status, own }) =>
            markup`<div><dt class="${status}">${icon(status)}${statusLabels[status]}</dt><dd>${own.map((control) => openLink(control, index))}</dd></div>`,
    )}</dl></div>`;
}

function openLink(control: ControlShown, index: number): Markup {
    return markup`<a href="#${controlAnchor(index, control)}"><span class="key">${control.key}</span> ${control.name}</a> `;
}

function chapter(section: string, scope: Scope, index: number): Markup {
    const own = scope.controls.filter((control) => control.section === section);
    if (own.length === 0) {
        return markup``;
    }
    const open = own.filter(({ status }) => openStatuses.includes(status)).length;
    const impossible = own.filter(({ status }) => status === "impossible").length;
    const unmet = [
        ...(open === 0 ? [] : [`${open} open`]),
        ...(impossible === 0 ? [] : [`${impossible} not possible`]),
    ];
    return markup`<section class="chapter"><h3>${section} <small>${[counted(own.length, "control"), ...unmet].join(", ")}</small></h3>
<table role="table" aria-label="${section}, ${scope.title}">
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Control</th><th role="columnheader" scope="col">Status</th><th role="columnheader" scope="col">What shows it</th></tr></thead>
<tbody role="rowgroup">
${own.map((control) => controlRow(control, scope, index))}</tbody>
</table></section>
`;
}
