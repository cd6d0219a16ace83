import { withCode } from "../../audit/reports/html/rules";
import { markup, type Markup } from "../../audit/reports/html/markup";
import { counted } from "../../audit/reports/wording";
import type { ControlShown } from "../../compliance/compliance";
import type { RecordedEvidence, ScannedImage } from "../../compliance/evidence";
import { evidenceLasts, scanLasts } from "../evidence/evidenceFile";
import { ended } from "../words";

/** What is recorded; where evidence decides and there is none, what to write down. */
export function evidenceCards({ evidence, evidenceWanted }: ControlShown): Markup[] {
    const wanted =
        evidenceWanted === undefined || evidence.some(({ verdict }) => verdict === "shows")
            ? []
            : [markup`<p class="wanted"><strong>What to record:</strong> ${withCode(evidenceWanted)}</p>`];
    return [...evidence.map(card), ...wanted];
}

function card({ statement, link, date, owner, objection, scan = [], file, line }: RecordedEvidence): Markup {
    return markup`<div class="record"><p>${ended(statement)}</p>
<p class="meta">Recorded by ${owner} on <time datetime="${date}">${date}</time>, counts for ${scan.length > 0 ? scanLasts : evidenceLasts} days; ${linkTo(link)}; <span class="place">${file}:${line}</span></p>
${objection === undefined ? "" : markup`<p><strong>${objection}</strong></p>`}${scan.map(scanned)}</div>`;
}

/** Only what a browser fetches as a page becomes a link; anything else is shown as it stands. */
export function linkTo(link: string): Markup {
    return /^https?:\/\//i.test(link)
        ? markup`<a href="${link}" rel="noreferrer noopener">${link}</a>`
        : markup`<code>${link}</code>`;
}

/** More than anybody reads here; the scanner's own report has them all. */
const listedAtMost = 25;

function scanned({ tool, image, serious, others, suppressed }: ScannedImage): Markup {
    return markup`<div class="scan"><p>${tool} found ${serious.length === 0 ? "no HIGH or CRITICAL vulnerability" : counted(serious.length, "HIGH or CRITICAL vulnerability", "HIGH or CRITICAL vulnerabilities")}${others === 0 ? "" : `, and ${others} lesser ones,`} in <code>${image}</code>.${suppressed === 0 ? "" : ` It was told to leave out ${suppressed}.`}</p>
${serious.length === 0 ? "" : markup`<ul>${serious.slice(0, listedAtMost).map(({ id, severity, package: name, installed, fixed }) => markup`<li><code>${id}</code> ${severity}: ${name} ${installed}${fixed === "" ? ", no fix yet" : `, fixed in ${fixed}`}</li>`)}${serious.length > listedAtMost ? markup`<li>and ${serious.length - listedAtMost} more</li>` : ""}</ul>`}</div>`;
}
