import { matchesPattern } from "./pattern";

/** A key, `[0]` or `["key.with.dots"]`. */
const step = /\[(?:"(?:[^"\\]|\\.)*"|[^\]"]*)\]|[^.[\]]+/g;

/** Whether it can be read: steps with nothing but a dot between them. */
export function isPath(text: string): boolean {
    const rest = text.replace(step, "#");
    return /^#(?:\.?#)*$/.test(rest);
}

/** Whether a finding's field is the waived one or lies below it. `*` stands for any text within one step. */
export function matchesPath(wanted: string, path: string): boolean {
    if (!isPath(wanted)) {
        return false;
    }
    const wantedSteps = wanted.match(step) ?? [];
    const steps = path.match(step) ?? [];
    return (
        wantedSteps.length <= steps.length &&
        wantedSteps.every((pattern, index) => matchesPattern(pattern, steps[index] ?? ""))
    );
}
