import { hasVariable } from "../text";

/**
 * Whether a key of a configuration file or a variable is one whose value is a secret. Not so a key that names the object that
 * holds it (existingSecret, tlsSecret, passwordSecretRef).
 */
export function namesSecretValue(key: string): boolean {
    return secretKey.test(key) && !namesObject(key);
}

/** `pass` too, but not at the end of another word. */
const secretKey = /(password|passwd|secret|secret[-_]?key|access[-_]?key|token|(?<!com|by|sur|tres|over|under)pass)$/i;

function namesObject(key: string): boolean {
    return (
        /^existing|[a-z]SecretName$/.test(key) ||
        /(^|[^a-z])(existing|tls|ssl|ca|cert|certificates?|credentials?|password|users?|pull|object)[-_.]?secret$/i.test(
            key,
        ) ||
        /(Tls|Ssl|Cert|Certificate|Credentials|Password|Users?|Pull)Secret$/.test(key)
    );
}

/**
 * Whether a value gives the secret away. Placeholders do not: nothing, a variable, what a shell fills in, a mask, a file's path;
 * nor does a switch (MYSQL_RANDOM_ROOT_PASSWORD yes).
 */
export function isLiteral(value: string): boolean {
    const text = value.trim().replace(/^(["'])(.*)\1$/, "$2");
    return !(
        text === "" ||
        hasVariable(text) ||
        /\$\(|`|\$\d|\$\{/.test(text) ||
        /^\*+$/.test(text) ||
        /^(\/[\w.-]+){2,}$/.test(text) ||
        /^(true|false|yes|no|on|off|0|1|null|none|~)$/i.test(text)
    );
}

const userInformation = /\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/:@"'<>]*:([^\s/@"']+)@/gi;

/** Whether a URL in the text has a password in it. */
export function hasUrlWithPassword(text: string): boolean {
    return [...text.matchAll(userInformation)].some(([, password = ""]) => isLiteral(password));
}

const passwordInSql = /\b(?:identified\s+(?:with\s+[\w"'`]+\s+)?by|password)\s+(?:'([^']+)'|"([^"]+)")/gi;

/** Whether SQL in the text gives a password (CREATE ROLE … PASSWORD, CREATE USER … IDENTIFIED BY). */
export function hasSqlWithPassword(text: string): boolean {
    return [...text.matchAll(passwordInSql)].some(([, single, double]) => isLiteral(single ?? double ?? ""));
}

/** The text without lines that are comments. */
export function withoutComments(text: string): string {
    return text.replace(/^[ \t]*(#|--|\/\/|;).*$/gm, "");
}
