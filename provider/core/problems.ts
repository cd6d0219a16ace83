import * as pulumi from "@pulumi/pulumi";

/** One thing wrong with the arguments: where it stands (`users[0].name`), and why with what to write instead. */
export interface Problem {
    path: string;
    reason: string;
}

/** Refuses the arguments with every problem at once, in the order of their paths. Does nothing when there is none. */
export function refuse(component: string, problems: readonly Problem[]): void {
    if (problems.length === 0) {
        return;
    }
    const errors = [...problems]
        .sort((a, b) => a.path.localeCompare(b.path, "en", { numeric: true }) || a.reason.localeCompare(b.reason))
        .filter((problem, index, all) => index === 0 || !same(problem, all[index - 1]))
        .map(({ path, reason }) => ({ propertyPath: path, reason }));
    const count = errors.length === 1 ? "an argument" : `${errors.length} arguments`;
    throw new pulumi.InputPropertiesError({
        message: `${component}: ${count} cannot be used as written; nothing was created`,
        errors,
    });
}

function same(a: Problem, b: Problem | undefined): boolean {
    return b !== undefined && a.path === b.path && a.reason === b.reason;
}

/** Puts problems that were found in a part of the arguments at that part's place. */
export function at(prefix: string, problems: readonly Problem[]): Problem[] {
    return problems.map(({ path, reason }) => ({
        path: path === "" ? prefix : path.startsWith("[") ? `${prefix}${path}` : `${prefix}.${path}`,
        reason,
    }));
}
