export type JsonRecord = Record<string, unknown>;

export function isRecord(value: unknown): value is JsonRecord {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What stands at a path (`at(deployment, "spec", "template")`); undefined when any step is missing. */
export function at(value: unknown, ...steps: readonly string[]): unknown {
    return steps.reduce<unknown>((inner, step) => (isRecord(inner) ? inner[step] : undefined), value);
}

export function textAt(value: unknown, ...steps: readonly string[]): string | undefined {
    const found = at(value, ...steps);
    return typeof found === "string" ? found : undefined;
}

export function recordsAt(value: unknown, ...steps: readonly string[]): JsonRecord[] {
    const found = at(value, ...steps);
    return Array.isArray(found) ? found.filter(isRecord) : [];
}

export function textsAt(value: unknown, ...steps: readonly string[]): string[] {
    const found = at(value, ...steps);
    return Array.isArray(found) ? found.filter((item): item is string => typeof item === "string") : [];
}
