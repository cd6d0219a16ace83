import type { AcceptedBy } from "../compliance/check";
import type { CheckedObject, ControlShown, ResultShown } from "../compliance/compliance";
import type { ControlStatus } from "../compliance/controlStatus";

export const statusLabels: Readonly<Record<ControlStatus, string>> = {
    violated: "Violated",
    unknown: "Unknown",
    missing: "No evidence",
    partial: "Partial",
    waived: "Waived",
    impossible: "Not possible",
    evidence: "Evidence",
    enforced: "Enforced",
};

export const statusMeanings: Readonly<Record<ControlStatus, string>> = {
    violated: "At least one check fails, or evidence speaks against it, and nobody has accepted that.",
    unknown: "What was read does not tell. It is counted neither as met nor as violated.",
    missing: "No configuration can show this control, and nobody has recorded evidence for it.",
    partial: "It is met, except for the part that is named; or a part of its checks could not be decided.",
    waived: "A check fails, and somebody has accepted that until a date, by name and with a reason.",
    impossible:
        "This database and its operator have no way to meet it, so it is not met: what to do instead is said, and the risk wants an owner.",
    evidence:
        "Rests on what somebody has recorded: a statement, a link, a date and a name. This tool did not verify it.",
    enforced:
        "Every check that found something to look at passes on all of it; or the operator does it by itself, and has no switch for it.",
};

/** Statuses that ask somebody to do something. */
export const openStatuses: readonly ControlStatus[] = ["violated", "unknown", "missing", "partial"];

/** In one or two sentences, why a control has its status. */
export function whyOf(control: ControlShown): string {
    switch (control.status) {
        case "violated":
            return violation(control);
        case "waived":
            return waivers(control)
                .map(({ owner, expires }) => `Accepted by ${owner} until ${expires}.`)
                .join(" ");
        case "impossible":
            return control.impossible?.reason ?? "";
        case "partial":
            return [...control.gaps, ...undecidedOf(control), ...outdatedOf(control)].join(" ");
        case "evidence":
            return control.evidence
                .filter(({ verdict }) => verdict === "shows")
                .map(({ statement, date, owner }) => `${ended(statement)} Recorded by ${owner} on ${date}.`)
                .join(" ");
        case "missing":
            return "None recorded.";
        case "unknown":
            return undecidedOf(control).join(" ") || nothingToLookAt(control);
        case "enforced":
            return control.checks.length === 0
                ? `Built in: ${control.engineNote ?? ""}`
                : `${allOf(control.checks.length, "check")} ${control.checks.length === 1 ? "passes" : "pass"}${idleToo(control)}.`;
    }
}

/** What is not said aloud would be taken for passed. */
function idleToo({ idle }: ControlShown): string {
    return idle.length === 0 ? "" : `; ${idle.length} more found nothing to look at`;
}

function allOf(count: number, one: string): string {
    switch (count) {
        case 1:
            return `One ${one}`;
        case 2:
            return `Both ${one}s`;
        default:
            return `All ${count} ${one}s`;
    }
}

function violation({ checks, evidence }: ControlShown): string {
    const failing = checks.filter(({ verdict }) => verdict === "fail");
    const against = evidence.flatMap(({ verdict, objection }) => (verdict === "refutes" ? [objection ?? ""] : []));
    const first =
        failing.length === 0
            ? []
            : checks.length === 1
              ? ["Its one check fails."]
              : failing.length === checks.length
                ? [`${failing.length === 2 ? "Both its" : `All its ${failing.length}`} checks fail.`]
                : [`${failing.length} of its ${checks.length} checks ${failing.length === 1 ? "fails" : "fail"}.`];
    return [...first, ...against].join(" ");
}

function undecidedOf({ checks }: ControlShown): readonly string[] {
    const undecided = checks.filter(({ verdict }) => verdict === "unknown");
    return undecided.length === 0
        ? []
        : [
              checks.length === 1
                  ? "Its one check could not be decided from what was read."
                  : `${undecided.length} of its ${checks.length} checks could not be decided from what was read.`,
          ];
}

function outdatedOf({ evidence }: ControlShown): readonly string[] {
    return evidence.flatMap(({ verdict, objection }) => (verdict === "outdated" ? [objection ?? ""] : []));
}

function nothingToLookAt({ off, idle }: ControlShown): string {
    if (idle.length === 0 && off.length > 0) {
        return "Every check of it is switched off in this repository.";
    }
    return "Among what was read there is nothing that its checks look at.";
}

/** The waivers of a control, each once. */
export function waivers({ checks }: ControlShown): readonly AcceptedBy[] {
    const all = checks
        .flatMap(({ objects }) => objects)
        .flatMap(({ results }) => results)
        .flatMap(({ waiver }) => waiver ?? []);
    return [...new Map(all.map((waiver) => [JSON.stringify(waiver), waiver])).values()];
}

export function ended(sentence: string): string {
    return /[.!?]$/.test(sentence.trim()) ? sentence.trim() : `${sentence.trim()}.`;
}

/** Where a result was seen, for those who open the file. */
export function placeIn({ file, line, path }: ResultShown): string {
    const place = line === null ? file : `${file}:${line}`;
    return path === "" ? place : `${place}, ${path}`;
}

/** Objects that pass, named; of many the first. */
export function passing(objects: readonly CheckedObject[]): readonly CheckedObject[] {
    return objects.filter(({ verdict }) => verdict === "pass");
}
