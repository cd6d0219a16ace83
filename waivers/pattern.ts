/** Whether the whole text is the pattern, where `*` stands for any text, the empty one included. */
export function matchesPattern(pattern: string, text: string): boolean {
    // Without regular expressions: many stars would make one slow, and the pattern comes from a file.
    const [head = "", ...rest] = pattern.split("*");
    const tail = rest.pop();
    if (tail === undefined) {
        return pattern === text;
    }
    if (text.length < head.length + tail.length || !text.startsWith(head) || !text.endsWith(tail)) {
        return false;
    }
    let from = head.length;
    for (const part of rest) {
        const found = text.indexOf(part, from);
        if (found < 0) {
            return false;
        }
        from = found + part.length;
    }
    return from <= text.length - tail.length;
}
