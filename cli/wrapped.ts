/** Text in lines of at most 100 characters, each behind the indent. Words longer than that stay whole. */
export function wrapped(text: string, indent: string, width = 100): string {
    const lines: string[] = [];
    let line = indent;
    for (const word of text.split(/\s+/).filter((each) => each !== "")) {
        if (line.length > indent.length && line.length + 1 + word.length > width) {
            lines.push(line);
            line = indent;
        }
        line += line.length > indent.length ? ` ${word}` : word;
    }
    return [...lines, line].join("\n");
}
