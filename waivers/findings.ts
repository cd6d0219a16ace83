import { appliesTo } from "./decide";
import { furthestDate, standingOf } from "./dates";
import { matchesResource } from "./resource";
import type { FindingLike, Place, PlacedWaiver, Problem, ResourceIdentity } from "./waiver";

/** What the audit says of the waivers themselves. The ids never change. */
export const waiverFindingIds = [
    "waiver-malformed",
    "waiver-expired",
    "waiver-expiring",
    "waiver-too-long",
    "waiver-unused",
] as const;
export type WaiverFindingId = (typeof waiverFindingIds)[number];

const severities = {
    "waiver-malformed": "medium",
    "waiver-expired": "medium",
    "waiver-too-long": "medium",
    "waiver-expiring": "low",
    "waiver-unused": "low",
} as const satisfies Readonly<Record<WaiverFindingId, "low" | "medium">>;

export interface WaiverFinding extends Place {
    readonly rule: WaiverFindingId;
    readonly severity: "low" | "medium";
    /** What was seen, and what to write instead. */
    readonly message: string;
}

export interface Waived {
    readonly waivers: readonly PlacedWaiver[];
    readonly problems: readonly Problem[];
    /** Every finding of the audit, waived or not, and the unknown ones too: a waiver that names one of them is used. */
    readonly findings: readonly FindingLike[];
    readonly now: Date;
    /**
     * The resources that were looked at, when they are only some of those that the file is for (one stack of several):
     * a waiver for none of them is not called unused. Absent: they were all.
     */
    readonly resources?: readonly ResourceIdentity[];
}

export function waiverFindings({ waivers, problems, findings, now, resources }: Waived): readonly WaiverFinding[] {
    return [
        ...problems.map(({ place, message }) => finding("waiver-malformed", place, message)),
        ...waivers.flatMap((waiver) => {
            const used = findings.some((each) => appliesTo(waiver, each));
            const inSight = resources?.some((resource) => matchesResource(waiver.resource, resource)) ?? true;
            return [...dateFindings(waiver, used, now), ...unusedFindings(waiver, used || !inSight, now)];
        }),
    ];
}

function dateFindings(waiver: PlacedWaiver, used: boolean, now: Date): readonly WaiverFinding[] {
    const standing = standingOf(waiver.expires, now);
    switch (standing.kind) {
        // Said by whoever read the waiver.
        case "unreadable":
        case "valid":
            return [];
        case "expired":
            return [
                finding(
                    "waiver-expired",
                    at(waiver.place, "expires"),
                    `${title(waiver)} ended on ${waiver.expires}: ` +
                        (used
                            ? `fix what it accepted, or have ${waiver.owner} decide on a new date`
                            : "nothing needs it any more; remove it"),
                ),
            ];
        case "expiring":
            return [
                finding(
                    "waiver-expiring",
                    at(waiver.place, "expires"),
                    `${title(waiver)} ends on ${waiver.expires}, ${inDays(standing.daysLeft)}: ` +
                        `fix what it accepts, or have ${waiver.owner} decide on a new date`,
                ),
            ];
        case "too long":
            return [
                finding(
                    "waiver-too-long",
                    at(waiver.place, "expires"),
                    `${title(waiver)} lasts until ${waiver.expires}, more than a year: ` +
                        `write ${furthestDate(now)} or earlier, and decide again then`,
                ),
            ];
    }
}

function unusedFindings(waiver: PlacedWaiver, excused: boolean, now: Date): readonly WaiverFinding[] {
    const { kind } = standingOf(waiver.expires, now);
    if (excused || kind === "expired" || kind === "unreadable") {
        return [];
    }
    const message = `${title(waiver)} accepts nothing that was found: remove it, or correct its rule, resource or path`;
    return [finding("waiver-unused", waiver.place, message)];
}

function finding(rule: WaiverFindingId, place: Place, message: string): WaiverFinding {
    return { ...place, rule, severity: severities[rule], message };
}

/** The field of a waiver in a file; an annotation is one text. */
function at(place: Place, key: string): Place {
    return place.resource === undefined ? { ...place, path: `${place.path}.${key}` } : place;
}

function title({ rule, resource, path }: PlacedWaiver): string {
    return `the waiver of ${rule} on ${resource}${path === undefined ? "" : ` at ${path}`}`;
}

function inDays(days: number): string {
    return days === 0 ? "today" : days === 1 ? "tomorrow" : `in ${days} days`;
}
