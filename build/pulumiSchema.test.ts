import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { components } from "../provider/api/components";
import { argumentDefinitions, definitionsOf, type Definitions } from "./argumentsSchema";
import { pulumiSchema } from "./pulumiSchema";

const pkg = { name: "hardened-db", version: "1.2.3", dependencies: { "@pulumi/pulumi": "3.248.0" } };

/** Reads one interface out of a file, as the build reads provider/api/api.ts. */
function read(source: string): Definitions {
    // Inside the project, so that @pulumi/pulumi is found; a name that neither lint nor git looks at.
    mkdirSync("dist", { recursive: true });
    const folder = mkdtempSync(join("dist", "schema-"));
    try {
        const entry = join(folder, "api.ts");
        writeFileSync(entry, `import type * as pulumi from "@pulumi/pulumi";\n${source}`);
        return definitionsOf(entry, ["ThingArgs"]);
    } finally {
        rmSync(folder, { recursive: true });
    }
}

describe("The schema of the arguments", function () {
    this.timeout(60_000);

    it("has what an interface says: descriptions, defaults, limits, and that nothing else may stand there", () => {
        const { ThingArgs } = read(`
            /** A thing. */
            export interface ThingArgs {
                /**
                 * How many.
                 * @default 3
                 * @asType integer
                 * @minimum 1
                 */
                count?: number;
                /** Its name. */
                name: string;
            }`);
        assert.deepEqual(ThingArgs, {
            type: "object",
            description: "A thing.",
            additionalProperties: false,
            required: ["name"],
            properties: {
                count: { type: "integer", description: "How many.", default: 3, minimum: 1, plain: true },
                name: { type: "string", description: "Its name.", plain: true },
            },
        });
    });

    it("calls plain whatever is not an input, also inside lists and maps, and nothing that is one", () => {
        const { ThingArgs } = read(`
            export interface ThingArgs {
                input: pulumi.Input<string>;
                output: pulumi.Output<string>;
                list: pulumi.Input<string>[];
                plainList: string[];
                inner: Inner;
                whole: pulumi.Input<Inner>;
            }
            export interface Inner { [key: string]: pulumi.Input<string> }`);
        assert.deepEqual(ThingArgs?.properties, {
            input: { type: "string", input: true },
            output: { type: "string", input: true },
            list: { type: "array", items: { type: "string", input: true }, plain: true },
            plainList: { type: "array", items: { type: "string", plain: true }, plain: true },
            inner: { $ref: "#/definitions/Inner", plain: true },
            whole: { $ref: "#/definitions/Inner", input: true },
        });
    });
});

describe("The schema of the package", function () {
    this.timeout(60_000);
    const thing = { name: "Thing", args: "ThingArgs", outputs: "ThingOutputs", description: "A thing." };

    it("turns interfaces into types and components, without the Args that SDKs add themselves", () => {
        const schema = pulumiSchema(
            {
                ThingArgs: {
                    type: "object",
                    required: ["colour"],
                    properties: {
                        colour: { $ref: "#/definitions/Colour", plain: true },
                        part: { $ref: "#/definitions/PartArgs", plain: true },
                        names: { $ref: "#/definitions/Names", input: true },
                    },
                },
                ThingOutputs: {
                    type: "object",
                    required: ["size"],
                    properties: { size: { type: "integer", input: true } },
                },
                PartArgs: {
                    type: "object",
                    description: "A part.",
                    properties: { weight: { type: "number", plain: true, default: 1 } },
                },
                Colour: { type: "string", enum: ["red", "blue"] },
                Names: { type: "object", additionalProperties: { type: "string", plain: true } },
            },
            [thing],
            pkg,
        );
        assert.deepEqual(schema["types"], {
            "hardened-db:index:Part": {
                type: "object",
                description: "A part.",
                properties: { weight: { type: "number", plain: true, description: "\n\nDefault: `1`." } },
                required: [],
            },
            "hardened-db:index:Colour": {
                type: "string",
                description: undefined,
                enum: [{ value: "red" }, { value: "blue" }],
            },
        });
        assert.deepEqual(schema["resources"], {
            "hardened-db:index:Thing": {
                isComponent: true,
                description: "A thing.",
                inputProperties: {
                    colour: { $ref: "#/types/hardened-db:index:Colour", plain: true, description: "" },
                    part: { $ref: "#/types/hardened-db:index:Part", plain: true, description: "" },
                    names: { type: "object", additionalProperties: { type: "string" }, description: "" },
                },
                requiredInputs: ["colour"],
                properties: { size: { type: "integer", description: "" } },
                required: ["size"],
            },
        });
    });

    it("refuses a type that Pulumi has not, and a component without interfaces, saying which", () => {
        const wrong = { ThingArgs: { properties: { either: { type: ["string", "number"] } } }, ThingOutputs: {} };
        assert.throws(
            () => pulumiSchema(wrong, [thing], pkg),
            /^Error: no Pulumi type for \{"type":\["string","number"\]\}$/,
        );
        assert.throws(
            () => pulumiSchema({}, [thing], pkg),
            /^Error: Thing: api.ts must export ThingArgs and ThingOutputs$/,
        );
    });

    it("of ours has every component with every argument described, and no secret among the outputs", () => {
        const schema = pulumiSchema(argumentDefinitions(), components, pkg);
        const resources = Object.entries(JSON.parse(JSON.stringify(schema["resources"])) as Record<string, Described>);
        assert.equal(resources.length, components.length);
        for (const [token, { inputProperties, properties }] of resources) {
            for (const [name, { description }] of Object.entries({ ...inputProperties, ...properties })) {
                assert.ok((description ?? "").length > 5, `${token}: ${name} is described`);
            }
            assert.deepEqual(
                Object.keys(properties).filter((name) => /password|private|secretValue/i.test(name)),
                [],
            );
        }
    });

    it("refers to no type that it has not, and has no type that nothing refers to", () => {
        const schema = pulumiSchema(argumentDefinitions(), components, pkg);
        const types = Object.keys(schema["types"] as object);
        const referred = [...JSON.stringify(schema).matchAll(/"#\/types\/([^"]+)"/g)].map(([, token = ""]) => token);
        assert.deepEqual([...new Set(referred)].sort(), types.sort());
    });
});

interface Described {
    inputProperties: Record<string, { description?: string }>;
    properties: Record<string, { description?: string }>;
}

describe("Names for numbers and texts with limits", function () {
    this.timeout(60_000);

    it("are numbers and texts to a program: every type that the schema refers to is one that it has", () => {
        const definitions = read(`
            export interface ThingArgs {
                ports: Port[];
            }
            /**
             * A port.
             * @asType integer
             * @maximum 65535
             */
            export type Port = number;`);
        const spec = pulumiSchema(
            { ...definitions, ThingOutputs: { type: "object", properties: {} } },
            [{ name: "Thing", args: "ThingArgs", outputs: "ThingOutputs", description: "A thing." }],
            pkg,
        );
        assert.match(JSON.stringify(spec), /"ports":\{"type":"array","items":\{"type":"integer","plain":true\}/);
        const whole = JSON.stringify(pulumiSchema(argumentDefinitions(), components, pkg));
        const { types } = JSON.parse(whole) as { types: Record<string, unknown> };
        const named = [...whole.matchAll(/"#\/types\/([^"]+)"/g)].map(([, name = ""]) => name);
        assert.deepEqual(
            [...new Set(named)].filter((name) => !(name in types)),
            [],
        );
    });
});
