import { withCode } from "../../audit/reports/html/rules";
import { markup, type Markup } from "../../audit/reports/html/markup";
import { counted } from "../../audit/reports/wording";
import { engines } from "../../controls";
import type { CheckedObject, CheckShown, ControlShown, ResultShown, Scope } from "../../compliance/compliance";
import type { Verdict } from "../../compliance/controlStatus";
import { ended, passing, placeIn, statusLabels, waivers, whyOf } from "../words";
import { evidenceCards } from "./evidence";
import { icon } from "./icons";

export function controlAnchor(scope: number, { key }: Pick<ControlShown, "key">): string {
    return `s${scope}-${key}`;
}

/** A row: the demand, its status, and what shows it. */
export function controlRow(control: ControlShown, scope: Scope, index: number): Markup {
    const { key, name, demand, status } = control;
    return markup`<tr role="row" class="control ${status}" id="${controlAnchor(index, control)}" data-status="${status}">
<th role="rowheader" scope="row"><span class="key">${key}</span> <span class="name">${name}</span><span class="demand">${withCode(demand)}</span></th>
<td role="cell" class="state"><span class="badge ${status}">${icon(status)}${statusLabels[status]}</span></td>
<td role="cell" class="shows"><p class="why">${withCode(whyOf(control))}</p>${details(control, scope)}</td>
</tr>
`;
}

function details(control: ControlShown, scope: Scope): Markup {
    const { checks, impossible, idle, gaps, remarks, status } = control;
    const parts: Markup[] = [
        ...(impossible === undefined
            ? []
            : [
                  ...(status === "impossible"
                      ? []
                      : [markup`<p><strong>Not possible here:</strong> ${withCode(impossible.reason)}</p>`]),
                  markup`<p class="instead"><strong>What to do instead:</strong> ${withCode(impossible.instead)}</p>`,
              ]),
        ...(status === "partial" ? [] : gaps.map((gap) => markup`<p><strong>Known gap:</strong> ${gap}</p>`)),
        ...waivers(control).map(
            ({ reason, owner, expires, ticket }) =>
                markup`<p class="accepted"><strong>Accepted by ${owner} until ${expires}${ticket === undefined ? "" : `, ${ticket}`}:</strong> ${ended(reason)}</p>`,
        ),
        ...evidenceCards(control),
        ...(checks.length === 0 ? [] : [markup`<ul class="checks">${checks.map(check)}</ul>`]),
        ...remarks.map((remark) => markup`<p>${remark}</p>`),
        ...(control.builtIn && control.decidedBy === "rules" && scope.engine !== undefined
            ? [
                  markup`<p class="aside">This is how ${engines[scope.engine].operator} behaves by itself, as verified with version ${engines[scope.engine].version}; nothing of it was read from this database, nor whether that is the version it runs with.</p>`,
              ]
            : []),
        ...(control.shownBy === undefined
            ? []
            : [
                  markup`<p class="aside">Shown by a test of hardened-db, <code>${control.shownBy.file}</code>: "${control.shownBy.title}".</p>`,
              ]),
        ...(idle.length === 0
            ? []
            : [
                  markup`<p class="aside">Nothing to look at for ${counted(idle.length, "more check")}: ${joined(idle.map(({ title, rule }) => markup`<span title="${rule}">${withCode(title)}</span>`))}.</p>`,
              ]),
        ...(control.engineNote === undefined || (control.builtIn && checks.length === 0)
            ? []
            : [markup`<p class="aside">${scope.operator ?? ""} on this control: ${withCode(control.engineNote)}</p>`]),
    ];
    return parts.length === 0
        ? markup``
        : markup`<details${status === "violated" ? markup` open=""` : ""}><summary>${summary(control)}</summary><div class="inside">${parts}</div></details>`;
}

/** What opening a row shows. It names the control, so that a list of such buttons can be told apart. */
function summary({ key, checks, evidence, status }: ControlShown): Markup {
    const what = [
        ...(status === "missing" && evidence.length === 0 ? ["What to record"] : []),
        ...(status === "impossible" ? ["What to do instead"] : []),
        ...(checks.length === 0 ? [] : [counted(checks.length, "check")]),
        ...(evidence.length === 0 ? [] : [counted(evidence.length, "piece of evidence", "pieces of evidence")]),
    ];
    return markup`${what.length === 0 ? "Details" : what.join(", ")}<span class="vh"> of ${key}</span>`;
}

const verdictWords: Readonly<Record<Verdict, string>> = {
    pass: "Passes",
    fail: "Fails",
    waived: "Waived",
    unknown: "Unknown",
};
const verdictIcons = { pass: "enforced", fail: "violated", waived: "waived", unknown: "unknown" } as const;

function check({ rule, title, severity, verdict, objects }: CheckShown): Markup {
    const told = objects.filter(({ results }) => results.length > 0);
    const passed = passing(objects);
    return markup`<li class="check ${verdict}"><p class="title">${icon(verdictIcons[verdict])}<span><span class="vh">${verdictWords[verdict]}: </span>${withCode(title)}${verdict === "fail" ? markup` <span class="severity">${severity}</span>` : ""}</span></p>
<p class="on"><code class="rule">${rule}</code>${told.length === 0 ? markup` on ${namesOf(passed)}` : ""}</p>
${told.map(objectTold)}${told.length === 0 || passed.length === 0 ? "" : markup`<p class="on">Passes on ${namesOf(passed)}</p>`}</li>
`;
}

function objectTold(object: CheckedObject): Markup {
    return markup`<div class="object"><p class="on">${objectName(object)}</p>${object.results.map(result)}</div>`;
}

function result(shown: ResultShown): Markup {
    return markup`<p class="said">${shown.verdict === "fail" ? "" : markup`<span class="tag">${verdictWords[shown.verdict]}</span> `}${shown.message}<span class="place">${placeIn(shown)}</span></p>`;
}

/** More objects than anybody reads one by one. */
const namedAtMost = 12;

function namesOf(objects: readonly CheckedObject[]): Markup {
    const named = objects.slice(0, namedAtMost);
    const more = objects.length - named.length;
    return markup`${joined(named.map(objectName))}${more > 0 ? ` and ${more} more` : ""}`;
}

function objectName({ object, urn, shared }: CheckedObject): Markup {
    const bare =
        urn === undefined
            ? markup`<span class="name">${object}</span>`
            : markup`<span class="name" title="${urn}">${object}</span>`;
    return shared ? markup`${bare} <span class="tag">shared</span>` : bare;
}

export function joined(parts: readonly Markup[]): Markup[] {
    return parts.map((part, index) => (index === 0 ? part : markup`, ${part}`));
}
