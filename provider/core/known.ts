import * as pulumi from "@pulumi/pulumi";

/** Stands where preview cannot know a value yet. */
export class Unknown {
    // Keeps TypeScript from taking every object with a toString for one. No field at run time: a validator of maps would find it.
    declare protected readonly unknown: true;

    toString(): string {
        return "(not known yet)";
    }
}

export const unknown = new Unknown();

type Deferred = Promise<unknown> | pulumi.OutputInstance<unknown>;

/**
 * Arguments as they look once every output that has a value is that value.
 * What was declared `pulumi.Input` may still be {@link Unknown}; what was declared plain may not.
 */
export type Known<T> = [Extract<T, Deferred>] extends [never]
    ? KnownValue<T>
    : KnownValue<Exclude<T, Deferred>> | Unknown;

type KnownValue<T> = T extends string | number | boolean | null | undefined
    ? T
    : T extends readonly (infer Element)[]
      ? Known<Element>[]
      : { [Key in keyof T]: Known<T[Key]> };

export function isUnknown(value: unknown): value is Unknown {
    return value instanceof Unknown;
}

/**
 * Follows every output inside `value`. Secrets come out in the clear: the result is for deciding and validating only
 * and goes into no resource, message or log.
 */
export async function resolveKnown<T>(value: T): Promise<Known<T>> {
    return (await follow(value)) as Known<T>;
}

async function follow(value: unknown): Promise<unknown> {
    // A caller that sends no output values leaves the bare sentinel (@pulumi/pulumi provider/server.ts deserializeInputs).
    if (value === pulumi.unknown) {
        return unknown;
    }
    if (pulumi.Output.isInstance(value)) {
        return follow(await contentOf(value));
    }
    if (value instanceof Promise) {
        return follow(await value);
    }
    if (Array.isArray(value)) {
        return Promise.all(value.map(follow));
    }
    if (typeof value === "object" && value !== null) {
        const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
        const followed = await Promise.all(entries.map(async ([key, entry]) => [key, await follow(entry)] as const));
        return Object.fromEntries(followed);
    }
    return value;
}

/**
 * What an output holds, with the sentinel in place of what is not known.
 * `promise(withUnknowns)` is how the SDK itself reads an output when it serialises one (runtime/rpc.ts).
 */
async function contentOf(output: pulumi.Output<unknown>): Promise<unknown> {
    const readable = output as pulumi.Output<unknown> & {
        promise(withUnknowns: boolean): Promise<unknown>;
        isKnown: Promise<boolean>;
    };
    const content = await readable.promise(true);
    const known = await readable.isKnown;
    return known || pulumi.containsUnknowns(content) ? content : pulumi.unknown;
}
