/**
 * Whether a pattern of IAM's fits the whole text: `*` stands for any characters, `?` for one. Without regular expressions,
 * which take for ever over a pattern of many stars.
 */
export function matchesPattern(pattern: string, text: string): boolean {
    let at = 0;
    let star = -1;
    let resume = 0;
    let place = 0;
    while (place < text.length) {
        const sign = pattern[at];
        if (sign === "*") {
            star = at;
            resume = place;
            at += 1;
        } else if (sign === "?" || sign === text[place]) {
            at += 1;
            place += 1;
        } else if (star >= 0) {
            resume += 1;
            place = resume;
            at = star + 1;
        } else {
            return false;
        }
    }
    return /^\**$/.test(pattern.slice(at));
}

/** Whether a value of a condition or a principal leaves anything open. */
export function hasWildcard(text: string): boolean {
    return /[*?]/.test(text);
}
