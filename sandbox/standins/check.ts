import { nearMiss } from "./near-miss";
import { any, asset, type PackageSchema, type PropertySpecs, type TypeSpec } from "./schema";
import { isOpaque, isProperties, isUnknown, type Properties, type Value } from "./values";

/** What is wrong with an input. `property` is its path; "" means the resource as a whole. */
export interface Problem {
    property: string;
    reason: string;
}

/** Properties the SDK does not have, missing ones, and values of another kind than the SDK's types say. */
export function checkAgainstSdk(schema: PackageSchema, type: string, inputs: Properties): Problem[] {
    const resource = schema.resources[type];
    if (resource === undefined) {
        return [{ property: "", reason: unknownType(schema, type) }];
    }
    const subject = `${type} (@pulumi/${schema.name} ${schema.version})`;
    return checkObject(schema, subject, "", resource.inputProperties, resource.requiredInputs, inputs);
}

export function unknownType(schema: PackageSchema, type: string): string {
    const known = Object.keys(schema.resources);
    const modules = [...new Set(known.map((name) => name.split(":")[1]?.split("/")[0]))].sort().join(", ");
    const meant = nearMiss(type, known);
    return (
        `@pulumi/${schema.name} ${schema.version} has no resource type ${type} in the modules that the stand-in reads ` +
        `(${modules})${meant === undefined ? "" : `; did you mean ${meant}?`}`
    );
}

function checkObject(
    schema: PackageSchema,
    subject: string,
    at: string,
    properties: PropertySpecs,
    required: readonly string[],
    value: Properties,
): Problem[] {
    const missing = required
        .filter((name) => value[name] === undefined || value[name] === null)
        .map((name) => ({ property: join(at, name), reason: `${subject} requires ${join(at, name)}` }));
    const wrong = Object.entries(value).flatMap(([name, item]) => {
        const property = join(at, name);
        const spec = properties[name];
        if (spec !== undefined) {
            return checkValue(schema, subject, property, spec, item);
        }
        if (name.startsWith("__")) {
            return [];
        }
        const meant = nearMiss(name, Object.keys(properties));
        const hint = meant === undefined ? "" : `; did you mean ${join(at, meant)}?`;
        return [{ property, reason: `${subject} has no property ${property}${hint}` }];
    });
    return [...missing, ...wrong];
}

function join(at: string, name: string): string {
    return at === "" ? name : `${at}.${name}`;
}

function checkValue(schema: PackageSchema, subject: string, at: string, spec: TypeSpec, value: Value): Problem[] {
    if (value === null || isUnknown(value) || spec.$ref === any) {
        return [];
    }
    if (spec.oneOf !== undefined) {
        const answers = spec.oneOf.map((choice) => checkValue(schema, subject, at, choice, value));
        return answers.some((problems) => problems.length === 0) ? [] : (answers.at(-1) ?? []);
    }
    const wanted = kindWanted(spec);
    const given = kindOf(value);
    if (given !== wanted) {
        return [{ property: at, reason: `${subject} expects ${article(wanted)} at ${at}, not ${article(given)}` }];
    }
    if (Array.isArray(value)) {
        return value.flatMap((item, index) =>
            spec.items === undefined ? [] : checkValue(schema, subject, `${at}[${index}]`, spec.items, item),
        );
    }
    if (!isProperties(value) || isOpaque(value)) {
        return [];
    }
    const nested = spec.$ref === undefined ? undefined : schema.types[spec.$ref.slice("#/types/".length)];
    if (nested !== undefined) {
        return checkObject(schema, subject, at, nested.properties, nested.required ?? [], value);
    }
    return Object.entries(value).flatMap(([name, item]) =>
        spec.additionalProperties === undefined
            ? []
            : checkValue(schema, subject, join(at, name), spec.additionalProperties, item),
    );
}

type Kind = "string" | "number" | "boolean" | "array" | "object" | "asset";

function kindWanted(spec: TypeSpec): Kind {
    return spec.$ref === asset ? "asset" : (spec.type ?? "object");
}

function kindOf(value: Exclude<Value, null>): Kind {
    if (isOpaque(value)) {
        return "asset";
    }
    if (Array.isArray(value)) {
        return "array";
    }
    return typeof value === "string" ? "string" : typeof value === "number" ? "number" : primitiveOrObject(value);
}

function primitiveOrObject(value: boolean | Properties): Kind {
    return typeof value === "boolean" ? "boolean" : "object";
}

function article(kind: Kind): string {
    return /^[ao]/.test(kind) ? `an ${kind}` : `a ${kind}`;
}
