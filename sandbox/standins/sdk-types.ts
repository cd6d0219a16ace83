import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import ts from "typescript";
import { readNamedTypes, readProperties } from "./declarations";
import {
    any,
    type FunctionSpec,
    type ObjectSpec,
    type PackageSchema,
    type PropertySpecs,
    type ResourceSpec,
} from "./schema";

/**
 * Reads what an SDK offers from its type declarations: resource types with their arguments and outputs, nested objects,
 * functions, provider configuration. Parsed only, not type-checked: the SDK files are generated and all look alike.
 */
export interface SdkSource {
    package: string;
    directory: string;
    /** Folders of the SDK; "index" is its root. */
    modules: readonly string[];
    /** In these modules only the files named here are read. */
    only?: Readonly<Record<string, readonly string[]>>;
}

const token = /__pulumiType = ['"]([^'"]+)['"]/;
const aliasType = /\{ type: "([^"]+)" \}/g;
const secretOutputs = /additionalSecretOutputs: \[([^\]]*)\]/;
const secretInput = /\? pulumi\.secret\(args\.(\w+)\)/g;
const typeReference = "#/types/";
const invoke = /runtime\.invoke\("([^"]+)"/;

export async function readSdk(source: SdkSource): Promise<PackageSchema> {
    const manifest: unknown = JSON.parse(await readFile(path.join(source.directory, "package.json"), "utf8"));
    const version =
        typeof manifest === "object" && manifest !== null && "version" in manifest ? String(manifest.version) : "0.0.0";
    const types = await readInputTypes(source);
    const resources: Record<string, ResourceSpec> = {};
    const functions: Record<string, FunctionSpec> = {};
    for (const module of source.modules) {
        const folder = module === "index" ? source.directory : path.join(source.directory, module);
        const names = source.only?.[module] ?? (await moduleFiles(folder));
        await Promise.all(
            names.map(async (name) => {
                const [declarations, code] = await readPair(folder, name);
                const resourceToken = token.exec(code)?.[1];
                const functionToken = invoke.exec(code)?.[1];
                if (resourceToken !== undefined) {
                    const resource = readResource(source.package, declarations, code, className(resourceToken));
                    resources[resourceToken] = resource;
                    for (const alias of resource.aliases ?? []) {
                        resources[alias.type] = resource;
                    }
                } else if (functionToken !== undefined) {
                    functions[functionToken] = readFunction(source.package, declarations);
                }
            }),
        );
    }
    const [declarations, code] = await readPair(source.directory, "provider");
    const provider = readResource(source.package, declarations, code, "Provider");
    const schema = {
        name: source.package,
        version,
        config: { variables: provider.inputProperties },
        provider,
        types,
        resources,
        functions,
    };
    return withoutDanglingReferences({ ...schema, types: reachableTypes(types, [provider, resources, functions]) });
}

async function moduleFiles(folder: string): Promise<string[]> {
    const files = await readdir(folder);
    return files
        .filter((file) => file.endsWith(".d.ts"))
        .map((file) => file.slice(0, -".d.ts".length))
        .filter((name) => !["index", "provider", "utilities"].includes(name));
}

async function readPair(folder: string, name: string): Promise<[ts.SourceFile, string]> {
    const [declarations, code] = await Promise.all(
        [".d.ts", ".js"].map((extension) => readFile(path.join(folder, name + extension), "utf8")),
    );
    return [parse(name, declarations ?? ""), code ?? ""];
}

function parse(name: string, text: string): ts.SourceFile {
    return ts.createSourceFile(`${name}.d.ts`, text, {
        languageVersion: ts.ScriptTarget.ES2022,
        jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
    });
}

function className(resourceToken: string): string {
    return resourceToken.split(":")[2] ?? resourceToken;
}

function readResource(pkg: string, file: ts.SourceFile, code: string, name: string): ResourceSpec {
    const inputs = objectOf(pkg, file, `${name}Args`);
    const outputs = objectOf(pkg, file, name);
    for (const secret of namesIn(secretOutputs.exec(code)?.[1])) {
        markSecret(outputs.properties, secret);
    }
    for (const [, secret] of code.matchAll(secretInput)) {
        markSecret(inputs.properties, secret ?? "");
        markSecret(outputs.properties, secret ?? "");
    }
    const aliases = [...new Set([...code.matchAll(aliasType)].map((match) => match[1] ?? ""))];
    return {
        inputProperties: inputs.properties,
        requiredInputs: inputs.required ?? [],
        properties: outputs.properties,
        required: outputs.required ?? [],
        ...(aliases.length > 0 ? { aliases: aliases.map((type) => ({ type })) } : {}),
    };
}

function namesIn(list: string | undefined): string[] {
    return [...(list ?? "").matchAll(/"(\w+)"/g)].map((match) => match[1] ?? "");
}

function markSecret(properties: PropertySpecs, name: string): void {
    const property = properties[name];
    if (property !== undefined) {
        property.secret = true;
    }
}

function readFunction(pkg: string, file: ts.SourceFile): FunctionSpec {
    const interfaces = file.statements.filter(ts.isInterfaceDeclaration).map((statement) => statement.name.text);
    const named = (end: RegExp) => interfaces.find((name) => end.test(name)) ?? "";
    return {
        inputs: objectOf(pkg, file, named(/(?<!Output)Args$/)),
        outputs: objectOf(pkg, file, named(/Result$/)),
    };
}

function objectOf(pkg: string, file: ts.SourceFile, name: string): ObjectSpec {
    const declaration = file.statements.find(
        (statement) =>
            (ts.isInterfaceDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name?.text === name,
    );
    return declaration !== undefined && (ts.isInterfaceDeclaration(declaration) || ts.isClassDeclaration(declaration))
        ? readProperties(pkg, declaration.members)
        : { type: "object", properties: {} };
}

async function readInputTypes(source: SdkSource): Promise<Record<string, ObjectSpec>> {
    const file = path.join(source.directory, "types", "input.d.ts");
    const text = await readFile(file, "utf8").catch(() => "");
    return readNamedTypes(source.package, parse("input", text), new Set(source.modules));
}

/** The SDK names every type of every service; only those that a kept resource can reach are kept. */
function reachableTypes(types: Record<string, ObjectSpec>, roots: unknown): Record<string, ObjectSpec> {
    const kept: Record<string, ObjectSpec> = {};
    const visit = (node: unknown): void => {
        for (const [, name] of JSON.stringify(node).matchAll(/"#\/types\/([^"]+)"/g)) {
            const type = name === undefined ? undefined : types[name];
            if (name !== undefined && type !== undefined && !(name in kept)) {
                kept[name] = type;
                visit(type);
            }
        }
    };
    visit(roots);
    return kept;
}

/** Types that only outputs have (types/output.d.ts) are left open: nothing is refused by them. */
function withoutDanglingReferences(schema: PackageSchema): PackageSchema {
    const known = new Set(Object.keys(schema.types));
    const close = <Node>(node: Node): Node => {
        if (typeof node === "object" && node !== null) {
            if ("$ref" in node && typeof node.$ref === "string" && node.$ref.startsWith(typeReference)) {
                node.$ref = known.has(node.$ref.slice(typeReference.length)) ? node.$ref : any;
            }
            Object.values(node).forEach(close);
        }
        return node;
    };
    return close(schema);
}
