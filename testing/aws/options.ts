import { readFileSync } from "node:fs";
import { at, isRecord, recordsAt, textAt } from "../../sandbox/json";
import type { Scene } from "./scenes";

const schema: unknown = JSON.parse(readFileSync("schema.json", "utf8"));

/** Where the arguments about AWS begin. */
const platform = at(schema, "types", "hardened-db:index:AwsPlatform");
const vault = at(schema, "resources", "hardened-db:index:BackupVault");

/** `BackupClient.restoresFrom` for every argument about AWS that there is. */
export function optionsOfSchema(): string[] {
    const seen = new Map<string, unknown>();
    const visit = (name: string, type: unknown): void => {
        for (const [key, property] of Object.entries(propertiesOf(type))) {
            const option = `${name}.${key}`;
            if (!seen.has(option)) {
                seen.set(option, property);
                referred(property).forEach(({ name: inner, type: next }) => {
                    visit(inner, next);
                });
            }
        }
    };
    visit("AwsPlatform", platform);
    visit("BackupVault", vault);
    return [...seen.keys()].sort();
}

/** Those that a scene sets. */
export function optionsIn({ type, args, aws }: Scene): string[] {
    return type === "BackupVault" ? used("BackupVault", vault, args) : used("AwsPlatform", platform, aws);
}

function used(name: string, type: unknown, value: unknown): string[] {
    if (Array.isArray(value)) {
        return value.flatMap((entry) => used(name, type, entry));
    }
    return Object.entries(isRecord(value) ? value : {}).flatMap(([key, entry]) => [
        `${name}.${key}`,
        ...referred(propertiesOf(type)[key]).flatMap((inner) => used(inner.name, inner.type, entry)),
    ]);
}

function propertiesOf(type: unknown): Record<string, unknown> {
    const properties = at(type, "inputProperties") ?? at(type, "properties");
    return isRecord(properties) ? properties : {};
}

/** The types of this package that a property takes, itself or in a list, a map or a choice. */
function referred(property: unknown): { name: string; type: unknown }[] {
    if (!isRecord(property)) {
        return [];
    }
    const { items, additionalProperties } = property;
    const reference = /^#\/types\/(hardened-db:index:(\w+))$/.exec(textAt(property, "$ref") ?? "");
    return [
        ...(reference === null ? [] : [{ name: reference[2] ?? "", type: at(schema, "types", reference[1] ?? "") }]),
        ...[items, additionalProperties, ...recordsAt(property, "oneOf")].flatMap(referred),
    ];
}
