import { components } from "../provider/api/components";
import { argumentDefinitions, type Definitions, type JsonSchema } from "./argumentsSchema";

/** docs/reference.md: every argument and output of the public API, from the comments of its interfaces. */
export function reference(definitions: Definitions = argumentDefinitions()): string {
    const named = new Set<string>(components.flatMap(({ args, outputs }) => [args, outputs]));
    const types = Object.entries(definitions).filter(
        ([name, { properties }]) => properties !== undefined && !named.has(name),
    );
    return [
        "# Reference",
        "",
        "Made by `make docs` from the argument interfaces; do not edit. *Plain* arguments must be known when the program runs, since they",
        "decide which resources exist; all others also take another resource's output.",
        "",
        ...components.flatMap(({ name, args, outputs, description }) => [
            `## ${name}`,
            "",
            description,
            "",
            ...table("Argument", definitions[args], definitions),
            "Outputs:",
            "",
            ...table("Output", definitions[outputs], definitions, true),
        ]),
        "## Types",
        "",
        ...types.flatMap(([name, schema]) => [
            `### ${title(name)}`,
            "",
            ...(schema.description === undefined ? [] : [oneLine(schema.description), ""]),
            ...table("Field", schema, definitions),
        ]),
    ].join("\n");
}

function table(heading: string, schema: JsonSchema | undefined, definitions: Definitions, outputs = false): string[] {
    const rows = Object.entries(schema?.properties ?? {}).map(([name, property]) => {
        const required = schema?.required?.includes(name) === true;
        const kind = `${typeText(property, definitions)}${property.plain === true && !outputs ? ", plain" : ""}`;
        const fallback = property.default === undefined ? "" : ` Default: \`${JSON.stringify(property.default)}\`.`;
        return `| \`${name}\`${required && !outputs ? " (required)" : ""} | ${kind} | ${oneLine(property.description ?? "")}${fallback}${limits(property)} |`;
    });
    return [`| ${heading} | Type | Meaning |`, "|---|---|---|", ...rows, ""];
}

function typeText(schema: JsonSchema, definitions: Definitions): string {
    if (schema.$ref !== undefined) {
        const name = decodeURIComponent(schema.$ref.split("/").at(-1) ?? "");
        const definition = definitions[name];
        if (definition?.enum !== undefined) {
            return definition.enum.map((value) => `\`${String(value)}\``).join(" or ");
        }
        return definition?.properties === undefined
            ? typeText(definition ?? {}, definitions)
            : `[${title(name)}](#${title(name).toLowerCase()})`;
    }
    if (schema.type === "array") {
        return `list of ${typeText(schema.items ?? {}, definitions)}`;
    }
    if (schema.type === "object" && typeof schema.additionalProperties === "object") {
        return `map of ${typeText(schema.additionalProperties, definitions)}`;
    }
    return String(schema.type ?? "any");
}

function limits({ minimum, minItems, pattern }: JsonSchema): string {
    return [
        minimum === undefined ? "" : ` At least ${minimum}.`,
        minItems === undefined ? "" : " At least one.",
        pattern !== undefined ? ` Form: \`${pattern.replaceAll("|", "\\|")}\`.` : "",
    ].join("");
}

function title(name: string): string {
    return name.replace(/Args$/, "");
}

function oneLine(text: string): string {
    return text.replaceAll(/\s*\n\s*/g, " ").replaceAll("|", "\\|");
}
