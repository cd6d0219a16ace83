import type { Child } from "../compliance/component";
import { SecretValue, unknownValue } from "../rules/value";
import { answer } from "./computedOutputs";
import type { Registered } from "./fakeMonitor";
import { isObject, isSecret, unknown, unmarked, type Wire } from "./wire";

/** What a component registered, as its compliance is worked out from: all but the component itself, which comes first. */
export function childrenOf(resources: readonly Registered[]): readonly Child[] {
    return resources.slice(1).map((each): Child => {
        const { urn, type, name, parent, dependencies, wire } = each;
        const above = (key: "protect" | "retainOnDelete", one: Registered): boolean =>
            one[key] ?? resources.some((other) => other.urn === one.parent && above(key, other));
        return {
            pulumi: {
                urn,
                type,
                parent,
                dependencies,
                protect: above("protect", each),
                retainOnDelete: above("retainOnDelete", each),
                marksSecrets: true,
            },
            inputs: marked(wire),
            outputs: marked(answer(type, name, wire, false).state),
        };
    });
}

/** The marks of the wire made into those of the rules. */
function marked(wire: Wire): unknown {
    if (wire === unknown) {
        return unknownValue;
    }
    if (Array.isArray(wire)) {
        return wire.map(marked);
    }
    if (!isObject(wire)) {
        return wire;
    }
    if (isSecret(wire)) {
        return new SecretValue(marked(unmarked(wire)));
    }
    return Object.fromEntries(Object.entries(wire).map(([key, value]) => [key, marked(value)]));
}
