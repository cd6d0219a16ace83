import type { ControlKey, Engine } from "../controls";
import type { Estate } from "./estate";
import type { Kind } from "./kinds";
import type { Outcome } from "./outcome";
import type { Subject } from "./subject";

export const severities = ["low", "medium", "high", "critical"] as const;
export type Severity = (typeof severities)[number];

/** Where a rule's facts were read, and at which version. */
export interface Reference {
    readonly title: string;
    readonly url: string;
    /** Version or date of what was read: `CloudNativePG 1.30.0`. */
    readonly version: string;
}

/** A pure check of one thing. */
export interface Rule {
    /** Stays for good: waivers and baselines name it. */
    readonly id: string;
    /** The demand, as a sentence that is true when the rule passes. */
    readonly title: string;
    readonly controls: readonly ControlKey[];
    readonly severity: Severity;
    readonly kinds: readonly Kind[];
    /** The engine whose custom resources it reads; absent for what stands around every database. */
    readonly engine?: Engine;
    /** `estate` rules need the other objects too, and conclude from absence only when the estate is complete. Default `resource`. */
    readonly scope?: "resource" | "estate";
    /** What can happen when it fails. */
    readonly why: string;
    /** What to do about it, in a few sentences. */
    readonly fix: string;
    readonly references: readonly Reference[];
    /**
     * Whether the subject has what the rule looks at, where many have none of it: a report takes silence about nothing for no pass.
     * Absent: every subject of its kinds has.
     */
    concerns?(subject: Subject): boolean;
    /** Called for each subject of its kinds. Nothing means that the subject passes. */
    check(subject: Subject, estate: Estate): readonly Outcome[];
}
