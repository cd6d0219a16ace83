/** One document of a YAML stream, by itself, so that a broken one does not take the others with it. */
export interface StreamPart {
    readonly text: string;
    /** Line of the file that the text begins on, from 1. */
    readonly line: number;
    /** Where the text begins in the file's. */
    readonly offset: number;
}

/**
 * Divides a stream at its `---` lines. Nothing else can begin such a line: YAML ends every document there, block scalars included
 * (YAML 1.2.2, 9.1.2). Parts that hold nothing but comments are left out.
 */
export function divide(text: string): readonly StreamPart[] {
    const parts: StreamPart[] = [];
    let start = 0;
    let line = 1;
    const marker = /^---(?=[ \t\r\n]|$)/gm;
    const add = (end: number): void => {
        const part = text.slice(start, end);
        if (/^[ \t]*[^\s#-]|^---[ \t]+[^\s#]|^[ \t]*-(?!--\s*$)/m.test(part)) {
            parts.push({ text: part, line, offset: start });
        }
        line += countLines(part);
        start = end;
    };
    for (const match of text.matchAll(marker)) {
        if (match.index > start && !isDirective(text.slice(start, match.index))) {
            add(match.index);
        }
    }
    add(text.length);
    return parts;
}

function isDirective(part: string): boolean {
    return /^%/m.test(part) && part.split("\n").every((line) => /^(%.*|\s*(#.*)?)$/.test(line.trimEnd()));
}

function countLines(text: string): number {
    let count = 0;
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) {
        count += 1;
    }
    return count;
}
