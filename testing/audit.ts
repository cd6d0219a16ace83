import assert from "node:assert/strict";
import { audit, type AuditOptions } from "../audit/audit";
import type { Report } from "../audit/finding";
import type { Reading } from "../audit/read/source";
import { rules } from "../rules";

/** The audit with every rule and no waiver file. */
export function auditForTests(reading: Reading, options: Partial<AuditOptions> = {}): Report {
    const knownRules = rules.map(({ id }) => id);
    return audit(reading, {
        rules,
        waivers: {
            file: { waivers: [], problems: [] },
            knownRules,
            activeRules: new Set(knownRules),
            partial: true,
            now: new Date("2026-11-23T12:00:00Z"),
        },
        ...options,
    }).report;
}

/** The rules that fail somewhere in what was read, without one that could not be judged. */
export function failingRules(reading: Reading): string[] {
    const { findings, errors } = auditForTests(reading);
    assert.deepEqual(errors, []);
    return [...new Set(findings.flatMap(({ rule, status }) => (status === "fail" ? [rule] : [])))].sort();
}
