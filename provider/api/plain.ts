import * as pulumi from "@pulumi/pulumi";
import type { Problem } from "../core/problems";
import argumentsSchema from "./arguments.schema.json";
import { components, type ComponentName } from "./components";

interface Schema {
    $ref?: string;
    type?: string;
    plain?: boolean;
    properties?: Record<string, Schema>;
    items?: Schema;
    additionalProperties?: boolean | Schema;
}

const definitions: Record<string, Schema> = argumentsSchema.definitions;

/**
 * Outputs in places where the interface wants a plain value. SDKs of typed languages do not let them through, YAML and Python do,
 * and so does a secret: a component would take the output itself for the value.
 */
export function outputProblems(component: ComponentName, inputs: pulumi.Inputs): Problem[] {
    const description = components.find(({ name }) => name === component);
    return search("", inputs, { $ref: description?.args ?? component });
}

function search(path: string, value: unknown, given: Schema): Problem[] {
    if (pulumi.Output.isInstance(value)) {
        return given.plain === true ? [{ path, reason }] : [];
    }
    const schema = { ...definitions[given.$ref?.split("/").at(-1) ?? ""], ...given };
    if (Array.isArray(value)) {
        return value.flatMap((entry, index) => search(`${path}[${index}]`, entry, schema.items ?? {}));
    }
    if (typeof value !== "object" || value === null) {
        return [];
    }
    const others = typeof schema.additionalProperties === "object" ? schema.additionalProperties : {};
    return Object.entries(value).flatMap(([key, entry]) =>
        search(path === "" ? key : `${path}.${key}`, entry, schema.properties?.[key] ?? others),
    );
}

const reason =
    "is another resource's output or a secret, but it decides which resources there are: write the value itself; " +
    "outputs and secrets may stand in the fields that docs/reference.md does not call plain";
