import { createHash, randomBytes } from "node:crypto";
import { moduleOf, type PackageSchema, type ResourceSpec } from "../schema";
import type { Standin } from "../standin";
import { modelOf, type Cloud, type Row } from "../table";
import { isProperties, type Properties } from "../values";
import { projectOf } from "./account";
import { functions } from "./functions";
import { grantedOn, rows } from "./resources";

const cloud: Cloud = {
    newIdentity: () => randomBytes(32).toString("base64"),
    values: (inputs, scope, identity) => {
        const digest = createHash("sha256").update(identity).digest();
        return {
            ...projectOf(scope, inputs),
            digits: BigInt(`0x${digest.toString("hex")}`)
                .toString()
                .slice(0, 21),
            accessId: `GOOG1E${digest.toString("hex").toUpperCase().slice(0, 55)}`,
            secret: digest.toString("base64").slice(0, 40),
            uid: digest.toString("hex").slice(0, 16),
            now: scope.now.toISOString(),
        };
    },
    common: (spec, inputs, scope) => {
        const { project, projectNumber } = projectOf(scope, inputs);
        const labels: Properties = isProperties(inputs["labels"]) ? inputs["labels"] : {};
        const all: Properties = {
            project,
            projectNumber,
            pulumiLabels: labels,
            effectiveLabels: { ...labels, "goog-pulumi-provisioned": "true" },
        };
        return Object.fromEntries(Object.entries(all).filter(([name]) => name in spec.properties));
    },
    alwaysReplacedBy: ["project"],
    problems: () => [],
};

export function gcpStandin(schema: PackageSchema): Standin {
    return {
        schema,
        functions,
        model: (type) => {
            const spec = schema.resources[type];
            if (spec === undefined) {
                throw new Error(`@pulumi/gcp ${schema.version} has no resource type ${type}`);
            }
            const name = type.slice("gcp:".length);
            return modelOf(type, rows[name] ?? grant(name) ?? anything(type, spec), spec, cloud);
        },
    };
}

/** IAM on a resource: a Member is one grant, a Binding one role, a Policy all of it. */
function grant(name: string): Row | undefined {
    const on = Object.entries(grantedOn).find(([prefix]) => name.startsWith(prefix))?.[1];
    const kind = /IAM(Member|Binding|Policy):/.exec(name)?.[1];
    if (on === undefined || kind === undefined) {
        return undefined;
    }
    const etag = "BwY{uid}=";
    switch (kind) {
        case "Member":
            return { id: `${on}/{role}/{member}`, outputs: { etag }, replacedBy: "any" };
        case "Binding":
            return { id: `${on}/{role}`, outputs: { etag }, replacedBy: "any", updatedBy: ["members"] };
        default:
            return { id: on, outputs: { etag }, replacedBy: "any", updatedBy: ["policyData"] };
    }
}

function anything(type: string, spec: ResourceSpec): Row {
    const places = ["name", "location"].filter((name) => name in spec.inputProperties);
    return { id: `projects/{project}/${moduleOf(type)}/{uid}`, replacedBy: places };
}
