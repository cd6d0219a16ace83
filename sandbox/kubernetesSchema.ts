import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

interface ResourceSchema {
    /** What it makes is registered by the provider: ConfigGroup of yaml/v2, Chart of helm/v4. */
    isComponent?: true;
    inputProperties: Record<string, PropertySchema>;
    properties: Record<string, PropertySchema>;
}

interface PropertySchema {
    type?: "string";
    $ref?: "pulumi.json#/Any";
    const?: string;
    secret?: boolean;
}

export interface KubernetesSchema {
    name: "kubernetes";
    version: string;
    resources: Record<string, ResourceSchema>;
}

const token = /__pulumiType = '(kubernetes:[^']+)'/;
const input = /^ +resourceInputs\["(\w+)"\] = (?:"([^"]+)"|(args\?\.\w+.*));$/gm;

/**
 * As much of the Kubernetes provider's schema as programs in YAML need: every resource with the names of its properties, and the
 * `apiVersion` and `kind` that an SDK would write. Their values are left open, since the API server judges them. Read from the code of the SDK.
 */
export function kubernetesSchema(sdk: string, version: string): KubernetesSchema {
    const resources = readdirSync(sdk, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name.endsWith(".js") && entry.name !== "index.js")
        .flatMap(({ parentPath, name }) => resourceIn(readFileSync(join(parentPath, name), "utf8")))
        .sort(([one], [other]) => (one < other ? -1 : 1));
    return { name: "kubernetes", version, resources: Object.fromEntries(resources) };
}

function resourceIn(code: string): [string, ResourceSchema][] {
    const type = token.exec(code)?.[1];
    if (type === undefined || type.startsWith("kubernetes:yaml:") || !code.includes("resourceInputs")) {
        return [];
    }
    const properties = Object.fromEntries(
        [...code.matchAll(input)].map(([, name = "", constant, value = ""]): [string, PropertySchema] => [
            name,
            constant === undefined
                ? { $ref: "pulumi.json#/Any", ...(value.includes("pulumi.secret(") && { secret: true }) }
                : { type: "string", const: constant },
        ]),
    );
    const isComponent = code.includes("true /*remote*/");
    return [[type, { ...(isComponent && { isComponent }), inputProperties: properties, properties }]];
}
