/** What a terminal or a browser obeys, hides or turns around instead of showing it, and what XML has no way to write. */
const unseen =
    /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** Nothing of it: most texts are so, and this is much quicker to see. */
const plain = /^[\x20-\x7e]*$/;

/** Text on one line in which nothing is hidden. Names and messages come from files of strangers. */
export function visible(text: string): string {
    if (plain.test(text)) {
        return text;
    }
    return text
        .replace(/\s*[\r\n\t]+\s*/g, " ")
        .replace(unseen, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** At most so many characters. */
export function clipped(text: string, length: number): string {
    const characters = Array.from(text);
    return characters.length <= length ? text : `${characters.slice(0, length - 1).join("")}…`;
}
