import { SecretValue } from "./value";

/*
 * Values as they stand in a subject. Rules read fields (field.ts); what looks at every value of every object reads these, since a field
 * for each takes several times as long.
 */

/** Without Pulumi's secret mark. */
export function unmarked(content: unknown): unknown {
    return content instanceof SecretValue ? unmarked(content.inside) : content;
}

/** Also what is not known yet, which has no entries. */
export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A scalar as text; undefined of anything else. */
export function textOf(value: unknown): string | undefined {
    return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
        ? String(value)
        : undefined;
}
