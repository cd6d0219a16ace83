import ipaddr from "ipaddr.js";
import type { Ternary } from "../ternary";
import { literalsOf } from "../text";
import type { Column, Token } from "./pgHbaTokens";

export type Family = "v4" | "v6";

/** Whom the address columns of a line speak of. */
export interface Address {
    /** Whether every client of the family is meant. */
    readonly everyone: Readonly<Record<Family, Ternary>>;
    /** The only family that is meant; absent where it is both, or not known. */
    readonly family?: Family;
    /** A variable decides what it stands for. */
    readonly open: boolean;
}

/** The names of spec.podSelectorRefs, which CloudNativePG takes in an address: `${podselector:NAME}`. */
export type PodSelectors = ReadonlySet<string> | "unknown";

export interface ReadAddress {
    readonly address: Address;
    /** How many columns it took: two where the mask stands apart. */
    readonly columns: 1 | 2;
}

const somebody: Address = { everyone: { v4: false, v6: false }, open: false };
const everybody: Address = { everyone: { v4: true, v6: true }, open: false };
const anybody: Address = { everyone: { v4: "unknown", v6: "unknown" }, open: true };

const podSelector = /\$\{podselector:([^}]*)\}/;

/** As parse_hba_line in hba.c reads it; what is wrong with it, as text, where it cannot be read. */
export function readAddress(
    column: Column,
    following: readonly Column[],
    selectors: PodSelectors,
): ReadAddress | string {
    const [token] = column;
    if (token === undefined || column.length > 1) {
        return "the address column takes one address: write a line for each";
    }
    if (token.open) {
        return readOpen(token, following, selectors);
    }
    if (!token.quoted && ["all", "samehost", "samenet"].includes(token.text)) {
        return { address: token.text === "all" ? everybody : somebody, columns: 1 };
    }
    const [base = "", ...masks] = token.text.split("/");
    const network = parsed(base);
    if (network === undefined) {
        return readName(token.text);
    }
    if (masks.length > 0) {
        const bits = masks.join("/");
        const most = network.family === "v4" ? 32 : 128;
        return /^\d+$/.test(bits) && Number(bits) <= most
            ? { address: within(network.family, Number(bits) === 0), columns: 1 }
            : `${token.text} has no prefix length from 0 to ${most}`;
    }
    const [next] = following;
    const [mask] = next ?? [];
    if (mask?.open === true && next?.length === 1) {
        return { address: { ...within(network.family, false), everyone: anybody.everyone }, columns: 2 };
    }
    const range = mask === undefined || next?.length !== 1 ? undefined : parsed(mask.text);
    if (range === undefined) {
        const whole = network.family === "v4" ? 32 : 128;
        return `${token.text} has no mask: write ${token.text}/${whole}, or the network that it is in`;
    }
    return range.family === network.family
        ? { address: within(network.family, range.zero), columns: 2 }
        : `${token.text} and its mask are not of one family`;
}

/** With a variable in it, or from a file. */
function readOpen(token: Token, following: readonly Column[], selectors: PodSelectors): ReadAddress | string {
    const selector = podSelector.exec(token.text);
    if (selector?.[1] !== undefined) {
        if (selector[0] !== token.text) {
            return `${selector[0]} stands for whole addresses: nothing can stand beside it`;
        }
        return selectors === "unknown" || selectors.has(selector[1])
            ? { address: somebody, columns: 1 }
            : `spec.podSelectorRefs has no ${selector[1]}`;
    }
    const tail = literalsOf(token.text).at(-1) ?? "";
    if (/\/0*[1-9]\d*$/.test(tail) || /\.[a-z][\w-]*$/i.test(tail)) {
        return { address: { ...somebody, open: true }, columns: 1 };
    }
    const isApart = !token.text.includes("/") && mayBeMask(following);
    return { address: anybody, columns: isApart ? 2 : 1 };
}

/** An address, or a variable with what may be the method behind it. */
function mayBeMask([next, behind]: readonly Column[]): boolean {
    const [mask] = next ?? [];
    const [method] = behind ?? [];
    return mask !== undefined && (mask.open ? method?.text.includes("=") === false : parsed(mask.text) !== undefined);
}

function readName(text: string): ReadAddress | string {
    const name = text.replace(/^\./, "").replace(/\.$/, "");
    if (text.includes("/")) {
        return `${text} is no CIDR; a host name takes no prefix length`;
    }
    // PostgreSQL takes anything for a name; one that ends in a number is an address gone wrong, and would never match.
    const valid =
        name.split(".").every((label) => /^[a-z0-9_]([\w-]*[a-z0-9_])?$/i.test(label)) && !/(^|\.)\d+$/.test(name);
    return valid ? { address: somebody, columns: 1 } : `${text} is neither a keyword, nor a host name, nor a CIDR`;
}

function within(family: Family, whole: boolean): Address {
    return { everyone: { v4: whole && family === "v4", v6: whole && family === "v6" }, family, open: false };
}

function parsed(text: string): { readonly family: Family; readonly zero: boolean } | undefined {
    if (!ipaddr.isValid(text)) {
        return undefined;
    }
    const address = ipaddr.parse(text);
    return { family: address.kind() === "ipv4" ? "v4" : "v6", zero: address.toByteArray().every((byte) => byte === 0) };
}
