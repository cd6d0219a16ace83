/**
 * How values travel between engine, SDK and plugin: JSON in which a map with a signature stands for what JSON has no word for
 * (pulumi/pulumi sdk/nodejs/runtime/rpc.ts; sdk/go/common/resource/plugin/rpc.go).
 */
const signature = "4dabf18193072939515e22adb298388d";
const secretMark = "1b47061264138c4ac30d75fd1eb44270";
const outputMark = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
/** Stands for a value that preview does not know. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export type Wire = null | boolean | number | string | Wire[] | { [key: string]: Wire };
export type WireObject = Record<string, Wire>;

export function secret(value: Wire): Wire {
    return { [signature]: secretMark, value };
}

/** An output of another resource, as engines that speak output values send it. No `value`: preview does not know it. */
export function output({
    value,
    isSecret = false,
    dependencies = [],
}: {
    value?: Wire;
    isSecret?: boolean;
    dependencies?: string[];
}): Wire {
    return { [signature]: outputMark, ...(value !== undefined && { value }), secret: isSecret, dependencies };
}

/** The values without their marks; what is not known is {@link unknown}. */
export function unmarked(wire: Wire): Wire {
    if (Array.isArray(wire)) {
        return wire.map(unmarked);
    }
    if (!isObject(wire)) {
        return wire;
    }
    if (signature in wire) {
        return wire["value"] === undefined ? unknown : unmarked(wire["value"]);
    }
    return Object.fromEntries(Object.entries(wire).map(([key, value]) => [key, unmarked(value)]));
}

/** The values as a state holds them: marks of secrets, and no others. */
export function stored(wire: Wire): Wire {
    if (Array.isArray(wire)) {
        return wire.map(stored);
    }
    if (!isObject(wire)) {
        return wire;
    }
    if (signature in wire) {
        const value = wire["value"] === undefined ? unknown : stored(wire["value"]);
        return wire[signature] === secretMark || wire["secret"] === true ? secret(value) : value;
    }
    return Object.fromEntries(Object.entries(wire).map(([key, value]) => [key, stored(value)]));
}

/** Every text in `wire` that no secret mark covers, with its path. */
export function openTexts(wire: Wire, path = ""): { path: string; text: string }[] {
    if (typeof wire === "string") {
        return [{ path, text: wire }];
    }
    if (Array.isArray(wire)) {
        return wire.flatMap((entry, index) => openTexts(entry, `${path}[${index}]`));
    }
    if (!isObject(wire) || isSecret(wire)) {
        return [];
    }
    if (signature in wire) {
        return wire["value"] === undefined ? [] : openTexts(wire["value"], path);
    }
    return Object.entries(wire).flatMap(([key, value]) => openTexts(value, path === "" ? key : `${path}.${key}`));
}

/** True when a mark says that all of `wire` is secret. */
export function isSecret(wire: Wire | undefined): boolean {
    return (
        isObject(wire) &&
        (wire[signature] === secretMark || (wire[signature] === outputMark && wire["secret"] === true))
    );
}

/** True when nothing of `wire` is left open: it is not known itself. */
export function isUnknown(wire: Wire | undefined): boolean {
    return wire !== undefined && unmarked(wire) === unknown;
}

export function isObject(wire: Wire | undefined): wire is WireObject {
    return typeof wire === "object" && wire !== null && !Array.isArray(wire);
}

/** The value at a path such as `spec.template.spec.containers[0].image`; undefined when there is none. */
export function valueAt(wire: Wire, path: string): Wire | undefined {
    return path
        .split(/[.[\]]+/)
        .filter((part) => part !== "")
        .reduce<Wire | undefined>((place, part) => {
            if (Array.isArray(place)) return place[Number(part)];
            return isObject(place) ? place[part] : undefined;
        }, wire);
}

/** The text at a path; anything else there is an error. */
export function textAt(wire: Wire, path: string): string {
    const value = valueAt(wire, path);
    if (typeof value !== "string") {
        throw new Error(`${path} is no text but ${JSON.stringify(value)}`);
    }
    return value;
}
