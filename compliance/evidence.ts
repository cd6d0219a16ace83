import type { ControlKey } from "../controls";
import { matchesResource } from "../waivers";
import type { Subject } from "../rules/subject";
import type { EvidenceVerdict } from "./controlStatus";

/** What a scanner found in one image. */
export interface ScannedImage {
    readonly tool: string;
    /** As the scanner names it. */
    readonly image: string;
    /** sha256 digests by which the image may be named. */
    readonly digests: readonly string[];
    /** HIGH and CRITICAL ones, the most severe first. */
    readonly serious: readonly Vulnerability[];
    readonly others: number;
    /** Those that the scanner was told to leave out (an ignore file, VEX). */
    readonly suppressed: number;
}

export interface Vulnerability {
    readonly id: string;
    readonly severity: "CRITICAL" | "HIGH";
    readonly package: string;
    readonly installed: string;
    /** Empty where there is none yet. */
    readonly fixed: string;
}

/** What shows a control that no manifest can decide: said by whom, when, and where it can be looked at. */
export interface RecordedEvidence {
    readonly control: ControlKey;
    readonly statement: string;
    readonly link: string;
    /** YYYY-MM-DD */
    readonly date: string;
    readonly owner: string;
    /** The database that it is about, as a waiver names a resource; absent where it is about all. */
    readonly database?: string;
    readonly verdict: EvidenceVerdict;
    /** Why it does not show the control: too old, or what it holds against it. */
    readonly objection?: string;
    readonly scan?: readonly ScannedImage[];
    readonly file: string;
    readonly line: number;
}

export function evidenceFor(
    control: ControlKey,
    database: Subject | undefined,
    all: readonly RecordedEvidence[],
): readonly RecordedEvidence[] {
    return all.filter(
        (evidence) =>
            evidence.control === control &&
            (evidence.database === undefined ||
                (database !== undefined &&
                    matchesResource(evidence.database, {
                        kind: database.bareKind,
                        namespace: database.namespace,
                        name: database.name,
                        ...(database.pulumi === undefined ? {} : { urn: database.pulumi.urn }),
                    }))),
    );
}
