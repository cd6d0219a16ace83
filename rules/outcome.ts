import type { Field } from "./field";
import { formatPath, type Path } from "./path";
import type { Severity } from "./rule";
import type { Ternary } from "./ternary";
import { hasVariable } from "./text";

/** A change of the subject that removes a finding and endangers nothing that works: what `--fix` writes. */
export type Edit =
    | { readonly change: "set"; readonly path: Path; readonly value: unknown }
    | { readonly change: "append"; readonly path: Path; readonly value: unknown }
    | { readonly change: "remove"; readonly path: Path };

/** A place where the rule's demand is not met. */
export interface Failure {
    readonly verdict: "fail";
    readonly path: Path;
    /** What was seen, and what to write instead. */
    readonly message: string;
    /** Where it differs from the rule's own. */
    readonly severity?: Severity;
    readonly edits?: readonly Edit[];
}

/** A place that the rule could not judge, and why. */
export interface Undecided {
    readonly verdict: "unknown";
    readonly path: Path;
    readonly message: string;
}

/** What a rule says of a subject; nothing means that it passes. */
export type Outcome = Failure | Undecided;

export interface Advice {
    /** What to write instead, as an instruction: `write scram-sha-256, or leave it out`. */
    readonly wanted: string;
    /** What the operator takes when the field is absent; shown then. */
    readonly default?: string;
    /** What was seen, in place of the field's value. */
    readonly seen?: string;
    readonly severity?: Severity;
    readonly edits?: readonly Edit[];
}

/** A failure at the field if so, nothing if not, and undecided where that cannot be known. */
export function failWhen(truth: Ternary, field: Field, advice: Advice): readonly Outcome[] {
    if (truth === true) {
        return [fail(field, advice)];
    }
    return truth === "unknown" ? [undecided(field)] : [];
}

export function fail(field: Field, { wanted, seen, severity, edits, ...advice }: Advice): Failure {
    const fallback = field.isAbsent && advice.default !== undefined ? ` (default ${advice.default})` : "";
    return failAt(field.path, `${field.name} is ${seen ?? field.shown}${fallback}: ${wanted}`, {
        ...(severity === undefined ? {} : { severity }),
        ...(edits === undefined ? {} : { edits }),
    });
}

/** A failure in words of its own. */
export function failAt(path: Path, message: string, more: Pick<Failure, "severity" | "edits"> = {}): Failure {
    return { verdict: "fail", path, message, ...more };
}

export function undecided(field: Field, why?: string): Undecided {
    return undecidedAt(field.path, why ?? `${field.name} ${whyUndecided(field)}`);
}

/** Without the value: what is not known to be wrong may be a secret that is right. */
function whyUndecided(field: Field): string {
    if (field.isUnknown) {
        return "is not known yet";
    }
    return field.text !== undefined && hasVariable(field.text)
        ? "holds a variable"
        : "cannot be judged: it depends on something that is not known";
}

export function undecidedAt(path: Path, why: string): Undecided {
    return { verdict: "unknown", path, message: why === "" ? formatPath(path) : why };
}

/** Judges each element of a list, or each value of a mapping; undecided when the whole is not known, nothing when it is absent. */
export function each(
    field: Field,
    judge: (element: Field, key: string, index: number) => readonly Outcome[],
): readonly Outcome[] {
    if (field.isUnknown || field.isVariable) {
        return [undecided(field)];
    }
    return field.isList
        ? field.items.flatMap((element, index) => judge(element, String(index), index))
        : field.entries.flatMap(([key, element], index) => judge(element, key, index));
}

export function set(field: Field, value: unknown): Edit {
    return { change: "set", path: field.path, value };
}

export function append(field: Field, value: unknown): Edit {
    return { change: "append", path: field.path, value };
}

export function remove(field: Field): Edit {
    return { change: "remove", path: field.path };
}
