import { controls, sections, type Control } from "../controls";
import { rules } from "../rules";

/** The checklist: every control, and the rules or the evidence that answer it. */
export function controlsCommand(format: "text" | "json"): string {
    return format === "json" ? `${JSON.stringify(controls.map(withRules), null, 2)}\n` : asText();
}

function withRules(control: Control): object {
    return { ...control, rules: rulesOf(control) };
}

export function rulesOf({ key }: Control): readonly string[] {
    return rules.filter((rule) => rule.controls.includes(key)).map(({ id }) => id);
}

function asText(): string {
    return sections
        .map((section) => {
            const lines = controls
                .filter((control) => control.section === section)
                .map((control) => `  ${control.key.padEnd(6)} ${control.name.padEnd(42)} ${answerOf(control)}`);
            return [section, ...lines].join("\n");
        })
        .concat("hardened-db explain CONTROL tells more of one, hardened-db explain RULE of a rule.")
        .join("\n\n")
        .concat("\n");
}

function answerOf(control: Control): string {
    const count = rulesOf(control).length;
    return control.check === "evidence" ? "evidence" : `${count} rule${count === 1 ? "" : "s"}`;
}
