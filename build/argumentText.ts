import { controlKeys, type ControlKey } from "../controls";
import { rules } from "../rules";
import { controlLink, controlLinks, ruleLink } from "./ruleText";
import type { Definitions, JsonSchema } from "./argumentsSchema";

/** What docs/reference.md says of one argument, from its schema: type, meaning, default, limits, controls. */
export interface ArgumentText {
    type: string;
    meaning: string;
}

export function argumentText(property: JsonSchema, definitions: Definitions): ArgumentText {
    const meaning = property.description ?? "";
    return {
        type: typeText(property, definitions),
        meaning: [
            controlsLinked(meaning),
            ...(property.default === undefined ? [] : [`Default: \`${JSON.stringify(property.default)}\`.`]),
            ...limitsOf(property, definitions),
            ...servedBy(property, meaning),
        ].join(" "),
    };
}

/** The name under which a type stands in the reference. */
export function title(name: string): string {
    return name.replace(/Args$/, "");
}

export function linkTo(name: string): string {
    return `[${title(name)}](#${title(name).toLowerCase()})`;
}

/** The controls of the rule that a waiver in this place answers, and those that the argument serves without one. */
export function controlsOf({ waives, control = "" }: JsonSchema): readonly ControlKey[] {
    const rule = waives === undefined ? undefined : ruleOf(waives);
    const named = control.split(/,\s*/).filter((key) => key !== "");
    return [...(rule?.controls ?? []), ...named.map(controlKey)];
}

/** Every control that the text names, as a link. */
export function controlsLinked(text: string): string {
    return text.replaceAll(/\b[A-Z]+-\d+\b/g, (word) =>
        isControlKey(word) && text.includes("control") ? controlLink(word, "") : word,
    );
}

function servedBy(property: JsonSchema, described: string): readonly string[] {
    const keys = controlsOf(property).filter((key) => !new RegExp(`\\b${key}\\b`).test(described));
    const links = controlLinks(keys, "");
    const { waives } = property;
    if (waives !== undefined) {
        return [`Waives the rule ${ruleLink(ruleOf(waives).id, "rules/")}${links === "" ? "" : ` (${links})`}.`];
    }
    return links === "" ? [] : [`Serves ${links}.`];
}

function typeText(schema: JsonSchema, definitions: Definitions): string {
    const definition = definitionOf(schema, definitions);
    if (definition !== undefined) {
        const { name, schema: target } = definition;
        if (target.enum !== undefined) {
            return target.enum.map((value) => `\`${String(value)}\``).join(" or ");
        }
        return target.properties === undefined ? typeText(target, definitions) : linkTo(name);
    }
    if (schema.type === "array") {
        return `list of ${typeText(schema.items ?? {}, definitions)}`;
    }
    if (schema.type === "object" && typeof schema.additionalProperties === "object") {
        return `map of ${typeText(schema.additionalProperties, definitions)}`;
    }
    if (typeof schema.type !== "string") {
        throw new Error(`no words for the type ${JSON.stringify(schema)}`);
    }
    return schema.type;
}

/** In words, each limit that the validators hold the argument to, also where the type is a name for a number or stands in a list. */
function limitsOf(schema: JsonSchema, definitions: Definitions): readonly string[] {
    const definition = definitionOf(schema, definitions);
    const named = definition?.schema.properties === undefined ? definition?.schema : undefined;
    const held: JsonSchema = { ...named, ...schema };
    const { minimum, maximum, minItems, minLength, format, pattern, items } = held;
    return [
        ...rangeText(minimum, maximum),
        ...(minItems === undefined ? [] : [minItems === 1 ? "At least one." : `At least ${minItems}.`]),
        ...(minLength === undefined ? [] : [minLength === 1 ? "Not empty." : `At least ${minLength} characters.`]),
        ...(format === "date" ? ["A date that there is."] : format === undefined ? [] : [`Format: ${format}.`]),
        ...(pattern === undefined ? [] : [`Form: \`${pattern}\`.`]),
        ...limitsOfEach(items, definitions),
        ...limitsOfEach(mapped(named ?? schema), definitions),
    ];
}

function rangeText(minimum: number | undefined, maximum: number | undefined): readonly string[] {
    if (minimum !== undefined && maximum !== undefined) {
        return [`From ${minimum} to ${maximum}.`];
    }
    return [
        ...(minimum === undefined ? [] : [`At least ${minimum}.`]),
        ...(maximum === undefined ? [] : [`At most ${maximum}.`]),
    ];
}

function limitsOfEach(entry: JsonSchema | undefined, definitions: Definitions): readonly string[] {
    return entry === undefined ? [] : limitsOf(entry, definitions).map((limit) => `Each: ${lowerFirst(limit)}`);
}

function mapped({ additionalProperties }: JsonSchema): JsonSchema | undefined {
    return typeof additionalProperties === "object" ? additionalProperties : undefined;
}

function definitionOf(
    { $ref }: JsonSchema,
    definitions: Definitions,
): { name: string; schema: JsonSchema } | undefined {
    if ($ref === undefined) {
        return undefined;
    }
    const name = decodeURIComponent($ref.split("/").at(-1) ?? "");
    const schema = definitions[name];
    if (schema === undefined) {
        throw new Error(`there is no definition of ${name}`);
    }
    return { name, schema };
}

function ruleOf(id: string): (typeof rules)[number] {
    const rule = rules.find((each) => each.id === id);
    if (rule === undefined) {
        throw new Error(`@waives ${id}: there is no such rule`);
    }
    return rule;
}

function controlKey(key: string): ControlKey {
    if (!isControlKey(key)) {
        throw new Error(`@control ${key}: there is no such control`);
    }
    return key;
}

function isControlKey(key: string): key is ControlKey {
    return (controlKeys as readonly string[]).includes(key);
}

function lowerFirst(text: string): string {
    return text.charAt(0).toLowerCase() + text.slice(1);
}
