import { waiverRules } from "../audit/waiverRules";
import { controls, engines, type Control } from "../controls";
import { rules } from "../rules";
import type { Rule } from "../rules/rule";
import { rulesOf } from "./controlsCommand";
import { closest } from "./closest";
import { wrapped } from "./wrapped";

/** A rule or a control in words; all rules where none is named. Throws with the nearest names when there is none of this name. */
export function explainCommand(name: string | undefined): string {
    if (name === undefined) {
        return rules.map(({ id, severity, title }) => `${id.padEnd(40)} ${severity.padEnd(8)} ${title}\n`).join("");
    }
    const rule = rules.find(({ id }) => id === name.toLowerCase());
    if (rule !== undefined) {
        return explainRule(rule);
    }
    const aboutWaivers = waiverRules.find(({ id }) => id === name.toLowerCase());
    if (aboutWaivers !== undefined) {
        const { id, severity, title, why, fix } = aboutWaivers;
        return [`${id} (${severity})`, `  ${title}.`, "", wrapped(why, "  "), wrapped(fix, "  "), ""].join("\n");
    }
    const control = controls.find(({ key }) => key === name.toUpperCase());
    if (control !== undefined) {
        return explainControl(control);
    }
    const names = [...rules.map(({ id }) => id), ...controls.map(({ key }) => key)];
    throw new Error(`no rule or control is called ${JSON.stringify(name)}. ${closest(name, names)}`);
}

function explainRule(rule: Rule): string {
    return [
        `${rule.id} (${rule.severity})`,
        `  ${rule.title}.`,
        "",
        `  Controls    ${rule.controls.map((key) => `${key} ${nameOf(key)}`).join(", ")}`,
        `  Looks at    ${rule.kinds.map((kind) => (kind === "*pulumi" ? "any Pulumi resource" : kind)).join(", ")}`,
        `  Needs       ${rule.scope === "estate" ? "the other objects as well; concludes from absence only in a whole stack, a cluster or with --complete" : "this object only"}`,
        "",
        "Why it matters",
        wrapped(rule.why, "  "),
        "",
        "What to do",
        wrapped(rule.fix, "  "),
        "",
        "References",
        ...rule.references.map(({ title, url, version }) => `  ${title} (${version})\n    ${url}`),
        "",
        "To accept it for a time",
        `  hardened-db waive ${rule.id} Kind/namespace/name --reason … --owner … --expires YYYY-MM-DD`,
        "",
    ].join("\n");
}

function explainControl(control: Control): string {
    const answers = Object.entries(control.answers).map(([engine, answer]) => {
        const { database, operator } = engines[engine as keyof typeof engines];
        const head = `  ${database} with ${operator}: ${answer.how}`;
        const doubt = answer.unverified === undefined ? "" : ` Not verified: ${answer.unverified}`;
        const why = answer.how === "impossible" ? ` ${answer.reason} Instead: ${answer.instead}` : "";
        const more = `${answer.note}${why}${doubt}`;
        return `${head}\n${wrapped(more, "    ")}`;
    });
    const decided =
        control.check === "evidence"
            ? [`  evidence: ${control.evidence.kind}`, wrapped(control.evidence.record, "    ")]
            : rulesOf(control).map((id) => `  ${id}`);
    return [
        `${control.key} ${control.name} (${control.section})`,
        wrapped(control.wording, "  "),
        "",
        "Decided by",
        ...decided,
        "",
        "How each engine answers it",
        ...answers,
        "",
        "What a component is to do by default (docs/reference.md has what there is today)",
        wrapped(control.build, "  "),
        ...(control.relax === undefined ? [] : [wrapped(`Relaxed by: ${control.relax}`, "  ")]),
        "",
    ].join("\n");
}

function nameOf(key: string): string {
    return controls.find((control) => control.key === key)?.name ?? "";
}
