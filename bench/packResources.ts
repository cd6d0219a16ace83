import { rules } from "../rules";
import { examplesOf } from "../rules/examples";
import { resourcesOf, type PackResource } from "../testing/policyPack";

/**
 * So many resources of all kinds that rules read: the passing examples of every rule, over and over, each time under names of their own,
 * so that each time they are tied to each other and to nothing else.
 */
export function manyResources(count: number): PackResource[] {
    const estates = rules
        .flatMap(examplesOf)
        .filter(({ expectation }) => expectation === "pass")
        .map(({ estate }) => resourcesOf(estate));
    const resources: PackResource[] = [];
    for (let turn = 0; resources.length < count; turn += 1) {
        const estate = estates[turn % estates.length] ?? [];
        resources.push(...estate.map((resource) => renamed(resource, `-${turn}`)));
    }
    return resources.slice(0, count);
}

function renamed(resource: PackResource, end: string): PackResource {
    const { inputs, outputs, urn, parent, dependencies = [] } = resource;
    return {
        ...resource,
        urn: urn + end,
        inputs: inNamespace(inputs, end),
        ...(outputs === undefined ? {} : { outputs: inNamespace(outputs, end) }),
        ...(parent === undefined ? {} : { parent: parent + end }),
        dependencies: dependencies.map((each) => each + end),
    };
}

function inNamespace(inputs: PackResource["inputs"], end: string): PackResource["inputs"] {
    const { metadata } = inputs;
    if (typeof metadata !== "object" || metadata === null || Array.isArray(metadata)) {
        return inputs;
    }
    const namespace = typeof metadata["namespace"] === "string" ? metadata["namespace"] : "default";
    return { ...inputs, metadata: { ...metadata, namespace: namespace + end } };
}
