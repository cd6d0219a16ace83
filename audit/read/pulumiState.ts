import { pulumiSubject } from "../../rules/pulumiSubject";
import type { PulumiResource, Subject } from "../../rules/subject";
import { SecretValue, unknownValue } from "../../rules/value";
import { secretSignature, signature, unknownMarkers } from "./pulumiMarks";

interface State {
    readonly resources: readonly unknown[];
}

/** The resources of a state: of `pulumi stack export`, or of a file of the self-managed backend. Undefined for any other document. */
export function stateIn(document: unknown): State | undefined {
    const deployment = member(document, "deployment") ?? member(member(document, "checkpoint"), "latest");
    const resources = member(deployment, "resources");
    const isState = member(document, "version") !== undefined && typeof deployment === "object" && deployment !== null;
    if (!isState) {
        return undefined;
    }
    return { resources: Array.isArray(resources) ? resources : [] };
}

export function subjectsOfState({ resources }: State): readonly Subject[] {
    return resources.flatMap((resource) => {
        const urn = text(member(resource, "urn"));
        const type = text(member(resource, "type"));
        if (urn === undefined || type === undefined || member(resource, "delete") === true) {
            return [];
        }
        const parent = text(member(resource, "parent"));
        const pulumi: PulumiResource = {
            urn,
            type,
            dependencies: dependenciesOf(resource),
            propertyDependencies: propertyDependenciesOf(resource),
            marksSecrets: true,
            protect: member(resource, "protect") === true,
            retainOnDelete: member(resource, "retainOnDelete") === true,
            ...(parent === undefined || parent === "" ? {} : { parent }),
        };
        const part = (key: string): unknown => unwrapped(member(resource, key) ?? {});
        return [pulumiSubject(pulumi, part("inputs"), part("outputs"))];
    });
}

function dependenciesOf(resource: unknown): readonly string[] {
    const explicit = list(member(resource, "dependencies"));
    const byProperty = Object.values(propertyDependenciesOf(resource)).flat();
    const deletedWith = text(member(resource, "deletedWith"));
    const all = [...explicit, ...byProperty, deletedWith].filter((each) => typeof each === "string" && each !== "");
    return [...new Set(all)] as string[];
}

function propertyDependenciesOf(resource: unknown): Readonly<Record<string, readonly string[]>> {
    const written = Object.entries(member(resource, "propertyDependencies") ?? {});
    return Object.fromEntries(
        written.map(([property, urns]) => [property, list(urns).filter((urn) => typeof urn === "string")]),
    );
}

/** The value with Pulumi's marks made into ours; what is encrypted is a secret that is not known. */
function unwrapped(value: unknown): unknown {
    if (typeof value === "string") {
        return unknownMarkers.has(value) ? unknownValue : value;
    }
    if (Array.isArray(value)) {
        return value.map(unwrapped);
    }
    if (typeof value !== "object" || value === null) {
        return value;
    }
    if (member(value, signature) === secretSignature) {
        return new SecretValue(plaintextOf(member(value, "plaintext")));
    }
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unwrapped(inner)]));
}

/** `--show-secrets` exports have the value as JSON. */
function plaintextOf(plaintext: unknown): unknown {
    if (typeof plaintext !== "string") {
        return unknownValue;
    }
    try {
        return unwrapped(JSON.parse(plaintext));
    } catch {
        return unknownValue;
    }
}

function member(value: unknown, key: string): unknown {
    return typeof value === "object" && value !== null && Object.hasOwn(value, key)
        ? (value as Readonly<Record<string, unknown>>)[key]
        : undefined;
}

function text(value: unknown): string | undefined {
    return typeof value === "string" ? value : undefined;
}

function list(value: unknown): readonly unknown[] {
    return Array.isArray(value) ? value : [];
}
