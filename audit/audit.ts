import { Estate, type EstateOptions } from "../rules/estate";
import { judge, type Judgement } from "../rules/judge";
import type { Edit } from "../rules/outcome";
import { severities, type Rule, type Severity } from "../rules/rule";
import type { Subject } from "../rules/subject";
import type { Finding, Report, Summary } from "./finding";
import { findingOf } from "./findingOf";
import type { Origin } from "./read/origin";
import type { Reading, ReadSubject } from "./read/source";
import { ordered, sortedBy } from "./reports/order";
import { waive, type WaiverOptions } from "./waiving";

export interface AuditOptions extends EstateOptions {
    readonly rules: readonly Rule[];
    /** Severities of a repository's own. */
    readonly severities?: ReadonlyMap<string, Severity>;
    readonly waivers: WaiverOptions;
}

/** An edit that would remove a finding, and where. */
export interface Repair {
    readonly finding: Finding;
    readonly origin: Origin;
    readonly edits: readonly Edit[];
}

/** One rule on one object, passed or not. */
export interface Checked {
    readonly rule: Rule;
    readonly subject: Subject;
    /** After the waivers. None where it passes. */
    readonly findings: readonly Finding[];
    /** Why the rule broke. */
    readonly error?: string;
}

export interface Audited {
    readonly report: Report;
    readonly repairs: readonly Repair[];
    readonly checked: readonly Checked[];
    readonly estate: Estate;
}

interface Judged {
    readonly finding: Finding;
    readonly repair?: Repair;
}

/** Subjects to findings: rules, then waivers, then findings about the waivers, in an order that depends on neither. */
export function audit(reading: Reading, options: AuditOptions): Audited {
    const estate = new Estate(
        inOrder(reading.subjects).map(({ subject }) => subject),
        { ...options, complete: options.complete === true || reading.complete },
    );
    const origins = new Map<Subject, Origin>(reading.subjects.map(({ subject, origin }) => [subject, origin]));
    const judgements = judge(options.rules, estate);
    const byJudgement = judgements.map((judgement) => judgedOf(judgement, origins, options.severities));
    const judged = byJudgement.flat();
    const { findings, about } = waive(
        judged.map(({ finding }) => finding),
        reading.subjects,
        options.waivers,
    );
    const broken = judgements.flatMap(({ rule, subject, error }) =>
        error === undefined
            ? []
            : [{ file: fileOf(origins, subject), message: `${rule.id} broke on ${subject.title}: ${error}` }],
    );
    const all = [...findings, ...about];
    return {
        report: ordered({
            version: 1,
            summary: summaryOf(all),
            findings: all,
            errors: [...reading.errors, ...broken],
            subjects: reading.subjects.length,
        }),
        repairs: judged.flatMap(({ repair }, index) => {
            const finding = findings[index];
            return repair === undefined || finding?.status !== "fail" ? [] : [{ ...repair, finding }];
        }),
        checked: checkedOf(judgements, byJudgement, findings),
        estate,
    };
}

/** The findings stand in the order of the judgements that they come from. */
function checkedOf(
    judgements: readonly Judgement[],
    byJudgement: readonly (readonly Judged[])[],
    findings: readonly Finding[],
): readonly Checked[] {
    let begin = 0;
    return judgements.map(({ rule, subject, error }, index) => {
        const end = begin + (byJudgement[index]?.length ?? 0);
        const own = findings.slice(begin, end);
        begin = end;
        return { rule, subject, findings: own, ...(error === undefined ? {} : { error }) };
    });
}

/** By what they are, so that a rule that speaks of the first of several chooses the same one whatever the order of files. */
function inOrder(subjects: readonly ReadSubject[]): readonly ReadSubject[] {
    return sortedBy([...subjects], ({ subject, origin }) => [
        subject.kind,
        subject.namespace,
        subject.name,
        subject.pulumi?.urn ?? "",
        origin.file,
        origin.place?.document ?? 0,
    ]);
}

function judgedOf(
    { rule, subject, outcomes }: Judgement,
    origins: ReadonlyMap<Subject, Origin>,
    own?: ReadonlyMap<string, Severity>,
): readonly Judged[] {
    const origin = origins.get(subject);
    return outcomes.map((outcome) => {
        // Only a place in a YAML file can be written to: not JSON, not a state, not a cluster.
        const edits = outcome.verdict === "fail" && origin?.place !== undefined ? (outcome.edits ?? []) : [];
        const finding = findingOf(rule, subject, outcome, own, { origin, edits });
        return edits.length === 0 || origin === undefined
            ? { finding }
            : { finding, repair: { finding, origin, edits } };
    });
}

export function summaryOf(findings: readonly Finding[]): Summary {
    const count = (status: Finding["status"]): number => findings.filter((finding) => finding.status === status).length;
    const failed = findings.filter(({ status }) => status === "fail");
    const bySeverity = Object.fromEntries(
        severities.map((severity) => [severity, failed.filter((finding) => finding.severity === severity).length]),
    ) as Record<Severity, number>;
    return { failed: failed.length, bySeverity, waived: count("waived"), unknown: count("unknown") };
}

function fileOf(origins: ReadonlyMap<Subject, Origin>, subject: Subject): string {
    return origins.get(subject)?.file ?? "";
}
