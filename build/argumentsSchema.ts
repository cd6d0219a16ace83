import ts from "typescript";
import {
    AnnotatedNodeParser,
    AnnotatedType,
    createFormatter,
    createParser,
    createProgram,
    DEFAULT_CONFIG,
    ExtendedAnnotationsReader,
    SchemaGenerator,
    type BaseType,
    type Context,
    type NodeParser,
    type SubNodeParser,
} from "ts-json-schema-generator";
import { components } from "../provider/api/components";

/** The part of JSON Schema that the argument interfaces turn into. */
export interface JsonSchema {
    $ref?: string;
    type?: string | string[];
    description?: string;
    default?: unknown;
    enum?: unknown[];
    minimum?: number;
    maximum?: number;
    minItems?: number;
    minLength?: number;
    format?: string;
    pattern?: string;
    properties?: Record<string, JsonSchema>;
    required?: string[];
    items?: JsonSchema;
    additionalProperties?: boolean | JsonSchema;
    /** An output of another resource may stand here. */
    input?: boolean;
    /** Only a value known when the program runs may stand here. */
    plain?: boolean;
    /** The rule that the waiver in this place answers. */
    waives?: string;
    /** Keys of the controls that an argument serves beside those of its rule: `NM-4, NM-5`. */
    control?: string;
    [keyword: string]: unknown;
}

export type Definitions = Record<string, JsonSchema>;

/** Every interface of the public API. */
export function argumentDefinitions(): Definitions {
    return definitionsOf(
        "provider/api/api.ts",
        components.flatMap(({ args, outputs }) => [args, outputs]),
    );
}

/** Reads the interfaces of these names that `entry` exports, and whatever they refer to. */
export function definitionsOf(entry: string, names: readonly string[]): Definitions {
    const config = {
        ...DEFAULT_CONFIG,
        path: entry,
        tsconfig: "tsconfig.json",
        skipTypeCheck: true,
        additionalProperties: false,
        extraTags: ["waives", "control"],
    };
    const program = createProgram(config);
    const parser = createParser(program, config, (chain) => {
        const reader = new ExtendedAnnotationsReader(program.getTypeChecker(), new Set(config.extraTags));
        chain.addNodeParser(new AnnotatedNodeParser(new InputParser(chain as unknown as NodeParser), reader));
    });
    const generator = new SchemaGenerator(program, parser, createFormatter(config), config);
    const found = names.flatMap((name) =>
        Object.entries((generator.createSchema(name).definitions ?? {}) as Definitions),
    );
    return Object.fromEntries(
        found
            .map(([name, definition]) => [name, markPlain(definition)] as const)
            .sort(([a], [b]) => a.localeCompare(b, "en")),
    );
}

/** `pulumi.Input<T>` and `pulumi.Output<T>` mean T, of which the schema must know that an output may stand there. */
class InputParser implements SubNodeParser {
    constructor(private readonly types: NodeParser) {}

    supportsNode(node: ts.Node): boolean {
        return ts.isTypeReferenceNode(node) && ["pulumi.Input", "pulumi.Output"].includes(node.typeName.getText());
    }

    createType(node: ts.TypeReferenceNode, context: Context): BaseType {
        const inner = node.typeArguments?.[0];
        if (inner === undefined) {
            throw new Error(`${node.getSourceFile().fileName}: ${node.getText()} needs a type argument`);
        }
        return new AnnotatedType(this.types.createType(inner, context), { input: true }, false);
    }
}

/** Everything not declared as an input is plain, which the schema says outright so that a validator can refuse an unknown there. */
function markPlain(schema: JsonSchema): JsonSchema {
    const { properties, items, additionalProperties } = schema;
    return {
        ...schema,
        ...(properties && {
            properties: Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, marked(value)])),
        }),
        ...(items && { items: marked(items) }),
        ...(typeof additionalProperties === "object" && { additionalProperties: marked(additionalProperties) }),
    };
}

function marked(schema: JsonSchema): JsonSchema {
    const inner = markPlain(schema);
    return schema.input === true ? inner : { ...inner, plain: true };
}
