import { clipped, visible } from "./visible";

/** One cell must not push everything else out of the comment. */
const charactersAtMost = 600;

/** A name, a path: shown letter for letter. As an element and not in backticks, since in a table a pipe ends even those. */
export function code(text: string): string {
    const shown = clipped(visible(text), charactersAtMost);
    return `<code>${shown.replace(/[^\p{L}\p{N} /.,-]|(?<=www)\./giu, entity)}</code>`;
}

/** A sentence in which nothing is markup, a link, a mention of a person or a reference to an issue. It never begins a line. */
export function prose(text: string): string {
    return escaped(clipped(visible(text), charactersAtMost));
}

/** Words of a rule, where backticks mean code. */
export function ruleProse(text: string): string {
    return text
        .split("`")
        .map((part, index) => (index % 2 === 0 ? escaped(part) : code(part)))
        .join("");
}

function escaped(text: string): string {
    return text.replace(/[<>&|@#\\`*_[\]~$]|:(?=\/\/)|(?<=www)\./gi, (character) => {
        if ("<>&|".includes(character)) {
            return entity(character);
        }
        // Neither a backslash nor an entity keeps GitHub from calling the person; a space of no width does.
        return "@#".includes(character) ? `${character}&#8203;` : `\\${character}`;
    });
}

function entity(character: string): string {
    return `&#${character.codePointAt(0) ?? 0};`;
}
