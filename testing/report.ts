import { createHash } from "node:crypto";
import { audit, type AuditOptions } from "../audit/audit";
import { readSource } from "../audit/read/source";
import { together } from "../audit/read/read";
import type { ControlShown, Scope } from "../compliance/compliance";
import type { RecordedEvidence } from "../compliance/evidence";
import { complianceReport } from "../report/build";
import type { ComplianceReport } from "../report/report";
import { rules } from "../rules";
import { readWaiverFile } from "../waivers";

export const reportNow = new Date("2026-11-27T12:00:00Z");

export interface ReportOptions extends Partial<Pick<AuditOptions, "complete">> {
    /** Content of a waiver file. */
    readonly waivers?: string;
    readonly evidence?: readonly RecordedEvidence[];
    readonly off?: ReadonlyMap<string, string>;
}

/** The report of these files, by name, with every rule. */
export function reportForTests(files: Readonly<Record<string, string>>, options: ReportOptions = {}): ComplianceReport {
    const { waivers, evidence = [], off = new Map<string, string>(), complete = false } = options;
    const knownRules = rules.map(({ id }) => id);
    const active = rules.filter(({ id }) => !off.has(id));
    const reading = together(
        Object.entries(files).map(([file, text]) => ({
            ...readSource(file, text),
            files: [{ name: file, sha256: createHash("sha256").update(text).digest("hex") }],
        })),
    );
    const audited = audit(reading, {
        rules: active,
        complete,
        waivers: {
            file:
                waivers === undefined
                    ? { waivers: [], problems: [] }
                    : readWaiverFile(waivers, "waivers.yaml", { knownRules }),
            knownRules,
            activeRules: new Set(active.map(({ id }) => id)),
            partial: true,
            now: reportNow,
        },
    });
    return complianceReport(audited, reading, {
        version: "0.0.0",
        now: reportNow,
        names: Object.keys(files),
        cluster: false,
        rules,
        off,
        evidence,
        ...(waivers === undefined ? {} : { waiverFile: "waivers.yaml" }),
        ...(evidence.length === 0 ? {} : { evidenceFile: "evidence.yaml" }),
    });
}

/** The control of this key in one scope: of the database with this title, or the first. */
export function controlIn({ scopes }: ComplianceReport, key: string, title?: string): ControlShown {
    const scope = scopeIn(scopes, title);
    const control = scope.controls.find((each) => each.key === key);
    if (control === undefined) {
        throw new Error(`${scope.title} shows no ${key}`);
    }
    return control;
}

function scopeIn(scopes: readonly Scope[], title: string | undefined): Scope {
    const scope = title === undefined ? scopes[0] : scopes.find((each) => each.title === title);
    if (scope === undefined) {
        throw new Error(`there is no ${title ?? "scope"} among ${scopes.map((each) => each.title).join(", ")}`);
    }
    return scope;
}
