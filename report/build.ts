import type { Audited, Checked } from "../audit/audit";
import type { Reading } from "../audit/read/source";
import type { Check } from "../compliance/check";
import { complianceOf } from "../compliance/compliance";
import type { RecordedEvidence } from "../compliance/evidence";
import { guide } from "../controls";
import type { Rule } from "../rules/rule";
import { provenanceOf, type Digests } from "./provenance";
import type { ComplianceReport, ReadTwice, Source } from "./report";

export interface Surroundings {
    readonly version: string;
    readonly now: Date;
    readonly names: readonly string[];
    readonly cluster: boolean;
    readonly rules: readonly Rule[];
    readonly off: ReadonlyMap<string, string>;
    readonly evidence: readonly RecordedEvidence[];
    readonly waiverFile?: string;
    readonly evidenceFile?: string;
    /** Of these two files. */
    readonly digests?: Digests;
}

/** From an audit and the evidence to the report. */
export function complianceReport(
    { report, checked, estate }: Audited,
    reading: Reading,
    { version, now, names, cluster, rules, off, evidence, waiverFile, evidenceFile, digests }: Surroundings,
): ComplianceReport {
    const files = new Map(reading.subjects.map(({ subject, origin }) => [subject, origin.file]));
    const scopes = complianceOf({
        fileOf: (subject) => files.get(subject),
        estate,
        checks: checked.map(checkOf),
        rules,
        off,
        evidence,
    });
    const used = new Set(scopes.flatMap(({ controls }) => controls).flatMap((control) => control.evidence));
    const ofRules = new Set(rules.map(({ id }) => id));
    return {
        format: "hardened-db/compliance-report",
        version: 1,
        tool: { name: "hardened-db", version },
        guide,
        made: now.toISOString(),
        source: sourceOf(reading, names, cluster, estate.complete),
        ...(waiverFile === undefined ? {} : { waiverFile }),
        ...(evidenceFile === undefined ? {} : { evidenceFile }),
        provenance: provenanceOf(reading, digests),
        readTwice: readTwice(reading),
        scopes,
        unusedEvidence: evidence.filter((each) => !used.has(each)),
        aboutWaivers: report.findings.filter(({ rule }) => !ofRules.has(rule)),
        off: [...off].map(([rule, reason]) => ({ rule, reason })),
        errors: report.errors,
    };
}

/** Whatever the version of the API: it is one object in a cluster. */
function readTwice({ subjects }: Reading): readonly ReadTwice[] {
    const found = new Map<string, { readonly object: string; readonly files: Set<string> }>();
    for (const { subject, origin } of subjects) {
        if (subject.apiVersion !== "") {
            const key = `${subject.kind} ${subject.title}`;
            const same = found.get(key) ?? { object: subject.title, files: new Set() };
            same.files.add(origin.file);
            found.set(key, same);
        }
    }
    return [...found.values()]
        .filter(({ files }) => files.size > 1)
        .map(({ object, files }) => ({ object, files: [...files].sort() }));
}

function checkOf({ rule, subject, findings, error }: Checked): Check {
    const results = findings.map(({ status, severity, file, line, path, message, waiver }) => ({
        verdict: status,
        severity,
        file,
        line,
        path,
        message,
        ...(waiver === undefined ? {} : { waiver }),
    }));
    const broken = {
        verdict: "unknown" as const,
        severity: rule.severity,
        file: "",
        line: null,
        path: "",
        message: `the check broke: ${error ?? ""}`,
    };
    return { rule, subject, results: error === undefined ? results : [...results, broken] };
}

function sourceOf({ subjects }: Reading, names: readonly string[], cluster: boolean, complete: boolean): Source {
    const stacks = new Set(
        subjects.flatMap(({ subject }) => {
            const [, stack, project] = /^urn:pulumi:([^:]+)::([^:]+)::/.exec(subject.pulumi?.urn ?? "") ?? [];
            return stack === undefined || project === undefined ? [] : [`${project}/${stack}`];
        }),
    );
    return {
        kind: cluster ? "cluster" : stacks.size > 0 ? "pulumi" : "files",
        names,
        stacks: [...stacks],
        objects: subjects.length,
        complete,
    };
}
