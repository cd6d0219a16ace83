import ts from "typescript";
import { any, asset, type ObjectSpec, type PropertySpec, type TypeSpec } from "./schema";

/** Type declarations of a generated Pulumi SDK -> schema types. Anything not understood becomes "any", never an error. */
export function readProperties(pkg: string, members: Iterable<ts.TypeElement | ts.ClassElement>): ObjectSpec {
    const properties: Record<string, PropertySpec> = {};
    const required: string[] = [];
    for (const member of members) {
        const property = ts.isPropertySignature(member) || ts.isPropertyDeclaration(member) ? member : undefined;
        if (property?.type === undefined || !isNamed(property.name) || isStatic(property)) {
            continue;
        }
        const { spec, optional } = readType(pkg, property.type);
        properties[property.name.text] = spec;
        if (!optional && property.questionToken === undefined) {
            required.push(property.name.text);
        }
    }
    return { type: "object", properties, ...(required.length > 0 ? { required } : {}) };
}

/** The interfaces of types/input.d.ts: at its root and one namespace deep. */
export function readNamedTypes(
    pkg: string,
    file: ts.SourceFile,
    modules: ReadonlySet<string>,
): Record<string, ObjectSpec> {
    const types: Record<string, ObjectSpec> = {};
    const readInterfaces = (module: string, statements: Iterable<ts.Statement>): void => {
        for (const statement of statements) {
            if (ts.isInterfaceDeclaration(statement)) {
                types[typeToken(pkg, module, statement.name.text)] = readProperties(pkg, statement.members);
            } else if (ts.isModuleDeclaration(statement) && statement.body !== undefined) {
                if (ts.isModuleBlock(statement.body) && modules.has(statement.name.text)) {
                    readInterfaces(statement.name.text, statement.body.statements);
                }
            }
        }
    };
    readInterfaces("index", file.statements);
    return types;
}

function typeToken(pkg: string, module: string, name: string): string {
    return `${pkg}:${module}/${name}:${name}`;
}

function isNamed(name: ts.PropertyName): name is ts.Identifier | ts.StringLiteral {
    return ts.isIdentifier(name) || ts.isStringLiteral(name);
}

function isStatic(property: ts.PropertySignature | ts.PropertyDeclaration): boolean {
    return (
        ts.isPropertyDeclaration(property) &&
        (property.modifiers ?? []).some((modifier) => modifier.kind === ts.SyntaxKind.StaticKeyword)
    );
}

interface ReadType {
    spec: TypeSpec;
    optional: boolean;
}

function readType(pkg: string, node: ts.TypeNode): ReadType {
    const certain = (spec: TypeSpec): ReadType => ({ spec, optional: false });
    switch (node.kind) {
        case ts.SyntaxKind.StringKeyword:
            return certain({ type: "string" });
        case ts.SyntaxKind.NumberKeyword:
            return certain({ type: "number" });
        case ts.SyntaxKind.BooleanKeyword:
            return certain({ type: "boolean" });
    }
    if (ts.isUnionTypeNode(node)) {
        return readUnion(pkg, node);
    }
    if (ts.isArrayTypeNode(node)) {
        return certain({ type: "array", items: readType(pkg, node.elementType).spec });
    }
    if (ts.isTypeLiteralNode(node)) {
        const index = node.members.find(ts.isIndexSignatureDeclaration);
        return certain({
            type: "object",
            additionalProperties: index === undefined ? { $ref: any } : readType(pkg, index.type).spec,
        });
    }
    return ts.isTypeReferenceNode(node) ? readReference(pkg, node) : certain({ $ref: any });
}

function readUnion(pkg: string, node: ts.UnionTypeNode): ReadType {
    const isUndefined = (member: ts.TypeNode): boolean => member.kind === ts.SyntaxKind.UndefinedKeyword;
    const specs = node.types.filter((member) => !isUndefined(member)).map((member) => readType(pkg, member).spec);
    const distinct = [...new Map(specs.map((spec) => [JSON.stringify(spec), spec])).values()];
    const [first] = distinct;
    return {
        spec: distinct.length > 1 ? { oneOf: distinct } : (first ?? { $ref: any }),
        optional: node.types.some(isUndefined),
    };
}

function readReference(pkg: string, node: ts.TypeReferenceNode): ReadType {
    const names = qualifiedName(node.typeName);
    const [root] = names;
    const argument = node.typeArguments?.[0];
    if (root === "pulumi") {
        if (names[1] === "asset") {
            return { spec: { $ref: asset }, optional: false };
        }
        return argument === undefined ? { spec: { $ref: any }, optional: false } : readType(pkg, argument);
    }
    if (root === "inputs" || root === "outputs") {
        const name = names.at(-1) ?? "";
        const module = names.length > 2 ? (names[1] ?? "index") : "index";
        return { spec: { $ref: `#/types/${typeToken(pkg, module, name)}` }, optional: false };
    }
    // Enumerations are open strings in these SDKs; a resource given where its name is wanted arrives as its id.
    return { spec: { type: "string" }, optional: false };
}

function qualifiedName(name: ts.EntityName): string[] {
    return ts.isIdentifier(name) ? [name.text] : [...qualifiedName(name.left), name.right.text];
}
