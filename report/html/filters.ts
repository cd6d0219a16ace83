import { markup, type Markup } from "../../audit/reports/html/markup";
import { statuses } from "../../compliance/controlStatus";
import type { ComplianceReport } from "../report";
import { statusLabels } from "../words";
import { icon } from "./icons";

/** Hidden until the script is there to answer. */
export function filters({ scopes }: ComplianceReport): Markup {
    const present = statuses.filter((status) => scopes.some(({ counts }) => counts[status] > 0));
    return markup`<form class="filters" hidden="" autocomplete="off" role="search" aria-label="Filter the controls"><div class="wrap">
<fieldset><legend class="vh">Status</legend>${present.map((status) => markup`<label class="pick ${status}"><input type="checkbox" name="status" value="${status}" checked="" /><span>${icon(status)}${statusLabels[status]}</span></label>`)}</fieldset>
<div class="row">${
        scopes.length < 2
            ? ""
            : markup`<select aria-label="Database"><option value="">All ${scopes.filter(({ kind }) => kind === "database").length} databases</option>${scopes.map(({ title, file, urn }, index) => markup`<option value="${index}">${title}${file === undefined || urn !== undefined ? "" : `, ${file}`}</option>`)}</select>`
    }
<input type="search" aria-label="Words in a control" placeholder="Find TLS, NM-1 ..." />
<button type="button" name="toggle" aria-pressed="false">Open all</button>
<button type="reset">Reset</button>
<output aria-live="polite"></output></div>
</div></form>`;
}
