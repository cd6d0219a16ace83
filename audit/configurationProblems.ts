import Ajv, { type DefinedError, type ErrorObject, type ValidateFunction } from "ajv";
import { formatPath, type Path } from "../rules/path";
import { redact } from "../rules/redact";
import type { Severity } from "../rules/rule";
import schema from "./configuration.schema.json";

/** The file as it is written: what configuration.schema.json lets through. */
export interface Written {
    readonly rules?: Readonly<
        Record<string, { readonly off?: { readonly reason: string }; readonly severity?: Severity }>
    >;
    readonly failOn?: Severity | "never";
    readonly waivers?: string;
    readonly baseline?: string;
    readonly scope?: "databases" | "everything";
    readonly selectors?: readonly { readonly labels: Readonly<Record<string, string>> }[];
    readonly complete?: boolean;
    readonly exclude?: readonly string[];
}

export interface ConfigurationProblem {
    readonly path: Path;
    /** What was seen where, and what to write instead. */
    readonly message: string;
}

let validator: ValidateFunction<Written> | undefined;

export function isWritten(value: unknown): value is Written {
    // `verbose` brings each error's value and schema, from which the messages are made.
    validator ??= new Ajv({ allErrors: true, verbose: true, strict: true }).compile<Written>(schema);
    return validator(value);
}

export function configurationProblems(value: unknown, knownRules: readonly string[]): readonly ConfigurationProblem[] {
    const ofForm = isWritten(value) ? [] : onePerPlace(validator?.errors ?? []).map(problemOf);
    return [...ofForm, ...unknownRules(value, knownRules)];
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

function problemOf(error: ErrorObject): ConfigurationProblem {
    // Only ajv's own keywords are used; DefinedError lists them with their parameters.
    const known = error as DefinedError;
    const path = pathOf(error.instancePath);
    const place = path.length === 0 ? "the file" : formatPath(path);
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

function unknownRules(value: unknown, knownRules: readonly string[]): readonly ConfigurationProblem[] {
    const settings = isMapping(value) ? value["rules"] : undefined;
    return Object.keys(isMapping(settings) ? settings : {})
        .filter((id) => !knownRules.includes(id))
        .map((id) => {
            const path = ["rules", id];
            return {
                path,
                message: `${formatPath(path)}: there is no rule of this id; write it as a finding shows it`,
            };
        });
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

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
