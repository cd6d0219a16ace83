import { createHash } from "node:crypto";
import type { Naming } from "./standin";
import type { Properties, Value } from "./values";

const defaultsNote = "__defaults";

/**
 * Inputs with a name: the program's; else the one that was made up before; else a new one, as the bridged providers
 * make it (resource name, hyphen, seven hexadecimal digits; pulumi-terraform-bridge, pkg/tfbridge/names.go).
 * `__defaults` lists the properties the program did not give, as theirs does.
 */
export function withName(
    naming: Naming | undefined,
    inputs: Properties,
    old: Properties,
    resourceName: string,
    seed: Uint8Array,
): Properties {
    if (naming === undefined) {
        return inputs;
    }
    const isGiven = [naming.property, ...naming.unless].some((name) => inputs[name] !== undefined);
    if (isGiven) {
        return { ...inputs, [defaultsNote]: [] };
    }
    const kept = wasMadeUp(old, naming.property) ? old[naming.property] : undefined;
    const name = kept ?? madeUp(naming, resourceName, seed);
    return { ...inputs, [naming.property]: name, [defaultsNote]: [naming.property] };
}

export function wasMadeUp(inputs: Properties, property: string): boolean {
    const made: Value | undefined = inputs[defaultsNote];
    return Array.isArray(made) && made.includes(property);
}

function madeUp(naming: Naming, resourceName: string, seed: Uint8Array): string {
    const suffix = createHash("sha256").update(seed).update(resourceName).digest("hex").slice(0, 7);
    const name = `${naming.prefix ?? ""}${resourceName}-${suffix}`;
    return naming.lowerCase === true ? name.toLowerCase() : name;
}
