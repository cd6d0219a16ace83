import { Subject, type PulumiResource } from "./subject";

/** Resources whose outputs are what a rule has to see: the generated secrets themselves. */
const withOutputs = /^(random|tls):/;

/**
 * A Pulumi resource as rules read it: its inputs, and beside them as `__outputs` what random:* and tls:* generate.
 * Secrets and unknowns stand in both as `SecretValue` and `unknownValue`.
 */
export function pulumiSubject(pulumi: PulumiResource, inputs: unknown, outputs: unknown): Subject {
    const whole =
        showsOutputs(pulumi.type) && typeof inputs === "object" && inputs !== null
            ? { ...inputs, __outputs: outputs }
            : inputs;
    return Subject.ofPulumi(pulumi, whole);
}

export function showsOutputs(type: string): boolean {
    return withOutputs.test(type);
}
