import { visible } from "../visible";

/** HTML whose text parts are escaped. Only `markup` makes it, so that nothing gets into a page by another way. */
export class Markup {
    constructor(readonly text: string) {}
}

type Part = string | number | Markup | readonly Markup[];

const entities: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
};

/** A template in which every value that is not markup is text, in content and in quoted attributes. */
export function markup(literals: TemplateStringsArray, ...parts: readonly Part[]): Markup {
    return new Markup(literals.map((literal, index) => literal + textOf(parts[index] ?? "")).join(""));
}

function textOf(part: Part): string {
    if (part instanceof Markup) {
        return part.text;
    }
    return typeof part === "object"
        ? part.map(({ text }) => text).join("")
        : visible(String(part)).replace(/[&<>"']/g, (character) => entities[character] ?? "");
}
