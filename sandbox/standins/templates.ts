import { text, type Properties } from "./values";

const placeholder = /\{(\w+)\}/g;

/** Fills `{name}` from the given values; undefined when one of them is not a text. */
export function fill(template: string, values: Properties): string | undefined {
    const isComplete = [...template.matchAll(placeholder)].every(([, name]) => typeof values[name ?? ""] === "string");
    return isComplete ? template.replace(placeholder, (_, name: string) => text(values[name]) ?? "") : undefined;
}

/** As `fill`; a value that is not there is a mistake in a table of the stand-in. */
export function fillAll(template: string, values: Properties): string {
    const filled = fill(template, values);
    if (filled === undefined) {
        throw new Error(`the template ${template} needs a value that is neither an input nor given by the stand-in`);
    }
    return filled;
}
