import type { Finding } from "../../finding";
import type { ReportContext, RuleText } from "../context";
import { mostSevereFirst, sortedBy } from "../order";
import { markup, type Markup } from "./markup";

export function ruleAnchor(rule: string): string {
    return `rule-${encodeURIComponent(rule.replace(/\p{Cs}/gu, ""))}`;
}

/** Why each rule that the findings name is there, and what to do. */
export function rulesNamed(findings: readonly Finding[], { rules }: ReportContext): Markup {
    const ids = new Set(findings.map(({ rule }) => rule));
    const named = mostSevereFirst(sortedBy([...rules.values()], ({ id }) => [id])).filter(({ id }) => ids.has(id));
    return named.length === 0 ? markup`` : markup`<h2>The rules, and what to do</h2>\n${named.map(described)}`;
}

function described({ id, title, severity, controls, why, fix, references }: RuleText): Markup {
    const sources = references.map(
        ({ title, url, version }) => markup`<li><a href="${url}" rel="noreferrer">${title}</a> (${version})</li>`,
    );
    return markup`<section class="rule" id="${ruleAnchor(id)}">
<h3>${withCode(title)}</h3>
<p class="about"><code>${id}</code><span>${severity}</span><span>${controls.join(", ")}</span></p>
<p>${withCode(why)}</p>
<p><strong>What to do:</strong> ${withCode(fix)}</p>
<ul>${sources}</ul>
</section>
`;
}

/** Words of a rule, where backticks mean code. */
export function withCode(text: string): Markup[] {
    return text.split("`").map((part, index) => (index % 2 === 0 ? markup`${part}` : markup`<code>${part}</code>`));
}
