import type { Rule } from "../rules/rule";
import type { Subject } from "../rules/subject";
import type { Verdict } from "./controlStatus";

/** The waiver that accepts a failure. */
export interface AcceptedBy {
    readonly reason: string;
    readonly owner: string;
    readonly expires: string;
    readonly ticket?: string;
}

/** What a check says beyond that it passes: once for each place. */
export interface CheckResult {
    readonly verdict: Exclude<Verdict, "pass">;
    readonly severity: Rule["severity"];
    readonly file: string;
    readonly line: number | null;
    readonly path: string;
    readonly message: string;
    readonly waiver?: AcceptedBy;
}

/** One rule on one object. Without results, it passes. */
export interface Check {
    readonly rule: Rule;
    readonly subject: Subject;
    readonly results: readonly CheckResult[];
}

export function verdictsOf({ results }: Pick<Check, "results">): readonly Verdict[] {
    return results.length === 0 ? ["pass"] : results.map(({ verdict }) => verdict);
}
