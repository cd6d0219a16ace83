import type { Definitions, JsonSchema } from "./argumentsSchema";

export interface WaiverArgument {
    /** `users[].from[].allowWide` */
    readonly path: string;
    readonly description: string;
}

/** Every argument below these that takes a waiver: a type with reason, owner and expires. */
export function waiverArguments(args: string, definitions: Definitions): readonly WaiverArgument[] {
    return below(definitions[args], "", definitions, [args]);
}

function below(
    schema: JsonSchema | undefined,
    prefix: string,
    definitions: Definitions,
    above: readonly string[],
): readonly WaiverArgument[] {
    return Object.entries(schema?.properties ?? {}).flatMap(([name, property]) => {
        const isList = property.type === "array";
        const target = isList ? (property.items ?? {}) : property;
        const path = `${prefix}${name}${isList ? "[]" : ""}`;
        const type = nameIn(target);
        const definition = type === undefined ? target : definitions[type];
        if (isWaiver(definition)) {
            return [{ path, description: property.description ?? definition?.description ?? "" }];
        }
        // A type that holds itself would never end.
        return type !== undefined && above.includes(type)
            ? []
            : below(definition, `${path}.`, definitions, type === undefined ? above : [...above, type]);
    });
}

function nameIn({ $ref }: JsonSchema): string | undefined {
    return $ref === undefined ? undefined : decodeURIComponent($ref.split("/").at(-1) ?? "");
}

function isWaiver(schema: JsonSchema | undefined): boolean {
    return ["reason", "owner", "expires"].every((key) => schema?.required?.includes(key) === true);
}
