import { waiverFindingIds, type WaiverFindingId } from "../waivers";
import type { RuleText } from "./reports/context";

/** The findings about waivers, told like rules, though no rule makes them. */
const texts: Readonly<Record<WaiverFindingId, Pick<RuleText, "title" | "why" | "fix" | "severity">>> = {
    "waiver-malformed": {
        title: "Waivers can be read",
        severity: "medium",
        why: "A waiver that cannot be read accepts nothing, though somebody believes that it does.",
        fix: "Write what the message asks for: rule, resource, reason, owner and expires (YYYY-MM-DD). `hardened-db waive` writes well-formed ones.",
    },
    "waiver-expired": {
        title: "Waivers are in force",
        severity: "medium",
        why: "What the waiver accepted counts as a failure again since its last day.",
        fix: "Fix what it accepted, or have its owner decide on a new date.",
    },
    "waiver-expiring": {
        title: "Waivers last for another 30 days",
        severity: "low",
        why: "When it ends, what it accepts fails the audit.",
        fix: "Fix what it accepts, or have its owner decide on a new date.",
    },
    "waiver-too-long": {
        title: "Waivers last for a year at most",
        severity: "medium",
        why: "Nobody decides again about what is accepted for years.",
        fix: "Write a date within a year.",
    },
    "waiver-unused": {
        title: "Waivers accept something",
        severity: "low",
        why: "A waiver that nothing needs is forgotten, and accepts the next weakness of that name without a decision.",
        fix: "Remove it, or correct its rule, resource or path.",
    },
};

export const waiverRules: readonly RuleText[] = waiverFindingIds.map((id) => ({
    id,
    controls: [],
    references: [],
    ...texts[id],
}));
