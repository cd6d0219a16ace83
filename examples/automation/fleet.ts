import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parse } from "yaml";

/** Arguments of a component, which the component itself checks. */
export type Arguments = Readonly<Record<string, unknown>>;

/** What tenants.yaml says. */
export interface Fleet {
    /** Where the file lies; the stacks' settings lie below. */
    readonly folder: string;
    readonly plugin: string | undefined;
    readonly organization: string;
    readonly atOnce: number;
    readonly config: Readonly<Record<string, string>>;
    readonly operator: Arguments;
    /** By name: arguments of the tenant's database, those of every database among them. */
    readonly tenants: ReadonlyMap<string, Arguments>;
}

export class WrongFile extends Error {}

export function readFleet(file: string): Fleet {
    const folder = dirname(resolve(file));
    const content = mapping(parse(readFileSync(file, "utf8")), file);
    const known = ["plugin", "organization", "atOnce", "config", "operator", "database", "tenants"];
    for (const key of Object.keys(content)) {
        demand(known.includes(key), `${key}: there is no such key; there are ${known.join(", ")}`);
    }
    const { plugin, organization = "organization", atOnce = 4 } = content;
    demand(plugin === undefined || typeof plugin === "string", "plugin: a folder");
    demand(typeof organization === "string", "organization: a name");
    demand(typeof atOnce === "number" && Number.isInteger(atOnce) && atOnce > 0, "atOnce: 1 or more");
    const shared = mapping(content["database"] ?? {}, "database");
    const tenants = Object.entries(mapping(content["tenants"] ?? {}, "tenants")).map(([name, own]) => {
        // It names a namespace and a stack.
        demand(
            /^[a-z]([a-z0-9-]{0,30}[a-z0-9])?$/.test(name),
            `tenants.${name}: lower case, digits and dashes, 32 at most`,
        );
        return [name, { ...shared, ...mapping(own, `tenants.${name}`) }] as const;
    });
    return {
        folder,
        plugin: plugin === undefined ? undefined : resolve(folder, plugin),
        organization,
        atOnce,
        config: Object.fromEntries(
            Object.entries(mapping(content["config"] ?? {}, "config")).map(([key, value]) => [key, String(value)]),
        ),
        operator: mapping(content["operator"], "operator"),
        tenants: new Map(tenants),
    };
}

function mapping(value: unknown, what: string): Record<string, unknown> {
    demand(typeof value === "object" && value !== null && !Array.isArray(value), `${what}: keys and values`);
    return { ...value };
}

function demand(holds: boolean, problem: string): asserts holds {
    if (!holds) {
        throw new WrongFile(problem);
    }
}
