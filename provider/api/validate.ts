import Ajv, { type DefinedError, type ErrorObject, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import { isUnknown } from "../core/known";
import type { Problem } from "../core/problems";
import argumentsSchema from "./arguments.schema.json";
import { components, type ComponentName } from "./components";

/**
 * Checks the form of a component's arguments against the schema that is made from its argument interface.
 * Values that preview does not know yet are accepted wherever an output may stand.
 */
export function formProblems(component: ComponentName, args: unknown): Problem[] {
    const validate = validatorOf(component);
    if (validate(args)) {
        return [];
    }
    return (validate.errors ?? []).filter(decides).map(problemOf);
}

const validators = new Map<ComponentName, ValidateFunction>();
let ajv: Ajv | undefined;

function validatorOf(component: ComponentName): ValidateFunction {
    const known = validators.get(component);
    if (known !== undefined) {
        return known;
    }
    ajv ??= schemaCompiler();
    const description = components.find(({ name }) => name === component);
    const compiled = ajv.compile({ $ref: `arguments#/definitions/${description?.args ?? component}` });
    validators.set(component, compiled);
    return compiled;
}

function schemaCompiler(): Ajv {
    // `verbose` brings each error's data and schema, from which the messages are made.
    const compiler = new Ajv({ allErrors: true, verbose: true, strict: true, allowUnionTypes: true });
    addFormats(compiler, ["date"]);
    compiler.addKeyword({ keyword: "input", schemaType: "boolean" });
    // What the reference says of an argument; they check nothing.
    compiler.addVocabulary(["waives", "control"]);
    compiler.addKeyword({
        keyword: "plain",
        schemaType: "boolean",
        validate: (_: boolean, data: unknown) => !isUnknown(data),
        errors: false,
    });
    compiler.addSchema(argumentsSchema, "arguments");
    return compiler;
}

/** An unknown value breaks every other keyword; only `plain` says whether it may stand there. */
function decides(error: ErrorObject): boolean {
    return error.keyword === "plain" || !isUnknown(error.data);
}

function problemOf(error: ErrorObject): Problem {
    // ajv's own keywords plus `plain`; DefinedError lists the former with their parameters.
    const known = error as DefinedError;
    const place = placeOf(error.instancePath);
    switch (known.keyword) {
        case "additionalProperties":
            return {
                path: join(place, known.params.additionalProperty),
                reason: `there is no such argument here; there are: ${argumentsAt(known.parentSchema)}`,
            };
        case "required":
            return { path: join(place, known.params.missingProperty), reason: "is required" };
        case "type":
            return { path: place, reason: `must be ${article(known.params.type)}, not ${kindOf(known.data)}` };
        case "enum":
            return {
                path: place,
                reason: `must be one of ${known.params.allowedValues.map((value) => JSON.stringify(value)).join(", ")}, not ${shown(known.data)}`,
            };
        case "minimum":
            return { path: place, reason: `must be ${String(known.params.limit)} or more, not ${shown(known.data)}` };
        case "maximum":
            return { path: place, reason: `must be ${String(known.params.limit)} or less, not ${shown(known.data)}` };
        case "minItems":
            return { path: place, reason: "needs at least one entry" };
        case "minLength":
            return { path: place, reason: "must not be empty" };
        case "pattern":
            return { path: place, reason: `${shown(known.data)} does not have the form ${known.params.pattern}` };
        case "format":
            return {
                path: place,
                reason: `${shown(known.data)} is not a date; write it as YYYY-MM-DD, for example 2027-03-31`,
            };
        default:
            return { path: place, reason: otherReason(error) };
    }
}

function otherReason({ keyword, message }: { keyword: string; message?: string }): string {
    return keyword === "plain"
        ? "must be known when the program runs, since it decides which resources there are: write the value, not another resource's output"
        : (message ?? keyword);
}

/** `/users/0/name` -> `users[0].name` */
function placeOf(instancePath: string): string {
    return instancePath
        .split("/")
        .slice(1)
        .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
        .reduce((path, part) => (/^\d+$/.test(part) ? `${path}[${part}]` : join(path, part)), "");
}

function join(path: string, property: string): string {
    return path === "" ? property : `${path}.${property}`;
}

function argumentsAt(schema: unknown): string {
    const properties = (schema as { properties?: object } | undefined)?.properties ?? {};
    return Object.keys(properties).sort().join(", ");
}

function shown(value: unknown): string {
    return JSON.stringify(value);
}

function article(type: string): string {
    return (
        { array: "a list", integer: "a whole number", object: "an object", boolean: "true or false" }[type] ??
        `a ${type}`
    );
}

function kindOf(value: unknown): string {
    if (value === null) return "null";
    if (Array.isArray(value)) return "a list";
    if (typeof value === "number") return Number.isInteger(value) ? "a number" : `${value}`;
    return typeof value === "boolean" ? String(value) : article(typeof value);
}
