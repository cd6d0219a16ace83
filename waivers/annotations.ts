import { annotationPrefix } from "./annotationPrefix";
import { annotationKeys, waiverOf, waiverProblems, type WaiverKey } from "./entry";
import { formatResource } from "./resource";
import type { Place, PlacedWaiver, Problem, Reading, ResourceIdentity } from "./waiver";

export interface Carrier {
    readonly resource: ResourceIdentity;
    readonly file: string;
    readonly line: number | null;
}

export interface AnnotationOptions {
    /** The ids of all rules; without them any id will do. */
    readonly knownRules?: readonly string[];
}

/**
 * The waivers that an object carries as annotations: each accepts one rule on this object and no other.
 * Whether annotations are trusted at all is the caller's to decide.
 */
export function readAnnotations(
    annotations: Readonly<Record<string, unknown>>,
    carrier: Carrier,
    { knownRules }: AnnotationOptions = {},
): Reading {
    const readings = Object.entries(annotations)
        .filter(([name]) => name.startsWith(annotationPrefix))
        .map(([name, value]) => readAnnotation(name, value, carrier, knownRules));
    return {
        waivers: readings.flatMap(({ waivers }) => waivers),
        problems: readings.flatMap(({ problems }) => problems),
    };
}

function readAnnotation(
    name: string,
    value: unknown,
    { resource, file, line }: Carrier,
    knownRules: readonly string[] | undefined,
): Reading {
    const place: Place = { file, line, path: `metadata.annotations[${JSON.stringify(name)}]`, resource };
    const problem = (message: string, about: Problem["about"] = "form"): Problem => ({ place, message, about });
    const content = typeof value === "string" ? parseJson(value) : undefined;
    if (!isMapping(content)) {
        return {
            waivers: [],
            problems: [problem(`the waiver is not JSON: write {"reason", "owner", "expires"} as one text`)],
        };
    }
    const named = formatResource(resource);
    if (named.includes("*")) {
        // It would reach other resources too.
        const message = "a resource with * in its name cannot carry a waiver: write it in the waiver file";
        return { waivers: [], problems: [problem(message)] };
    }
    const written: Partial<Record<WaiverKey, string>> = { rule: name.slice(annotationPrefix.length), resource: named };
    const problems: Problem[] = [];
    for (const [key, inner] of Object.entries(content)) {
        const known = annotationKeys.find((each) => each === key);
        if (known === undefined) {
            const shown = JSON.stringify(key.slice(0, 60));
            problems.push(problem(`${shown} is no key of a waiver here: write ${annotationKeys.join(", ")}`));
        } else if (typeof inner === "string") {
            written[known] = inner;
        } else {
            problems.push(problem(`${known} is not a text: write it in quotes`, known === "expires" ? "date" : "form"));
        }
    }
    const stated = new Set(Object.keys(content).filter((key) => typeof content[key] !== "string"));
    for (const { key, message } of waiverProblems(written, knownRules)) {
        if (!stated.has(key)) {
            problems.push(problem(message, key === "expires" ? "date" : "form"));
        }
    }
    const isUsable = problems.every(({ about }) => about === "date");
    const waivers: PlacedWaiver[] = isUsable ? [{ ...waiverOf(written), place }] : [];
    return { waivers, problems };
}

function parseJson(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
