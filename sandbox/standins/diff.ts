import { isProperties, isUnknown, revealed, type Properties, type Value } from "./values";

export type Change = "add" | "delete" | "update";

/** Where two input maps differ, by path (`tags.owner`, `rules[0].days`). Whether a value is secret is no difference. */
export function changes(old: Properties, next: Properties): Map<string, Change> {
    const found = new Map<string, Change>();
    const compare = (at: string, before: Value | undefined, after: Value | undefined): void => {
        if (before === undefined || before === null || after === undefined || after === null) {
            if ((before ?? undefined) !== (after ?? undefined)) {
                found.set(at, before === undefined || before === null ? "add" : "delete");
            }
        } else if (Array.isArray(before) && Array.isArray(after)) {
            for (let index = 0; index < Math.max(before.length, after.length); index++) {
                compare(`${at}[${index}]`, before[index], after[index]);
            }
        } else if (isProperties(before) && isProperties(after)) {
            for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
                compare(member(at, name), before[name], after[name]);
            }
        } else if (isUnknown(after) || !sameText(before, after)) {
            found.set(at, "update");
        }
    };
    for (const name of new Set([...Object.keys(old), ...Object.keys(next)])) {
        if (!name.startsWith("__")) {
            compare(name, reveal(old[name]), reveal(next[name]));
        }
    }
    return found;
}

/** The top-level property of a path. */
export function rootOf(path: string): string {
    return /^[^.[]*/.exec(path)?.[0] ?? path;
}

function reveal(value: Value | undefined): Value | undefined {
    return value === undefined ? undefined : revealed(value);
}

function member(at: string, name: string): string {
    return /^\w+$/.test(name) ? `${at}.${name}` : `${at}[${JSON.stringify(name)}]`;
}

/** Texts that are JSON objects (policies) are compared by what they say, as the clouds do. */
function sameText(before: Value, after: Value): boolean {
    if (before === after) {
        return true;
    }
    const [left, right] = [parsedObject(before), parsedObject(after)];
    return left !== undefined && right !== undefined && changes(left, right).size === 0;
}

function parsedObject(value: Value): Properties | undefined {
    if (typeof value !== "string" || !value.trimStart().startsWith("{")) {
        return undefined;
    }
    try {
        const parsed = JSON.parse(value) as Value;
        return isProperties(parsed) ? parsed : undefined;
    } catch {
        return undefined;
    }
}
