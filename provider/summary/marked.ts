import * as pulumi from "@pulumi/pulumi";
import type { Marks } from "../../compliance/component";

/** What the SDK itself reads of an output when it serialises one (runtime/rpc.ts). */
interface Readable {
    promise(withUnknowns: boolean): Promise<unknown>;
    readonly isKnown: Promise<boolean>;
    readonly isSecret: Promise<boolean>;
    allResources(): Promise<ReadonlySet<pulumi.Resource>>;
}

/**
 * Inputs of a resource as the rules read them: outputs followed, secrets and unknowns marked. `uses` gets the resources on which
 * they hang. A promise only where something is waited for: the CRDs of an operator are megabytes of plain values.
 */
export function marked(value: unknown, marks: Marks, uses: Set<pulumi.Resource>): unknown {
    if (pulumi.Output.isInstance(value)) {
        return contentOf(value as unknown as Readable, marks, uses);
    }
    if (value === pulumi.unknown) {
        return marks.unknown;
    }
    if (value instanceof Promise) {
        return value.then((inner) => marked(inner, marks, uses));
    }
    if (pulumi.Resource.isInstance(value)) {
        uses.add(value);
        return marked(pulumi.CustomResource.isInstance(value) ? value.id : value.urn, marks, uses);
    }
    if (Array.isArray(value)) {
        const items = value.map((item) => marked(item, marks, uses));
        return items.some(isPromise) ? Promise.all(items) : items;
    }
    if (typeof value !== "object" || value === null) {
        return value;
    }
    const entries = Object.entries(value).map(([key, inner]) => [key, marked(inner, marks, uses)] as const);
    return entries.some(([, inner]) => isPromise(inner))
        ? Promise.all(entries.map(async ([key, inner]) => [key, await inner] as const)).then(Object.fromEntries)
        : Object.fromEntries(entries);
}

async function contentOf(output: Readable, marks: Marks, uses: Set<pulumi.Resource>): Promise<unknown> {
    (await output.allResources()).forEach((resource) => uses.add(resource));
    const inside = (await output.isKnown) ? await marked(await output.promise(false), marks, uses) : marks.unknown;
    return (await output.isSecret) ? marks.secret(inside) : inside;
}

function isPromise(value: unknown): value is Promise<unknown> {
    return value instanceof Promise;
}
