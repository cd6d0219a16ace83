import type { ScannedImage } from "../../compliance/evidence";

/** What a scanner's report says, or why it says nothing. */
export type Scan =
    { readonly images: readonly ScannedImage[]; readonly made: string | undefined } | { readonly problem: string };

/** Names and versions come from strangers, and some are as long as they like. */
const longest = 200;

export function textIn(value: unknown): string {
    return typeof value === "string" ? value.slice(0, longest) : "";
}

export function listIn(value: unknown, key: string): readonly unknown[] {
    const inner = memberOf(value, key);
    return Array.isArray(inner) ? inner : [];
}

export function memberOf(value: unknown, ...keys: readonly string[]): unknown {
    return keys.reduce<unknown>(
        (inner, key) =>
            typeof inner === "object" && inner !== null && Object.hasOwn(inner, key)
                ? (inner as Readonly<Record<string, unknown>>)[key]
                : undefined,
        value,
    );
}

/** `ghcr.io/owner/name@sha256:…` to `sha256:…` */
export function digestsIn(references: readonly unknown[]): readonly string[] {
    return references.flatMap((reference) => /sha256:[0-9a-f]{64}$/.exec(textIn(reference))?.[0] ?? []);
}

const order = ["CRITICAL", "HIGH"] as const;

export function worstFirst<Item extends { readonly severity: (typeof order)[number]; readonly id: string }>(
    items: readonly Item[],
): readonly Item[] {
    return items.toSorted(
        (a, b) => order.indexOf(a.severity) - order.indexOf(b.severity) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
    );
}
