import { severities } from "../../../rules/rule";
import type { Finding, Status } from "../../finding";
import { markup, type Markup } from "./markup";

const statuses: Readonly<Record<Status, string>> = { fail: "failed", waived: "waived", unknown: "unknown" };

/** Hidden until the script is there to answer. */
export function filters(findings: readonly Finding[]): Markup {
    const rules = [...new Set(findings.map(({ rule }) => rule))].sort();
    const presentStatuses = (["fail", "waived", "unknown"] as const).filter((status) =>
        findings.some((finding) => finding.status === status),
    );
    const presentSeverities = severities
        .toReversed()
        .filter((severity) => findings.some((finding) => finding.severity === severity));
    return markup`<form class="filters" hidden="" autocomplete="off" aria-label="Filter the findings"><div class="wrap">
<fieldset><legend>Severity</legend>${presentSeverities.map((severity) => pick("severity", severity, severity))}</fieldset>
<fieldset><legend>Status</legend>${presentStatuses.map((status) => pick("status", status, statuses[status]))}</fieldset>
<select aria-label="Rule">
<option value="">all ${rules.length} rules</option>
${rules.map((rule) => markup`<option value="${rule}">${rule}</option>\n`)}</select>
<input type="search" aria-label="Words in a finding" placeholder="find words" />
<button type="reset">reset</button>
<output aria-live="polite"></output>
</div></form>`;
}

function pick(name: string, value: string, label: string): Markup {
    return markup`<label class="pick ${value}"><input type="checkbox" name="${name}" value="${value}" checked="" /><span>${label}</span></label>`;
}
