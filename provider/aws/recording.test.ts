import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";

/** A resource as it was asked for. */
export interface Recorded {
    type: string;
    name: string;
    inputs: Record<string, unknown>;
}

/** Runs a program against an engine that says yes to everything, and tells what was asked for. Ids and ARNs are known after `up` only. */
export async function record<T>(
    program: () => T,
    { preview = false } = {},
): Promise<{ resources: Recorded[]; result: T }> {
    const resources: Recorded[] = [];
    await pulumi.runtime.setMocks(
        {
            newResource: ({ type, name, inputs }) => {
                resources.push({ type, name, inputs: inputs as Record<string, unknown> });
                const computed = preview ? {} : { arn: `arn:of:${name}`, keyId: `id-of-${name}` };
                return { id: preview ? "" : `${name}-id`, state: { ...computed, ...(inputs as object) } };
            },
            call: () => ({}),
        },
        "shop",
        "prod",
        preview,
    );
    const result = program();
    await settled();
    return { resources, result };
}

/** What an output holds; undefined when that is not known. */
export async function valueOf<T>(output: pulumi.Output<T>): Promise<T | undefined> {
    const holder = output as pulumi.Output<T> & { promise(): Promise<T>; isKnown: Promise<boolean> };
    const value = await holder.promise();
    return (await holder.isKnown) ? value : undefined;
}

export function inputsOf(resources: Recorded[], name: string): Record<string, unknown> {
    const found = resources.filter((resource) => resource.name === name);
    assert.equal(
        found.length,
        1,
        `one resource is named ${name} among ${resources.map((resource) => resource.name).join(", ")}`,
    );
    return found[0]!.inputs;
}

/** A JSON document among the inputs of a resource. */
export function documentOf(inputs: Record<string, unknown>, property: string): unknown {
    const text = inputs[property];
    assert.ok(typeof text === "string", `${property} is a text`);
    return JSON.parse(text);
}

/** Waits until every resource that the program asked for is there. */
export async function settled(): Promise<void> {
    const { waitForRPCs } = pulumi.runtime as unknown as { waitForRPCs: () => Promise<void> };
    await waitForRPCs();
}
