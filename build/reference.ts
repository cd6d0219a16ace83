import { components } from "../provider/api/components";
import { argumentText, controlsLinked, controlsOf, linkTo, title } from "./argumentText";
import { argumentDefinitions, type Definitions, type JsonSchema } from "./argumentsSchema";
import { controlLinks, ruleLink, table } from "./ruleText";
import { waiverArguments } from "./waiverArguments";

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
        "decide which resources exist; all others also take another resource's output. What breaks a type, a limit or a form is refused",
        "before anything is made. *Serves* names [controls of the guide](controls.md) that an argument has to do with.",
        "",
        `- Components: ${components.map(({ name }) => linkTo(name)).join(", ")}`,
        "- [What relaxes a control](#what-relaxes-a-control)",
        `- Types: ${types.map(([name]) => linkTo(name)).join(", ")}`,
        "",
        ...components.flatMap(({ name, args, outputs, description }) => [
            `## ${name}`,
            "",
            description,
            "",
            ...properties("Argument", definitions[args], definitions),
            "Outputs:",
            "",
            ...properties("Output", definitions[outputs], definitions, true),
        ]),
        ...relaxations(definitions),
        "## Types",
        "",
        ...types.flatMap(([name, schema]) => [
            `### ${title(name)}`,
            "",
            ...(schema.description === undefined ? [] : [oneLine(controlsLinked(schema.description)), ""]),
            `Stands in ${placesOf(name, definitions).join(", ")}.`,
            "",
            ...properties("Field", schema, definitions),
        ]),
    ].join("\n");
}

function relaxations(definitions: Definitions): readonly string[] {
    const weakened = components
        .map(({ name, args }) => ({ name, waivers: waiverArguments(args, definitions) }))
        .filter(({ waivers }) => waivers.length > 0);
    return [
        "## What relaxes a control",
        "",
        "These arguments take a [Waiver](#waiver) in place of a value, `{ reason, owner, expires, ticket? }`; without it the weaker setting is",
        "not to be had. It is stamped, as an annotation, on what it weakens, under the rule that fails there. That finding then counts as",
        "waived until the waiver's last day, which the policy pack, the audit and the report judge.",
        "",
        ...weakened.flatMap(({ name, waivers }) => [
            `Of a ${linkTo(name)}:`,
            "",
            ...table(
                ["Argument", "What it accepts", "Rule", "Controls"],
                waivers.map(({ path, description, schema }) => [
                    `\`${path}\``,
                    // The last column has them.
                    description.replace(/ \(controls? [A-Z0-9, -]+\)/, ""),
                    schema.waives === undefined ? "none" : ruleLink(schema.waives, "rules/"),
                    controlLinks(controlsOf(schema), ""),
                ]),
            ),
        ]),
        "[The hardening guide](hardening/postgres.md#what-each-argument-relaxes) also lists what relaxes a control without a waiver.",
        "",
    ];
}

function properties(
    heading: string,
    schema: JsonSchema | undefined,
    definitions: Definitions,
    outputs = false,
): readonly string[] {
    return table(
        [heading, "Type", "Meaning"],
        Object.entries(schema?.properties ?? {}).map(([name, property]) => {
            const required = schema?.required?.includes(name) === true && !outputs;
            const { type, meaning } = argumentText(property, definitions);
            return [
                `\`${name}\`${required ? " (required)" : ""}`,
                `${type}${property.plain === true && !outputs ? ", plain" : ""}`,
                meaning,
            ];
        }),
    );
}

/** The arguments and outputs of this type, each with whose it is. */
function placesOf(type: string, definitions: Definitions): readonly string[] {
    const component = (name: string): string =>
        components.find(({ args, outputs }) => [args as string, outputs as string].includes(name))?.name ?? name;
    const reference = `#/definitions/${type}`;
    const holds = ({ $ref, items, additionalProperties }: JsonSchema): boolean =>
        ($ref !== undefined && decodeURIComponent($ref) === reference) ||
        (items !== undefined && holds(items)) ||
        (typeof additionalProperties === "object" && holds(additionalProperties));
    const places = Object.entries(definitions).flatMap(([name, schema]) =>
        Object.entries(schema.properties ?? {})
            .filter(([, property]) => holds(property))
            .map(([property]) => `${linkTo(component(name))} \`${property}\``),
    );
    return [...new Set(places)];
}

function oneLine(text: string): string {
    return text.replaceAll(/\s*\n\s*/g, " ");
}
