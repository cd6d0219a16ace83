import { rules } from "../rules";
import { examplesOf, type Expectation } from "../rules/examples";
import { resourcesOf, type PackResource } from "./policyPack";
import type { Wire } from "./wire";

/** The resources of every rule's examples, in one stack: each example's under names of its own, so that each is there. */
export function exampleResources(expectation: Expectation): PackResource[] {
    return rules.flatMap((rule) =>
        examplesOf(rule)
            .filter((example) => example.expectation === expectation)
            .flatMap(({ estate, number }) => {
                const end = `-${rule.id}-${number}`;
                return resourcesOf(estate).map((resource) => ({
                    ...resource,
                    urn: resource.urn + end,
                    ...(resource.parent === undefined ? {} : { parent: resource.parent + end }),
                    dependencies: (resource.dependencies ?? []).map((urn) => urn + end),
                }));
            }),
    );
}

const signature = "4dabf18193072939515e22adb298388d";

/** A stack's state, as `pulumi stack export --show-secrets` writes it. */
export function stateOf(resources: readonly PackResource[]): object {
    const known = new Set(resources.map(({ urn }) => urn));
    return {
        version: 3,
        deployment: {
            manifest: { time: "2026-11-27T00:00:00Z", magic: "", version: "3.255.0" },
            resources: resources.map(
                ({ urn, type, inputs, outputs = inputs, parent, protect = false, dependencies = [] }) => {
                    const custom = !type.startsWith("hardened-db:");
                    return {
                        urn,
                        type,
                        custom,
                        ...(custom ? { id: urn } : {}),
                        inputs: inState(inputs),
                        outputs: inState(outputs),
                        protect,
                        dependencies: dependencies.filter((each) => known.has(each)),
                        ...(parent === undefined ? {} : { parent }),
                    };
                },
            ),
        },
    };
}

/** On the wire a secret has a value, in a state it has text. */
function inState(wire: Wire): Wire {
    if (Array.isArray(wire)) {
        return wire.map(inState);
    }
    if (typeof wire !== "object" || wire === null) {
        return wire;
    }
    const { [signature]: mark, value = null } = wire;
    return mark === undefined
        ? Object.fromEntries(Object.entries(wire).map(([key, inner]) => [key, inState(inner)]))
        : { [signature]: mark, plaintext: JSON.stringify(inState(value)) };
}
