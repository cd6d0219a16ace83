import type { Answer, Control } from "../controls";

/** How a control stands, the most urgent first. */
export const statuses = [
    "violated",
    "unknown",
    "missing",
    "partial",
    "waived",
    "impossible",
    "evidence",
    "enforced",
] as const;

/**
 * `violated`: a check fails. `unknown`: what was read does not tell. `missing`: no manifest can decide it, and no evidence is recorded.
 * `partial`: met with a known gap. `waived`: a failure is accepted, by name and until a day. `impossible`: not with this database and
 * operator. `evidence`: shown by what somebody recorded. `enforced`: every check passes.
 */
export type ControlStatus = (typeof statuses)[number];

/** What a check says of an object, once the waivers are applied. */
export type Verdict = "pass" | "fail" | "waived" | "unknown";

/** What recorded evidence comes to: it shows that the control is met, that it is not, or it is too old to say. */
export type EvidenceVerdict = "shows" | "refutes" | "outdated";

/** All that the status of a control follows from. */
export interface Grounds {
    /** What the engine and its operator can do; absent where no engine is meant. */
    readonly answer?: Answer;
    readonly verdicts: readonly Verdict[];
    /** No check is about it for this engine, since the operator or the database does it by itself and no setting takes it away. */
    readonly builtIn?: boolean;
    /** Why the control is met only in part, although no check fails. */
    readonly gaps?: readonly string[];
    readonly evidence?: readonly EvidenceVerdict[];
}

/**
 * One status of a control. A failure that nobody accepted outweighs everything, also that the engine cannot do better: the way on
 * is then a waiver. What cannot be told is never taken for met.
 */
export function controlStatus(control: Pick<Control, "check">, grounds: Grounds): ControlStatus {
    const { answer, verdicts, builtIn = false, gaps = [], evidence = [] } = grounds;
    const has = (verdict: Verdict): boolean => verdicts.includes(verdict);
    if (has("fail") || evidence.includes("refutes")) {
        return "violated";
    }
    if (has("waived")) {
        return "waived";
    }
    if (answer?.how === "impossible") {
        return "impossible";
    }
    const passes = control.check === "rules" && (has("pass") || builtIn);
    const shown = evidence.includes("shows");
    if (has("unknown")) {
        return passes ? "partial" : shown ? "evidence" : "unknown";
    }
    if (passes) {
        return gaps.length > 0 ? "partial" : "enforced";
    }
    if (shown) {
        return gaps.length > 0 ? "partial" : "evidence";
    }
    if (evidence.includes("outdated")) {
        return "partial";
    }
    return control.check === "evidence" ? "missing" : "unknown";
}
