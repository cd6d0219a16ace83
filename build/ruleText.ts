import type { Control, ControlKey } from "../controls";
import { controlOf } from "../controls";

/** Where a control stands in docs/controls.md, from a file in docs/. */
export function controlLink(key: ControlKey, toDocs: string): string {
    return `[${key}](${toDocs}controls.md#${key.toLowerCase()})`;
}

export function controlLinks(keys: readonly ControlKey[], toDocs: string): string {
    return keys.map((key) => controlLink(key, toDocs)).join(", ");
}

export function ruleLink(id: string, toRules: string): string {
    return `[${id}](${toRules}${id}.md)`;
}

/** `NM-1 Secure Ports` */
export function named(key: ControlKey): string {
    return `${key} ${controlOf(key).name}`;
}

/** One line of a table. */
export function cell(text: string): string {
    return text.replaceAll(/\s*\n\s*/g, " ").replaceAll("|", "\\|");
}

export function row(...cells: readonly string[]): string {
    return `| ${cells.map(cell).join(" | ")} |`;
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
    return [row(...head), `|${head.map(() => "---").join("|")}|`, ...rows.map((cells) => row(...cells)), ""];
}

/** Rules a control is decided by, or the kind of evidence. */
export function decidedBy(control: Control, ids: readonly string[], toRules: string): string {
    const links = ids.map((id) => ruleLink(id, toRules)).join(", ");
    return control.check === "evidence" ? `evidence: ${control.evidence.kind}` : links === "" ? "no rule" : links;
}
