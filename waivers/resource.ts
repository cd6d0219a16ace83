import { matchesPattern } from "./pattern";
import type { ResourceIdentity } from "./waiver";

/**
 * What a waiver's `resource` says. `*` stands for any text within one part, the empty one included.
 *
 * - `Kind/namespace/name`: an object of that namespace. `Cluster/*\/orders` is any namespace, and also a manifest that
 *   does not name one, so that one waiver serves the file in the repository and the object in the cluster.
 * - `Kind/name`: an object without a namespace: a cluster-wide one, or a manifest that leaves the namespace to whoever
 *   applies it. It never reaches an object that has one.
 * - `package:module:Type/name`: a Pulumi resource that is no Kubernetes object, by its type token.
 * - `urn:pulumi:stack::project::type::name`: one Pulumi resource, whatever it is.
 */
export type ResourcePattern =
    | { readonly kind: "object"; readonly parts: readonly [kind: string, namespace: string, name: string] }
    | { readonly kind: "urn"; readonly parts: readonly string[] };

export const resourceForms =
    "Kind/namespace/name, Kind/name for an object without a namespace, type:token:Here/name or a Pulumi URN";

/** Undefined when it is none of the forms. */
export function parseResource(text: string): ResourcePattern | undefined {
    if (text.startsWith("urn:")) {
        const parts = partsOfUrn(text);
        return parts === undefined ? undefined : { kind: "urn", parts };
    }
    const token = /^([^:/]+:[^:]+:[^:/]+)\/(.+)$/.exec(text);
    if (token !== null) {
        return { kind: "object", parts: [token[1] ?? "", "", token[2] ?? ""] };
    }
    const parts = text.split("/");
    if (parts.some((part) => part === "" || /\s/.test(part))) {
        return undefined;
    }
    const [first = "", second = "", third] = parts;
    switch (parts.length) {
        case 2:
            return { kind: "object", parts: [first, "", second] };
        case 3:
            return { kind: "object", parts: [first, second, third ?? ""] };
        default:
            return undefined;
    }
}

/** Whether nothing but `*` is said: then it names no resource. */
export function namesNothing({ kind, parts }: ResourcePattern): boolean {
    const said = kind === "urn" ? parts.slice(1) : parts;
    return said.every((part) => /^[*:]*$/.test(part));
}

export function matchesResource(text: string, resource: ResourceIdentity): boolean {
    const pattern = parseResource(text);
    if (pattern === undefined || namesNothing(pattern)) {
        return false;
    }
    if (pattern.kind === "urn") {
        const parts = resource.urn === undefined ? undefined : partsOfUrn(resource.urn);
        return parts !== undefined && everyPart(pattern.parts, parts);
    }
    return everyPart(pattern.parts, [resource.kind, resource.namespace, resource.name]);
}

/** How a waiver names exactly this resource. */
export function formatResource({ kind, namespace, name, urn }: ResourceIdentity): string {
    return urn ?? [kind, namespace, name].filter((part) => part !== "").join("/");
}

function everyPart(patterns: readonly string[], parts: readonly string[]): boolean {
    return patterns.length === parts.length && patterns.every((part, at) => matchesPattern(part, parts[at] ?? ""));
}

/** `urn:pulumi:<stack>`, project, type, name; a name may hold `::`. */
function partsOfUrn(urn: string): readonly string[] | undefined {
    const match = /^(urn:pulumi):([^:]+)::((?:(?!::).)+)::((?:(?!::).)+)::(.+)$/s.exec(urn);
    return match === null ? undefined : match.slice(1);
}

/** Whether it is one URN, whole and without `*`. */
export function isScopedUrn(text: string): boolean {
    return !text.includes("*") && parseResource(text)?.kind === "urn";
}
