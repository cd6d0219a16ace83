import { isProperties, type Properties, type Value } from "./values";

export interface Placed {
    /** With numbers in place of `[]`: `rules[0].priority`. */
    property: string;
    value: Value;
}

/** The values at a place: `rule.defaultRetention.days`; `rules[].priority` for each of a list. None where nothing is. */
export function valuesAt(inputs: Properties, place: string): Placed[] {
    const steps = place.split(/\.|(?=\[\])/);
    return steps.reduce<Placed[]>(
        (found, step) => found.flatMap((placed) => within(placed, step)),
        [{ property: "", value: inputs }],
    );
}

function within({ property, value }: Placed, step: string): Placed[] {
    if (step === "[]") {
        const items = Array.isArray(value) ? value : [];
        return items.map((item, index) => ({ property: `${property}[${index}]`, value: item }));
    }
    const inner = isProperties(value) ? value[step] : undefined;
    return inner === undefined || inner === null
        ? []
        : [{ property: property === "" ? step : `${property}.${step}`, value: inner }];
}
