import type { Problem } from "./check";
import { valuesAt } from "./places";
import { isProperties, isUnknown, type Properties, type Value } from "./values";

/** What of a resource's inputs needs, or shuts out, what else of them. */
export interface Pairing {
    /** The object in which both stand, or each of a list (`rules[]`); left out: the inputs themselves. */
    in?: string;
    /** Place of what decides; it decides where it is there, or has the value of `is`. */
    when: string;
    is?: Value;
    needs?: string;
    /** Exactly one of these is there. */
    needsOneOf?: readonly string[];
    excludes?: string;
    /** What the cloud says to it, or means by it. */
    because: string;
}

export function pairingProblems(pairings: readonly Pairing[] = [], type: string, inputs: Properties): Problem[] {
    return pairings.flatMap((pairing) => {
        const places = pairing.in === undefined ? [{ property: "", value: inputs }] : valuesAt(inputs, pairing.in);
        return places.flatMap(({ property, value }) =>
            isProperties(value) ? problemsOf(pairing, type, property, value) : [],
        );
    });
}

function problemsOf(pairing: Pairing, type: string, at: string, object: Properties): Problem[] {
    const { when, is, needs, needsOneOf, excludes, because } = pairing;
    const deciding = valuesAt(object, when);
    if (
        !deciding.some(({ value }) => is === undefined || value === is) ||
        deciding.some(({ value }) => isUnknown(value))
    ) {
        return [];
    }
    const isThere = (place: string): boolean => valuesAt(object, place).length > 0;
    const place = (name: string): string => (at === "" ? name : `${at}.${name}`);
    const wanted = [
        ...(needs !== undefined && !isThere(needs) ? [`write ${place(needs)}`] : []),
        ...(needsOneOf !== undefined && needsOneOf.filter(isThere).length !== 1
            ? [`write exactly one of ${needsOneOf.map(place).join(", ")}`]
            : []),
        ...(excludes !== undefined && isThere(excludes) ? [`take out ${place(excludes)}`] : []),
    ];
    return wanted.map((what) => ({ property: place(when), reason: `${type}: ${because}: ${what}` }));
}
