/**
 * Property values as the engine puts them on the wire: plain JSON in which a secret is a map with a signature
 * and an unknown is one of a few fixed strings (pulumi/pulumi, sdk/go/common/resource/plugin/rpc.go).
 * They stay in that form from request to response, so that what came in secret goes out secret.
 */
export type Value = null | boolean | number | string | Value[] | Properties;
export interface Properties {
    [name: string]: Value;
}

const signature = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const unknowns: ReadonlySet<string> = new Set([
    unknown,
    "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // a boolean
    "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // a number
    "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // an array
    "030794c1-ac77-496b-92df-f27374a8bd58", // an asset
    "e48ece36-62e2-4504-bad9-02848725956a", // an archive
    "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // an object
]);

export function isProperties(value: Value | undefined): value is Properties {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isUnknown(value: Value | undefined): boolean {
    return typeof value === "string" && unknowns.has(value);
}

export function isSecret(value: Value | undefined): value is { [signature]: string; value: Value } {
    return isProperties(value) && value[signature] === secretSignature;
}

/** An asset, archive or resource reference: a map with another signature, opaque here. */
export function isOpaque(value: Value | undefined): boolean {
    return isProperties(value) && signature in value && !isSecret(value);
}

export function secret(value: Value): Value {
    return isSecret(value) ? value : { [signature]: secretSignature, value };
}

/** The value without its secret wrappers, at any depth; unknowns stay in. */
export function revealed(value: Value): Value {
    if (isSecret(value)) {
        return revealed(value.value);
    }
    if (Array.isArray(value)) {
        return value.map(revealed);
    }
    return isProperties(value) ? revealedProperties(value) : value;
}

export function revealedProperties(properties: Properties): Properties {
    return mapProperties(properties, revealed);
}

export function mapProperties(properties: Properties, change: (value: Value, name: string) => Value): Properties {
    return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, change(value, name)]));
}

export function someValue(value: Value, test: (value: Value) => boolean): boolean {
    if (test(value)) {
        return true;
    }
    if (Array.isArray(value)) {
        return value.some((item) => someValue(item, test));
    }
    return isProperties(value) && Object.values(value).some((item) => someValue(item, test));
}

export function hasUnknown(value: Value): boolean {
    return someValue(value, isUnknown);
}

/** The texts inside the secrets of a value. */
export function secretTexts(value: Value, inside = false): string[] {
    if (isSecret(value)) {
        return secretTexts(value.value, true);
    }
    if (typeof value === "string") {
        return inside && value !== "" && !isUnknown(value) ? [value] : [];
    }
    const items = Array.isArray(value) ? value : isProperties(value) ? Object.values(value) : [];
    return items.flatMap((item) => secretTexts(item, inside));
}

export function text(value: Value | undefined): string | undefined {
    return typeof value === "string" ? value : undefined;
}

export function flag(value: Value | undefined): boolean {
    return value === true;
}

export function count(value: Value | undefined): number | undefined {
    return typeof value === "number" ? value : undefined;
}

export function texts(value: Value | undefined): string[] {
    return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
