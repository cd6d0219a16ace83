import type { Definitions, JsonSchema } from "./argumentsSchema";
import type { ComponentDescription } from "../provider/api/components";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json | undefined };
type Spec = { [key: string]: Json | undefined };

export interface Package {
    name: string;
    version: string;
    dependencies: Record<string, string>;
}

/** Makes the Pulumi package schema from the definitions of the argument and output interfaces. */
export function pulumiSchema(
    definitions: Definitions,
    components: readonly ComponentDescription[],
    pkg: Package,
): Spec {
    // SDKs add "Args" to the names of input types by themselves.
    const token = (name: string): string => `${pkg.name}:index:${name.replace(/Args$/, "")}`;
    const ofComponents = new Set(components.flatMap(({ args, outputs }) => [args, outputs]));

    const typeSpec = (schema: JsonSchema): Spec => {
        const plain = schema.plain === true ? { plain: true } : {};
        if (schema.$ref !== undefined) {
            const name = decodeURIComponent(schema.$ref.split("/").at(-1) ?? "");
            const named = definitions[name];
            if (named?.properties === undefined && typeof named?.additionalProperties === "object") {
                return { ...typeSpec(schema.plain === true ? named : withoutPlain(named)), ...plain };
            }
            if (named !== undefined && named.properties === undefined && named.enum === undefined) {
                // A name for a number or a text with limits: the limits are the validator's, to a program it is a number or a text.
                return { ...typeSpec(named), ...plain };
            }
            return { $ref: `#/types/${token(name)}`, ...plain };
        }
        switch (schema.type) {
            case "array":
                return { type: "array", items: typeSpec(schema.items ?? {}), ...plain };
            case "object":
                return {
                    type: "object",
                    additionalProperties: typeSpec(schema.additionalProperties as JsonSchema),
                    ...plain,
                };
            case "string":
            case "boolean":
            case "integer":
            case "number":
                return { type: schema.type, ...plain };
            default:
                throw new Error(`no Pulumi type for ${JSON.stringify(schema)}`);
        }
    };

    const properties = (schema: JsonSchema | undefined, outputs = false): Spec =>
        Object.fromEntries(
            Object.entries(schema?.properties ?? {}).map(([name, property]) => [
                name,
                { ...typeSpec(outputs ? withoutPlain(property) : property), description: describe(property) },
            ]),
        );

    const types = Object.entries(definitions)
        .filter(
            ([name, schema]) =>
                !ofComponents.has(name) && (schema.properties !== undefined || schema.enum !== undefined),
        )
        .map(([name, schema]) => [
            token(name),
            schema.enum ? enumSpec(schema) : objectSpec(schema, properties(schema)),
        ]);

    const resources = components.map((component) => {
        const args = definitions[component.args];
        const outputs = definitions[component.outputs];
        if (args === undefined || outputs === undefined) {
            throw new Error(`${component.name}: api.ts must export ${component.args} and ${component.outputs}`);
        }
        return [
            token(component.name),
            {
                isComponent: true,
                description: component.description,
                inputProperties: properties(args),
                requiredInputs: [...(args.required ?? [])],
                properties: properties(outputs, true),
                required: [...(outputs.required ?? [])],
            },
        ];
    });

    return {
        name: pkg.name,
        version: pkg.version,
        displayName: "hardened-db",
        description: "Hardened databases on Kubernetes as Pulumi components.",
        keywords: ["pulumi", "category/infrastructure", "kind/component", "kubernetes", "database", "security"],
        license: "Apache-2.0",
        // `gen-sdk` then makes what `package add` makes: the Go SDK is a module.
        meta: { supportPack: true },
        language: languages(pkg),
        types: Object.fromEntries(types) as Spec,
        resources: Object.fromEntries(resources) as Spec,
    };
}

function languages({ name, version, dependencies }: Package): Spec {
    return {
        nodejs: {
            packageName: `@${name}/pulumi`,
            packageDescription: "Hardened databases on Kubernetes as Pulumi components.",
            respectSchemaVersion: true,
            dependencies: {
                "@pulumi/pulumi": `^${dependencies["@pulumi/pulumi"] ?? version}`,
                "@types/node": "^20",
                typescript: "^5.9.3",
            },
        },
        python: { packageName: "hardened_db", respectSchemaVersion: true, pyproject: { enabled: true } },
        go: {
            importBasePath: "hardened-db.invalid/sdk/go/hardeneddb",
            rootPackageName: "hardeneddb",
            respectSchemaVersion: true,
        },
        csharp: { respectSchemaVersion: true },
        java: { buildFiles: "none" },
    };
}

function enumSpec(schema: JsonSchema): Spec {
    const values = (schema.enum ?? []).map((value) => ({ value: value as string }));
    return { type: "string", description: schema.description, enum: values };
}

function objectSpec(schema: JsonSchema, properties: Spec): Spec {
    return { type: "object", description: schema.description, properties, required: [...(schema.required ?? [])] };
}

/** Defaults are applied in one place, the component; the schema tells them in words. */
function describe(property: JsonSchema): string {
    const fallback = property.default === undefined ? "" : `\n\nDefault: \`${JSON.stringify(property.default)}\`.`;
    return `${property.description ?? ""}${fallback}`;
}

function withoutPlain(schema: JsonSchema): JsonSchema {
    const { plain: _plain, items, additionalProperties, ...rest } = schema;
    return {
        ...rest,
        ...(items && { items: withoutPlain(items) }),
        ...(typeof additionalProperties === "object" && { additionalProperties: withoutPlain(additionalProperties) }),
    };
}
