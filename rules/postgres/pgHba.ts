import { Field } from "../field";
import { any, type Ternary } from "../ternary";
import { hasVariable, is, startsWith } from "../text";
import { readAddress, type Address, type PodSelectors } from "./pgHbaAddress";
import { columnsOf, type Column, type Token } from "./pgHbaTokens";

export const connectionTypes = ["local", "host", "hostssl", "hostnossl", "hostgssenc", "hostnogssenc"] as const;

/** Methods of the PostgreSQL that CloudNativePG's images hold, up to 18 (hba.c, parse_hba_line). They have no sspi and no bsd. */
const methods = [
    ...["trust", "reject", "scram-sha-256", "md5", "password", "gss", "ident", "peer"],
    ...["ldap", "radius", "cert", "pam", "oauth"],
];

/** The options that each method takes (hba.c, parse_hba_auth_opt). Which of them it needs is left to PostgreSQL. */
const methodOptions: ReadonlyMap<string, readonly string[]> = new Map([
    ["ident", ["map"]],
    ["peer", ["map"]],
    ["cert", ["map"]],
    ["gss", ["map", "krb_realm", "include_realm"]],
    ["oauth", ["map", "issuer", "scope", "validator", "delegate_ident_mapping"]],
    ["pam", ["pamservice", "pam_use_hostname"]],
    ["radius", ["radiusservers", "radiusports", "radiussecrets", "radiusidentifiers"]],
    [
        "ldap",
        [
            ...["ldapurl", "ldaptls", "ldapscheme", "ldapserver", "ldapport", "ldapbinddn", "ldapbindpasswd"],
            ...["ldapsearchattribute", "ldapsearchfilter", "ldapbasedn", "ldapprefix", "ldapsuffix"],
        ],
    ],
]);

/** Any method on a hostssl line takes these. */
const certificateOptions = ["clientcert", "clientname"];
const optionNames = new Set([...certificateOptions, ...[...methodOptions.values()].flat()]);

export interface AuthOption {
    readonly name: string;
    readonly value: string;
}

/** What one line of pg_hba says. */
export interface HbaEntry {
    readonly state: "entry";
    readonly type: Token;
    readonly databases: Column;
    readonly users: Column;
    /** Absent on `local` lines. */
    readonly address?: Address;
    readonly method: Token;
    readonly options: readonly AuthOption[];
}

export type HbaReading =
    | HbaEntry
    /** Nothing but blanks and a comment. */
    | { readonly state: "blank" }
    /** A variable or another file decides what it says. */
    | { readonly state: "open"; readonly by: "variable" | "file" }
    | { readonly state: "unreadable"; readonly problem: string };

/** CloudNativePG's own form of an address, and what an ldapsearchfilter says for the client's name. */
const ownForms = /\$\{podselector:[^}]*\}|\$username\b/g;

/** Reads one logical line as parse_hba_line in hba.c does. */
export function readHbaLine(text: string, selectors: PodSelectors): HbaReading {
    const columns = columnsOf(text);
    const [type, second] = columns;
    if (type === undefined) {
        return { state: "blank" };
    }
    if (isInclude(type, second, columns.length)) {
        return { state: "open", by: "file" };
    }
    const reading = readColumns(columns, type, selectors);
    if (typeof reading !== "string") {
        return reading;
    }
    // A variable may stand for several columns, or none.
    return hasVariable(text.replace(ownForms, ""))
        ? { state: "open", by: "variable" }
        : { state: "unreadable", problem: reading };
}

/** Directives of PostgreSQL 16 and later. */
function isInclude(first: Column, second: Column | undefined, count: number): boolean {
    return (
        count === 2 &&
        second?.length === 1 &&
        first.length === 1 &&
        ["include", "include_if_exists", "include_dir"].includes(first[0]?.text ?? "")
    );
}

function readColumns(columns: readonly Column[], [type, ...more]: Column, selectors: PodSelectors): HbaEntry | string {
    const [, databases, users] = columns;
    if (type === undefined || more.length > 0) {
        return "a line takes one connection type";
    }
    if (!type.open && !isOneOf(connectionTypes, type.text)) {
        return `${type.text} is no connection type: write ${listed(connectionTypes)}`;
    }
    if (databases === undefined) {
        return "the database is missing";
    }
    if (users === undefined) {
        return "the user is missing";
    }
    if ([...databases, ...users].some(({ text }) => text.includes("${podselector:"))) {
        return "${podselector:…} belongs into the address";
    }
    if (type.text === "local") {
        return readMethod({ state: "entry", type, databases, users }, columns.slice(3));
    }
    const [address, ...following] = columns.slice(3);
    if (address === undefined) {
        return "the address is missing";
    }
    const read = readAddress(address, following, selectors);
    return typeof read === "string"
        ? read
        : readMethod(
              { state: "entry", type, databases, users, address: read.address },
              following.slice(read.columns - 1),
          );
}

function readMethod(
    entry: Omit<HbaEntry, "method" | "options">,
    [method, ...options]: readonly Column[],
): HbaEntry | string {
    const [token, ...more] = method ?? [];
    if (token === undefined) {
        return "the method is missing";
    }
    if (more.length > 0) {
        return "a line takes one method";
    }
    if (!token.open && !isOneOf(methods, token.text)) {
        return `${token.text} is no method: write ${listed(methods)}`;
    }
    const read = options.flat().map((option) => readOption(option, token));
    const problem = read.find((option) => typeof option === "string") ?? mismatch(entry.type, token.text, read);
    return typeof problem === "string"
        ? problem
        : { ...entry, method: token, options: read.filter((option) => typeof option !== "string") };
}

function readOption({ text, open }: Token, method: Token): AuthOption | string {
    const equals = text.indexOf("=");
    if (equals < 0) {
        return open ? { name: text, value: text } : "an option is not written as name=value";
    }
    const option = { name: text.slice(0, equals), value: text.slice(equals + 1) };
    if (hasVariable(option.name)) {
        return option;
    }
    if (!optionNames.has(option.name)) {
        return `${option.name} is no option of pg_hba`;
    }
    const taken = [...certificateOptions, ...(methodOptions.get(method.text) ?? [])];
    if (!method.open && !taken.includes(option.name)) {
        return `${method.text} takes no ${option.name}`;
    }
    return option.name === "clientcert" && !open && !["verify-ca", "verify-full"].includes(option.value)
        ? "clientcert is neither verify-ca nor verify-full"
        : option;
}

/** What PostgreSQL refuses together. */
function mismatch(
    { text: type, open }: Token,
    method: string,
    options: readonly (AuthOption | string)[],
): string | undefined {
    if (open || type === "hostssl") {
        return !open && method === "peer" ? "peer works on local lines only" : undefined;
    }
    if (method === "cert") {
        return "cert works on hostssl lines only";
    }
    if (type === "local" ? method === "gss" : method === "peer") {
        return type === "local" ? "gss does not work on local lines" : "peer works on local lines only";
    }
    const certificate = options.find(
        (option) => typeof option !== "string" && certificateOptions.includes(option.name),
    );
    return certificate === undefined ? undefined : "clientcert and clientname work on hostssl lines only";
}

/** Whether the option is there with this value. */
export function optionIs(options: readonly AuthOption[], name: string, value: string): Ternary {
    return someOption(options, name, (field) => is(field, value));
}

/** Whether the option is there with a value that begins so. */
export function optionBegins(options: readonly AuthOption[], name: string, prefix: string): Ternary {
    return someOption(options, name, (field) => startsWith(field, prefix));
}

function someOption(options: readonly AuthOption[], name: string, question: (value: Field) => Ternary): Ternary {
    return any(
        ...options.map((option): Ternary => {
            if (hasVariable(option.name)) {
                return "unknown";
            }
            return option.name === name && question(new Field([], option.value));
        }),
    );
}

function isOneOf(words: readonly string[], word: string): boolean {
    return words.includes(word);
}

function listed(words: readonly string[]): string {
    return `${words.slice(0, -1).join(", ")} or ${words.at(-1) ?? ""}`;
}
