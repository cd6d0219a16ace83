import type { ControlKey } from "../controls";
import type { Severity } from "../rules/rule";

/** What a finding says of its rule on its resource. A baseline or an expired waiver changes which findings there are, not these words. */
export type Status = "fail" | "waived" | "unknown";

/** Empty strings where there is none: a namespace of a cluster-wide object, the apiVersion of a cloud resource (its kind is the type token). */
export interface Resource {
    readonly apiVersion: string;
    readonly kind: string;
    readonly namespace: string;
    readonly name: string;
    readonly urn?: string;
}

/** The waiver that a waived finding was accepted by. */
export interface AppliedWaiver {
    readonly reason: string;
    readonly owner: string;
    /** YYYY-MM-DD */
    readonly expires: string;
    readonly ticket?: string;
}

export interface Finding {
    readonly rule: string;
    readonly controls: readonly ControlKey[];
    readonly severity: Severity;
    readonly status: Status;
    readonly resource: Resource;
    /** As given on the command line; `-` for standard input, `cluster` or `cluster:<context>` for a live one. */
    readonly file: string;
    /** From 1; null where there is none. */
    readonly line: number | null;
    /** `spec.postgresql.pg_hba[0]` */
    readonly path: string;
    /** What was seen, and what to write instead. */
    readonly message: string;
    /** What `--fix` would write, in words. */
    readonly fix?: string;
    readonly waiver?: AppliedWaiver;
}

/** Something that could not be read, or a rule that broke. */
export interface AuditError {
    readonly file: string;
    readonly message: string;
}

export interface Summary {
    /** Findings of status fail. */
    readonly failed: number;
    /** Those, by severity. */
    readonly bySeverity: Readonly<Record<Severity, number>>;
    readonly waived: number;
    readonly unknown: number;
    /** Findings left out because the baseline has them; only with a baseline. */
    readonly known?: number;
}

/** The result of an audit: what the json format prints as it is. */
export interface Report {
    readonly version: 1;
    readonly summary: Summary;
    readonly findings: readonly Finding[];
    readonly errors: readonly AuditError[];
    /** How many objects the rules looked at. */
    readonly subjects: number;
}
