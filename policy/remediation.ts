import { signature } from "../audit/read/pulumiMarks";
import { changed } from "../audit/fix/changed";
import type { Edit } from "../rules/outcome";
import type { Segment } from "../rules/path";

/** The properties with the edits of one policy made, marks and all; undefined when none of them can be made. */
export function remedied(properties: unknown, edits: readonly Edit[]): unknown {
    const possible = edits.filter((edit) => isOpen(properties, edit.path));
    return possible.length === 0 ? undefined : possible.reduce(changed, properties);
}

/** Whether no mark of Pulumi's stands on the way: what is secret or an output is not rewritten here. */
function isOpen(value: unknown, [key, ...rest]: readonly Segment[]): boolean {
    if (typeof value === "object" && value !== null && Object.hasOwn(value, signature)) {
        return false;
    }
    if (key === undefined) {
        return true;
    }
    const inner: unknown =
        typeof value === "object" && value !== null && Object.hasOwn(value, key)
            ? (value as Readonly<Record<Segment, unknown>>)[key]
            : undefined;
    return isOpen(inner, rest);
}
