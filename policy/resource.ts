import { pulumiSubject } from "../rules/pulumiSubject";
import { Subject, type PulumiResource } from "../rules/subject";
import { readFields } from "./fields";
import { readStruct } from "./struct";

/** A resource as the engine tells of it: an AnalyzeRequest, or an AnalyzerResource of a stack (pulumi/analyzer.proto). */
export interface Resource {
    readonly type: string;
    readonly urn: string;
    readonly parent?: string;
    readonly protect: boolean;
    /** Both only of a stack. */
    readonly dependencies: readonly string[];
    readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
    /** Read when asked for: of a stack, most are known already. */
    readonly properties: () => Readonly<Record<string, unknown>>;
}

export function readResource(bytes: Uint8Array): Resource {
    let type = "";
    let urn = "";
    let parent = "";
    let protect = false;
    let properties: Uint8Array = new Uint8Array();
    const dependencies: string[] = [];
    const byProperty: (readonly [string, readonly string[]])[] = [];
    readFields(bytes, {
        1: (reader) => (type = reader.string()),
        2: (reader) => (properties = reader.bytes()),
        3: (reader) => (urn = reader.string()),
        5: (reader) => {
            readFields(reader.bytes(), {
                1: (options) => (protect = options.bool()),
                8: (options) => (parent = options.string()),
            });
        },
        7: (reader) => (parent = reader.string()),
        8: (reader) => dependencies.push(reader.string()),
        9: (reader) => byProperty.push(readPropertyDependencies(reader.bytes())),
    });
    return {
        type,
        urn,
        ...(parent === "" ? {} : { parent }),
        protect,
        dependencies,
        propertyDependencies: Object.fromEntries(byProperty),
        properties: () => readStruct(properties),
    };
}

/** The resources of an AnalyzeStackRequest. */
export function readResources(bytes: Uint8Array): readonly Resource[] {
    const resources: Resource[] = [];
    readFields(bytes, { 1: (reader) => resources.push(readResource(reader.bytes())) });
    return resources;
}

function readPropertyDependencies(bytes: Uint8Array): readonly [string, readonly string[]] {
    let property = "";
    const urns: string[] = [];
    readFields(bytes, {
        1: (reader) => (property = reader.string()),
        2: (reader) => {
            readFields(reader.bytes(), { 1: (inner) => urns.push(inner.string()) });
        },
    });
    return [property, urns];
}

/**
 * What the rules read: a resource's inputs, as in a state, so that pack and audit say the same; with the links that only a stack has,
 * and the outputs of what generates secrets.
 */
export function subjectOf(resource: Resource, inputs: unknown, outputs?: unknown): Subject {
    const pulumi = pulumiOf(resource);
    return outputs === undefined ? Subject.ofPulumi(pulumi, inputs) : pulumiSubject(pulumi, inputs, outputs);
}

export function pulumiOf({ urn, type, parent, protect, dependencies, propertyDependencies }: Resource): PulumiResource {
    const links = [...dependencies, ...Object.values(propertyDependencies).flat()];
    return {
        urn,
        type,
        protect,
        dependencies: [...new Set(links)],
        propertyDependencies,
        // The engine keeps them on its way to an analyzer; it is @pulumi/policy that takes them away.
        marksSecrets: true,
        ...(parent === undefined ? {} : { parent }),
    };
}
