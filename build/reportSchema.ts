import ts from "typescript";
import {
    createFormatter,
    createParser,
    createProgram,
    DEFAULT_CONFIG,
    EnumType,
    SchemaGenerator,
    type BaseType,
    type SubNodeParser,
} from "ts-json-schema-generator";
import { controlKeys } from "../controls";

/** docs/report.schema.json: the report's JSON form, from its interface. Keys that are not in it are no mistake: they may be newer. */
export function reportSchema(): string {
    const config = {
        ...DEFAULT_CONFIG,
        path: "report/report.ts",
        tsconfig: "tsconfig.json",
        skipTypeCheck: true,
        additionalProperties: true,
    };
    const program = createProgram(config);
    const parser = createParser(program, config, (chain) => {
        chain.addNodeParser(new ControlKeyParser());
    });
    const schema = new SchemaGenerator(program, parser, createFormatter(config), config).createSchema(
        "ComplianceReport",
    );
    return `${JSON.stringify(schema, null, 2)}\n`;
}

/** The list of keys is made of lists, which the generator does not add up. */
class ControlKeyParser implements SubNodeParser {
    supportsNode(node: ts.Node): boolean {
        return ts.isTypeReferenceNode(node) && node.typeName.getText() === "ControlKey";
    }

    createType(): BaseType {
        return new EnumType("ControlKey", [...controlKeys]);
    }
}
