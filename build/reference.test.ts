import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join, normalize } from "node:path";
import { components } from "../provider/api/components";
import argumentsSchema from "../provider/api/arguments.schema.json";
import { controls } from "../controls";
import { rules } from "../rules";
import type { Definitions, JsonSchema } from "./argumentsSchema";
import { contentOf } from "./files";
import { reference } from "./reference";
import { argumentPaths, waiverArguments } from "./waiverArguments";

// What drift.test.ts holds to the interfaces.
const definitions: Definitions = argumentsSchema.definitions;
const page = reference(definitions);

/** The rows of each section, by its title and the name in the first column. */
const sections = new Map(
    page
        .split(/^#{2,3} /m)
        .slice(1)
        .map((section) => [section.slice(0, section.indexOf("\n")), rowsOf(section)] as const),
);

function rowsOf(section: string): ReadonlyMap<string, string> {
    const rows = section.split("\n").flatMap((line) => {
        const [, name] = /^\| `([^`]+)`/.exec(line) ?? [];
        return name === undefined ? [] : [[name, line] as const];
    });
    return new Map(rows);
}

function rowOf(type: string, name: string): string {
    const section = components.find(({ args, outputs }) => [args as string, outputs as string].includes(type))?.name;
    return (
        sections.get(section ?? type.replace(/Args$/, ""))?.get(name) ??
        assert.fail(`the reference has no ${type}.${name}`)
    );
}

/** Keywords that say what an argument is, and those that hold it to a limit, with what a reader must see of each. */
const descriptive = new Set([
    ...["$ref", "type", "description", "properties", "required", "items", "additionalProperties"],
    ...["input", "plain", "waives", "control"],
]);
const limits: Readonly<Record<string, (value: unknown) => string>> = {
    default: (value) => `Default: \`${JSON.stringify(value)}\``,
    minimum: String,
    maximum: String,
    minItems: (value) => (value === 1 ? "t least one" : String(value)),
    minLength: (value) => (value === 1 ? "ot empty" : String(value)),
    pattern: (value) => `\`${String(value).replaceAll("|", "\\|")}\``,
    format: (value) => (value === "date" ? "date" : String(value)),
    enum: (value) => (value as unknown[]).map((each) => `\`${String(each)}\``).join(" or "),
};

/** Everything that the validators hold a property to, through names of simple types, in lists and in maps. */
function limitsOf(schema: JsonSchema): [keyword: string, value: unknown][] {
    const target = definitions[decodeURIComponent(schema.$ref?.split("/").at(-1) ?? "")];
    const own = Object.entries(schema).filter(([keyword]) => !descriptive.has(keyword));
    return [
        ...own,
        ...(target !== undefined && target.properties === undefined ? limitsOf(target) : []),
        ...(schema.items === undefined ? [] : limitsOf(schema.items)),
        ...(typeof schema.additionalProperties === "object" ? limitsOf(schema.additionalProperties) : []),
    ];
}

describe("the reference", () => {
    const everyProperty = Object.entries(definitions).flatMap(([type, { properties = {} }]) =>
        Object.entries(properties).map(([name, schema]) => ({ type, name, schema })),
    );

    it("has every argument and output with its meaning", () => {
        assert.ok(everyProperty.length > 250);
        for (const { type, name, schema } of everyProperty) {
            const [, , , meaning = ""] = rowOf(type, name).split(/(?<!\\)\|/);
            assert.ok((schema.description ?? "") !== "", `${type}.${name} has no comment`);
            assert.ok(meaning.trim().length > 3, `${type}.${name}`);
        }
    });

    it("shows every limit of the validators' schema where the argument stands", () => {
        const seen = everyProperty.flatMap(({ type, name, schema }) =>
            limitsOf(schema).map(([keyword, value]) => {
                const words = limits[keyword]?.(value) ?? assert.fail(`${type}.${name}: no words for "${keyword}"`);
                assert.ok(rowOf(type, name).includes(words), `${type}.${name} does not show ${keyword}: ${words}`);
                return keyword;
            }),
        );
        assert.deepEqual([...new Set(seen)].sort(), Object.keys(limits).sort(), "none of these is for nothing");
    });

    it("shows the limits of a name for a number, of the entries of a list and of the values of a map", () => {
        const port = { type: "integer", minimum: 1, maximum: 65535 };
        const made = reference({
            ...definitions,
            Port: port,
            PostgresDatabaseArgs: {
                properties: {
                    one: { $ref: "#/definitions/Port", description: "One." },
                    list: { type: "array", items: { $ref: "#/definitions/Port" }, minItems: 1, description: "Some." },
                    map: { type: "object", additionalProperties: { type: "string", minLength: 1 }, description: "By." },
                },
            },
        });
        assert.match(made, /\| `one` \| integer \| One\. From 1 to 65535\. \|/);
        assert.match(made, /\| `list` \| list of integer \| Some\. At least one\. Each: from 1 to 65535\. \|/);
        assert.match(made, /\| `map` \| map of string \| By\. Each: not empty\. \|/);
    });

    it("says of every argument that takes a waiver what it accepts, which rule is waived, and for which controls [D-2]", () => {
        const relaxations = sections.get("What relaxes a control") ?? assert.fail();
        const waivers = components.flatMap(({ args }) => waiverArguments(args, definitions));
        assert.deepEqual([...relaxations.keys()].sort(), waivers.map(({ path }) => path).sort());
        assert.ok(waivers.length > 5);
        for (const { path, schema } of waivers) {
            const [, , accepts = "", rule = "", keys = ""] = (relaxations.get(path) ?? "")
                .split(" | ")
                .join("|")
                .split("|");
            assert.ok(accepts.length > 20, path);
            const waived = rules.find(({ id }) => id === schema.waives);
            assert.ok(
                waived === undefined ? schema.control !== undefined : rule.includes(`(rules/${waived.id}.md)`),
                path,
            );
            const named = waived?.controls ?? (schema.control ?? "").split(", ");
            assert.deepEqual(
                [...keys.matchAll(/\[([A-Z]+-\d+)\]/g)].map(([, key]) => key),
                named,
                path,
            );
        }
    });

    it("names in the comment of a waiver the controls of its rule and no others", () => {
        for (const { path, description, schema } of waiverArguments("PostgresDatabaseArgs", definitions)) {
            const keys = [...description.matchAll(/[A-Z]+-\d+/g)].map(([key]) => key);
            const waived = rules.find(({ id }) => id === schema.waives);
            assert.ok(keys.length === 0 || waived === undefined || keys.join() === waived.controls.join(), path);
        }
    });

    it("refuses the tag of a rule or a control that there is not", () => {
        const tagged = (tag: JsonSchema): (() => string) => {
            const properties = { tls: { type: "string", description: "Text.", ...tag } };
            return () => reference({ ...definitions, PostgresDatabaseArgs: { properties } });
        };
        assert.throws(tagged({ waives: "postgres-no-such" }), /@waives postgres-no-such: there is no such rule/);
        assert.throws(tagged({ control: "NM-99" }), /@control NM-99: there is no such control/);
        assert.match(tagged({ control: "NM-4, NM-1" })(), /\| Text\. Serves \[NM-4\].*\[NM-1\].*\./);
    });

    it("has an index of everything in it, and leads only to what is there", () => {
        const anchors = new Set([...page.matchAll(/^#{1,3} (.+)$/gm)].map(([, text = ""]) => anchorOf(text)));
        const prose = page.replaceAll(/`[^`\n]*`/g, "");
        for (const [, path = "", anchor] of prose.matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)]*))?\)/g)) {
            if (path === "") {
                assert.ok(anchors.has(anchor ?? ""), `#${anchor ?? ""}`);
                continue;
            }
            const file = normalize(join("docs", path));
            assert.ok(existsSync(file), file);
            const text = contentOf(file) ?? "";
            const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => anchorOf(heading));
            assert.ok(
                anchor === undefined || text.includes(`<a id="${anchor}">`) || headings.includes(anchor),
                `${file}#${anchor ?? ""}`,
            );
        }
        const index = page.slice(0, page.indexOf("\n## "));
        for (const title of sections.keys()) {
            assert.ok(title === "Types" || index.includes(`(#${anchorOf(title)})`), `${title} is not in the index`);
        }
    });
});

/** As GitHub makes them. */
function anchorOf(heading: string): string {
    return heading
        .toLowerCase()
        .replaceAll(/[^a-z0-9 -]/g, "")
        .replaceAll(" ", "-");
}

describe("what relaxes a control", () => {
    it("is an argument that there is", () => {
        const paths = new Set(components.flatMap(({ args }) => argumentPaths(args, definitions)));
        const named = controls.flatMap(({ key, relax = "" }) =>
            [...relax.matchAll(/`([^`]+)`/g)].map(([, path = ""]) => `${key}: ${path}`),
        );
        const known = (entry: string): boolean => {
            const path = entry.slice(entry.indexOf(" ") + 1);
            return paths.has(path) || paths.has(`${path}[]`);
        };
        assert.ok(named.length > 15);
        assert.deepEqual(
            named.filter((entry) => !known(entry)),
            [],
        );
    });

    it("is served, in the reference, by an argument for each control that has one", () => {
        const served = new Set([...page.matchAll(/\[([A-Z]+-\d+)\]\(controls\.md/g)].map(([, key = ""]) => key));
        // A waiver file lifts SSC-5, and no argument.
        const missing = controls.filter(({ key, relax }) => relax !== undefined && !served.has(key));
        assert.deepEqual(
            missing.map(({ key }) => key),
            ["SSC-5"],
        );
    });
});
