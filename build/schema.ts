import { readFileSync, writeFileSync } from "node:fs";
import { contentOf } from "./files";
import { components } from "../provider/api/components";
import { argumentDefinitions } from "./argumentsSchema";
import { pulumiSchema, type Package } from "./pulumiSchema";

/**
 * The schema pipeline: argument interfaces -> JSON Schema, which the validators use -> Pulumi schema, from which SDKs are made.
 * Both files are checked in; a test compares them (build/drift.test.ts).
 */
export function schemas(): Record<string, string> {
    const pkg = JSON.parse(readFileSync("package.json", "utf8")) as Package;
    const definitions = argumentDefinitions();
    const text = (content: unknown): string => `${JSON.stringify(content, null, 2)}\n`;
    return {
        "provider/api/arguments.schema.json": text({ $schema: "http://json-schema.org/draft-07/schema#", definitions }),
        "schema.json": text(pulumiSchema(definitions, components, pkg)),
    };
}

/** Writes what has changed, so that nothing is built anew for nothing. */
export function writeSchemas(): void {
    for (const [file, content] of Object.entries(schemas())) {
        if (contentOf(file) !== content) {
            writeFileSync(file, content);
        }
    }
}
