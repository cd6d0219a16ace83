import { isWaiverKey, waiverKeys, waiverOf, waiverProblems, type WaiverKey } from "./entry";
import { readWritten, type Entry, type Written } from "./written";
import type { Place, PlacedWaiver, Problem, Reading } from "./waiver";

/** The waiver file where nothing else is said. */
export const defaultWaiverFile = ".hardened-db-waivers.yaml";

export interface FileOptions {
    /** The ids of all rules; without them any id will do. */
    readonly knownRules?: readonly string[];
}

/** Reads a waiver file: a mapping with the list `waivers`. Never throws; says everything that is wrong with it at once. */
export function readWaiverFile(text: string, file: string, { knownRules }: FileOptions = {}): Reading {
    const root = readWritten(text);
    const whole = (line: number | null, message: string): Reading => ({
        waivers: [],
        problems: [{ place: { file, line, path: "" }, message, about: "form" }],
    });
    if (root === undefined || root.kind === "nothing") {
        return { waivers: [], problems: [] };
    }
    if (root.kind === "syntax problem") {
        return whole(root.line, `the waiver file cannot be read as YAML: ${root.reason}`);
    }
    if (root.kind !== "mapping") {
        return whole(root.line, "the waiver file is not a mapping: write the list under the key waivers");
    }
    const problems: Problem[] = strayKeys(root.entries, ["waivers"]).map(({ line, key, message }) => ({
        place: { file, line, path: key },
        message,
        about: "form",
    }));
    const list = root.entries.find(({ key }) => key === "waivers")?.value;
    if (list === undefined || list.kind === "nothing") {
        return { waivers: [], problems };
    }
    if (list.kind !== "list") {
        const message = "waivers is not a list: write each waiver as an item that begins with a dash";
        return {
            waivers: [],
            problems: [...problems, { place: { file, line: list.line, path: "waivers" }, message, about: "form" }],
        };
    }
    const waivers: PlacedWaiver[] = [];
    list.items.forEach((item, index) => {
        const place: Place = { file, line: item.line, path: `waivers[${index}]` };
        const read = readItem(item, place, knownRules);
        const twin = read.waiver && waivers.find((other) => isSame(other, read.waiver));
        problems.push(...read.problems);
        if (twin !== undefined) {
            const message = `this waiver stands in line ${twin.place.line ?? "?"} already: remove one of them`;
            problems.push({ place, message, about: "form" });
        } else if (read.waiver !== undefined) {
            waivers.push(read.waiver);
        }
    });
    return { waivers, problems };
}

/** Whether both accept the same findings. */
export function isSame(
    one: Pick<PlacedWaiver, "rule" | "resource" | "path">,
    other: Pick<PlacedWaiver, "rule" | "resource" | "path"> | undefined,
): boolean {
    return one.rule === other?.rule && one.resource === other.resource && one.path === other.path;
}

function readItem(
    item: Written,
    place: Place,
    knownRules: readonly string[] | undefined,
): { readonly waiver?: PlacedWaiver; readonly problems: readonly Problem[] } {
    if (item.kind !== "mapping") {
        const message = `a waiver is not a mapping: write ${waiverKeys.slice(0, 5).join(", ")}`;
        return { problems: [{ place, message, about: "form" }] };
    }
    const problems: Problem[] = strayKeys(item.entries, waiverKeys).map(({ line, key, message }) => ({
        place: { ...place, line, path: `${place.path}.${key}` },
        message,
        about: "form",
    }));
    const values: Partial<Record<WaiverKey, string>> = {};
    const lines: Partial<Record<WaiverKey, number>> = {};
    const unusable = new Set<WaiverKey>();
    for (const { key, line, value } of item.entries) {
        if (!isWaiverKey(key)) {
            continue;
        }
        lines[key] = line;
        if (value.kind === "text") {
            values[key] = value.text;
        } else if (value.kind !== "nothing") {
            unusable.add(key);
            const message = `${key} is ${value.kind === "list" ? "a list" : value.kind === "alias" ? "an alias" : "a mapping"}: write a text`;
            const about = key === "expires" ? "date" : "form";
            problems.push({ place: { ...place, line, path: `${place.path}.${key}` }, message, about });
        }
    }
    for (const { key, message } of waiverProblems(values, knownRules)) {
        if (!unusable.has(key)) {
            const line = lines[key] ?? item.line;
            const path = `${place.path}.${key}`;
            problems.push({ place: { ...place, line, path }, message, about: key === "expires" ? "date" : "form" });
        }
    }
    const isUsable = problems.every(({ about }) => about === "date");
    return isUsable ? { waiver: { ...waiverOf(values), place }, problems } : { problems };
}

function strayKeys(
    entries: readonly Entry[],
    known: readonly string[],
): readonly { readonly key: string; readonly line: number; readonly message: string }[] {
    return entries.flatMap(({ key, line }, index) => {
        if (!known.includes(key)) {
            return [{ key, line, message: strayKeyMessage(key, known) }];
        }
        const first = entries.findIndex((other) => other.key === key);
        return first === index ? [] : [{ key, line, message: `${key} stands here twice: remove one of them` }];
    });
}

function strayKeyMessage(key: string, known: readonly string[]): string {
    if (key === "control" || key === "controls") {
        return `${key} is no key of a waiver: a waiver is for one rule, never for a control; write rule and its id`;
    }
    return `${JSON.stringify(key.slice(0, 60))} is no key here: write ${known.join(", ")}`;
}
