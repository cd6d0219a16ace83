import { annotationPrefix } from "../../waivers/annotationPrefix";

/**
 * Why a weaker setting is accepted, by whom and until when. It stands in the program where the weakness is,
 * and is stamped on the resource that it weakens.
 */
export interface Waiver {
    /**
     * Why the weaker setting is needed.
     * @minLength 1
     */
    reason: string;
    /**
     * Who answers for it: a team or a person.
     * @minLength 1
     */
    owner: string;
    /**
     * Last day on which it counts, as YYYY-MM-DD (UTC, end of that day). The policy pack, the audit and the report judge it;
     * building a resource checks its form only.
     * @format date
     */
    expires: string;
    /** Where it was decided, for example SEC-812. */
    ticket?: string;
}

/** Annotation that carries the waiver of one rule on the resource that it weakens. */
export function waiverAnnotation(rule: string, waiver: Waiver): Record<string, string> {
    const { reason, owner, expires, ticket } = waiver;
    const content = { reason, owner, expires, ...(ticket === undefined ? {} : { ticket }) };
    return { [annotationPrefix + rule]: JSON.stringify(content) };
}
