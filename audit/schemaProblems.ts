import type { DefinedError, ErrorObject } from "ajv";
import { formatPath, type Path } from "../rules/path";
import { redact } from "../rules/redact";

/** What is wrong with a file that a JSON Schema describes. */
export interface SchemaProblem {
    readonly path: Path;
    /** What was seen where, and what to write instead. */
    readonly message: string;
}

/**
 * What ajv (with `allErrors` and `verbose`) has to say, in words of ours: the schema's `description` says what to write.
 * `whole` is what the whole value is called.
 */
export function schemaProblems(errors: readonly ErrorObject[], whole: string): readonly SchemaProblem[] {
    return onePerPlace(errors).map((error) => problemOf(error, whole));
}

/** A value of the wrong type breaks its list of values as well; the first of them says enough. */
function onePerPlace(errors: readonly ErrorObject[]): readonly ErrorObject[] {
    return errors.filter(
        (error, index) =>
            error.keyword === "additionalProperties" ||
            errors.findIndex(({ instancePath, keyword }) => {
                return instancePath === error.instancePath && keyword !== "additionalProperties";
            }) === index,
    );
}

function problemOf(error: ErrorObject, whole: string): SchemaProblem {
    // Only ajv's own keywords are used; DefinedError lists them with their parameters.
    const known = error as DefinedError;
    const path = pathOf(error.instancePath);
    const place = path.length === 0 ? whole : formatPath(path);
    const wanted = descriptionOf(error);
    switch (known.keyword) {
        case "additionalProperties": {
            const stray = [...path, known.params.additionalProperty];
            return { path: stray, message: `${formatPath(stray)}: there is no such key; write ${keysOf(error)}` };
        }
        case "required":
            return { path, message: `${place} has no ${known.params.missingProperty}: write ${wanted}` };
        case "minProperties":
            return { path, message: `${place} is empty: write ${wanted}` };
        default:
            return { path, message: `${place} is ${seen(error.data)}: write ${wanted}` };
    }
}

/** `/rules/a~1b/off` to its segments. */
function pathOf(pointer: string): Path {
    return pointer
        .split("/")
        .slice(1)
        .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
        .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

function keysOf({ parentSchema }: ErrorObject): string {
    const properties: unknown = parentSchema?.["properties"];
    const keys = Object.keys(isMapping(properties) ? properties : {});
    return keys.length < 2 ? keys.join() : `${keys.slice(0, -1).join(", ")} or ${keys.at(-1) ?? ""}`;
}

function descriptionOf({ parentSchema }: ErrorObject): string {
    const description: unknown = parentSchema?.["description"];
    return typeof description === "string" ? description : "what the documentation says";
}

function seen(value: unknown): string {
    if (Array.isArray(value)) {
        return "a list";
    }
    if (isMapping(value)) {
        return "a mapping";
    }
    const text = JSON.stringify(value);
    return redact(text.length > 80 ? `${text.slice(0, 80)}...` : text);
}

export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
