import { markup, type Markup } from "../../audit/reports/html/markup";
import { counted } from "../../audit/reports/wording";
import type { ComplianceReport } from "../report";

/** Which files the page rests on, folded away: whoever keeps them can show that they are the same. */
export function whatWasRead({ provenance, tool }: ComplianceReport): Markup {
    const { inputs, digest, waiverFile, evidenceFile } = provenance;
    const files = [
        ...inputs.map((file) => ({ ...file, role: "" })),
        ...(waiverFile === undefined ? [] : [{ ...waiverFile, role: ", the waivers" }]),
        ...(evidenceFile === undefined ? [] : [{ ...evidenceFile, role: ", the evidence" }]),
    ];
    return files.length === 0
        ? markup``
        : markup`<section class="reading" aria-labelledby="read"><details><summary><h2 id="read">What was read: ${counted(files.length, "file")}, with SHA-256</h2></summary><div class="inside">
<p>By hardened-db ${tool.version}.${inputs.length < 2 || digest === undefined ? "" : markup` One digest over the ${inputs.length} inputs, as <code>sha256sum</code> lists them by name: <code>${digest}</code>.`}</p>
<ul>${files.map(({ name, sha256, role }) => markup`<li>${name === "-" ? "Standard input" : markup`<code>${name}</code>`}${role}<span class="place">${sha256}</span></li>\n`)}</ul>
</div></details></section>`;
}
