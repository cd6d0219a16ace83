// Every repetition has an end: a value may be 100 KB of one word, and a pattern that tries each start to the end takes seconds.
const privateKey = /-----BEGIN [^-]{0,64}-----[\s\S]*?(?:-----END [^-]{0,64}-----|$)/g;
const sqlLiteral = /(\b(?:password|identified(?:\s{1,9}with\s{1,9}\S{1,64})?\s{1,9}by)\s{1,9})'(?:[^']|'')*'?/gi;
/** The last @ ends a login, since passwords hold @ and / too. */
const userInformation = /([a-z][a-z0-9+.-]{0,30}:\/\/)(?:[^\s/@:]{0,256}:\S{0,512}|[^\s/@]{1,256})@/gi;
const assignment =
    /((?:(?:passw(?:or)?d|passphrase|secret|token|access_?key|account_?key|api_?key|credential)[\w.-]{0,64}|pwd|(?<!by)pass)["']?(?:\s{0,9}(?:=|:|>|\bby\b)\s{0,9}|\s{1,9}(?![=:>]|by\b)))(?!\(hidden\))(?:(["'])(?:(?!\2)[^\\]|\\.)*(\2?)|[^\s<]+)/gis;

/** Text as it may be shown: what looks like a password, a token, a key or the login of a URL is left out. */
export function redact(text: string): string {
    return text
        .replace(privateKey, "(hidden)")
        .replace(sqlLiteral, "$1(hidden)")
        .replace(userInformation, "$1(hidden)@")
        .replace(assignment, "$1$2(hidden)$3");
}

const secretNames = new RegExp(
    [
        "passw(or)?d",
        "passphrase",
        "pwd",
        "secret",
        "token",
        "(access|account|api|private|customer)_?key",
        "key_hex",
        "credential",
        // bindPass, DB_PASS; not bypass
        "(?<!by)pass$",
    ].join("|"),
    "i",
);

/** Whether a key of this name holds a secret, by the words that people use for them. */
export function namesSecret(key: string): boolean {
    return secretNames.test(key);
}
