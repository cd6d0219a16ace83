import type { ControlKey } from "../controls";

/** How a control stands with what a component makes. Nobody records evidence there: `evidence` is what it takes. */
export const standings = ["enforced", "waived", "partial", "violated", "unknown", "impossible", "evidence"] as const;
export type Standing = (typeof standings)[number];

/**
 * How the controls of the guide stand, counted and by key. It is worked out from what was asked for when it was made: no clock is
 * looked at, so a waiver counts also after its last day, which the policy pack, the audit and the report judge.
 */
export interface ComplianceSummary {
    /**
     * Controls that are met.
     * @asType integer
     */
    enforced: number;
    /**
     * Controls that are weakened by a waiver of yours.
     * @asType integer
     */
    waived: number;
    /**
     * Controls of which a part is met.
     * @asType integer
     */
    partial: number;
    /**
     * Controls that are not met.
     * @asType integer
     */
    violated: number;
    /**
     * Controls of which it is not known: in a preview what other resources will answer is not; and what stands elsewhere never is, such as
     * a namespace, an operator, a bucket or a monitoring of your own.
     * @asType integer
     */
    unknown: number;
    /**
     * Controls that the database or its operator cannot meet; docs/controls.md tells why and what to do instead.
     * @asType integer
     */
    impossible: number;
    /**
     * Controls that no manifest can show: they need evidence, which the report collects.
     * @asType integer
     */
    evidence: number;
    /** Keys of the waived controls, for example NM-1. */
    waivedControls: string[];
    /** Keys of the controls of which a part is met. */
    partialControls: string[];
    /** Keys of the controls that are not met. */
    violatedControls: string[];
    /** Keys of the controls of which it is not known. */
    unknownControls: string[];
}

/** In the order in which they come, which is the guide's. */
export function summarised(found: ReadonlyMap<ControlKey, Standing>): ComplianceSummary {
    const keys = (standing: Standing): string[] =>
        [...found].flatMap(([key, each]) => (each === standing ? [key] : []));
    const counts = Object.fromEntries(standings.map((standing) => [standing, keys(standing).length])) as Record<
        Standing,
        number
    >;
    return {
        ...counts,
        waivedControls: keys("waived"),
        partialControls: keys("partial"),
        violatedControls: keys("violated"),
        unknownControls: keys("unknown"),
    };
}
