import type { Problem } from "./check";
import { valuesAt } from "./places";
import { isUnknown, type Properties } from "./values";

/** What a cloud's API (or its provider, before the call) refuses in a single value. */
export interface Limit {
    pattern?: RegExp;
    /** What the pattern means, for the message. */
    says?: string;
    longest?: number;
    least?: number;
    most?: number;
    oneOf?: readonly string[];
}

/** By the place of the value: `name`, `rule.defaultRetention.days`, `rules[].priority` for each of a list. */
export type Limits = Readonly<Record<string, Limit>>;

export function limitProblems(limits: Limits | undefined, type: string, inputs: Properties): Problem[] {
    return Object.entries(limits ?? {}).flatMap(([place, limit]) =>
        valuesAt(inputs, place).flatMap(({ property, value }) => {
            const wanted = isUnknown(value) ? undefined : brokenBy(limit, value);
            return wanted === undefined
                ? []
                : [{ property, reason: `${type}: ${property} is ${JSON.stringify(value)}; write ${wanted}` }];
        }),
    );
}

function brokenBy(limit: Limit, value: Properties[string]): string | undefined {
    if (typeof value === "number") {
        const { least = -Infinity, most = Infinity } = limit;
        return value < least || value > most ? `a number from ${least} to ${most}` : undefined;
    }
    if (typeof value !== "string") {
        return undefined;
    }
    if (limit.pattern !== undefined && !limit.pattern.test(value)) {
        return limit.says ?? `a text that matches ${limit.pattern.source}`;
    }
    if (limit.longest !== undefined && value.length > limit.longest) {
        return `at most ${limit.longest} characters (it has ${value.length})`;
    }
    return limit.oneOf !== undefined && !limit.oneOf.includes(value)
        ? `one of ${limit.oneOf.map((choice) => JSON.stringify(choice)).join(", ")}`
        : undefined;
}
