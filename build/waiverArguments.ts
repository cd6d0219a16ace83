import type { Definitions, JsonSchema } from "./argumentsSchema";

export interface WaiverArgument {
    /** `users[].from[].allowWide` */
    readonly path: string;
    readonly description: string;
    /** As the interface has it, with its rule and controls. */
    readonly schema: JsonSchema;
}

/** Every argument below these that takes a waiver: a type with reason, owner and expires. */
export function waiverArguments(args: string, definitions: Definitions): readonly WaiverArgument[] {
    return argumentsOf(args, definitions)
        .filter(({ target }) => isWaiver(target))
        .map(({ target: _, ...argument }) => argument);
}

/** The path of every argument below these, as a program writes it. */
export function argumentPaths(args: string, definitions: Definitions): readonly string[] {
    return argumentsOf(args, definitions).map(({ path }) => path);
}

interface Argument extends WaiverArgument {
    /** Its type; of a list, that of its entries. */
    readonly target: JsonSchema | undefined;
}

function argumentsOf(args: string, definitions: Definitions): readonly Argument[] {
    return below(definitions[args], "", definitions, [args]);
}

function below(
    schema: JsonSchema | undefined,
    prefix: string,
    definitions: Definitions,
    above: readonly string[],
): readonly Argument[] {
    return Object.entries(schema?.properties ?? {}).flatMap(([name, property]) => {
        const isList = property.type === "array";
        const entry = isList ? (property.items ?? {}) : property;
        const path = `${prefix}${name}${isList ? "[]" : ""}`;
        const type = nameIn(entry);
        const target = type === undefined ? entry : definitions[type];
        const description = property.description ?? target?.description ?? "";
        const argument = { path, description, schema: property, target };
        // A waiver is one argument, and a type that holds itself would never end.
        return isWaiver(target) || (type !== undefined && above.includes(type))
            ? [argument]
            : [argument, ...below(target, `${path}.`, definitions, type === undefined ? above : [...above, type])];
    });
}

function nameIn({ $ref }: JsonSchema): string | undefined {
    return $ref === undefined ? undefined : decodeURIComponent($ref.split("/").at(-1) ?? "");
}

function isWaiver(schema: JsonSchema | undefined): boolean {
    return ["reason", "owner", "expires"].every((key) => schema?.required?.includes(key) === true);
}
