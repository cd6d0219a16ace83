import {
    controls,
    engines,
    type Control,
    type ControlKey,
    type Engine,
    type Impossible,
    type Section,
    type ShownBy,
} from "../controls";
import type { Estate } from "../rules/estate";
import type { OpenHoles } from "../rules/postgres/knownHoles";
import type { Rule, Severity } from "../rules/rule";
import type { Subject } from "../rules/subject";
import { isForEngine, passCounts } from "./applies";
import { isBuiltIn } from "./builtIn";
import { databasesOf, databasesWith, engineOfDatabase } from "./belonging";
import { verdictsOf, type AcceptedBy, type Check } from "./check";
import { controlStatus, statuses, type ControlStatus, type Verdict } from "./controlStatus";
import { evidenceFor, type RecordedEvidence } from "./evidence";
import { gapsOf } from "./gaps";
import { knownHolesOf } from "./knownHoles";
import { remarksOn } from "./remarks";
import { scanGaps } from "./scanGaps";

/** An object that a check looked at, and what it came to. */
export interface CheckedObject {
    /** `Cluster orders/orders` */
    readonly object: string;
    readonly urn?: string;
    readonly verdict: Verdict;
    /** More than one database uses it. */
    readonly shared: boolean;
    readonly results: readonly ResultShown[];
}

export interface ResultShown {
    readonly verdict: Exclude<Verdict, "pass">;
    readonly severity: Severity;
    readonly file: string;
    readonly line: number | null;
    readonly path: string;
    readonly message: string;
    readonly waiver?: AcceptedBy;
}

/** A rule that decides a control, over all objects it looked at. */
export interface CheckShown {
    readonly rule: string;
    readonly title: string;
    readonly severity: Severity;
    readonly verdict: Verdict;
    readonly objects: readonly CheckedObject[];
}

export interface ControlShown {
    readonly key: ControlKey;
    readonly name: string;
    readonly section: Section;
    readonly demand: string;
    readonly decidedBy: Control["check"];
    readonly status: ControlStatus;
    readonly checks: readonly CheckShown[];
    /** Rules that decide the control for this engine and found nothing to look at. */
    readonly idle: readonly Pick<CheckShown, "rule" | "title">[];
    /** Rules that this repository has switched off, each with its reason. */
    readonly off: readonly { readonly rule: string; readonly reason: string }[];
    readonly gaps: readonly string[];
    /** What an auditor asks for beside the checks, such as the rights that the operator has across the cluster. */
    readonly remarks: readonly string[];
    readonly evidence: readonly RecordedEvidence[];
    /** What to write down where evidence decides. */
    readonly evidenceWanted?: string;
    /** How the engine and its operator answer the control. */
    readonly engineNote?: string;
    /** The operator or the database does it by itself. */
    readonly builtIn: boolean;
    /** The test of this project that shows it, where it is built in. */
    readonly shownBy?: ShownBy;
    readonly impossible?: Pick<Impossible, "reason" | "instead">;
}

/** A database and its 52 controls; or, without an engine, whatever belongs to no database that could be named. */
export interface Scope {
    readonly kind: "database" | "others";
    /** `Cluster orders/orders` */
    readonly title: string;
    readonly urn?: string;
    /** Where the database was read. */
    readonly file?: string;
    readonly engine?: Engine;
    readonly database?: string;
    readonly operator?: string;
    /** Holes that its versions are known to have and through which a user of the database runs code as the server (SSC-5). */
    readonly knownHoles?: readonly OpenHoles[];
    readonly counts: Readonly<Record<ControlStatus, number>>;
    readonly controls: readonly ControlShown[];
}

export interface ComplianceInput {
    readonly estate: Estate;
    readonly checks: readonly Check[];
    readonly rules: readonly Rule[];
    readonly off: ReadonlyMap<string, string>;
    readonly evidence: readonly RecordedEvidence[];
    /** The file that an object was read from. */
    readonly fileOf: (subject: Subject) => string | undefined;
}

/** The 52 controls of every database of an estate, and of what belongs to none in particular. Nothing that a rule said is left out. */
export function complianceOf(input: ComplianceInput): readonly Scope[] {
    const { estate, checks } = input;
    const counted = checks.filter(
        ({ rule, subject, results }) => results.length > 0 || passCounts(rule, subject, estate),
    );
    const databases = databasesOf(estate);
    const scopes = databases.map((database) => {
        const engine = engineOfDatabase(database);
        const own = counted.filter(({ subject }) => databasesWith(subject, estate).includes(database));
        return scopeOf(database, engine, own, input);
    });
    const rest = counted.filter(({ rule, subject, results }) => {
        const owners = databasesWith(subject, estate);
        const told = owners.some((database) => isForEngine(rule, engineOfDatabase(database)));
        // That a rule of an engine that is not here passes, or cannot tell, of an object of another engine is worth no line.
        const matters =
            results.some(({ verdict }) => verdict !== "unknown") ||
            (results.length > 0 && owners.length === 0) ||
            databases.length === 0 ||
            databases.some((database) => isForEngine(rule, engineOfDatabase(database)));
        return !told && matters;
    });
    return rest.length === 0 && scopes.length > 0 ? scopes : [...scopes, scopeOf(undefined, undefined, rest, input)];
}

function scopeOf(
    database: Subject | undefined,
    engine: Engine | undefined,
    checks: readonly Check[],
    input: ComplianceInput,
): Scope {
    const file = database === undefined ? undefined : input.fileOf(database);
    const ofEngine = checks.filter(({ rule }) => isForEngine(rule, engine));
    const shown = controls
        .map((control) => controlOf(control, database, engine, ofEngine, input))
        .filter((control) => database !== undefined || isTold(control, input));
    const counts = Object.fromEntries(
        statuses.map((status) => [status, shown.filter((control) => control.status === status).length]),
    ) as Record<ControlStatus, number>;
    const holes = database === undefined || engine !== "postgres" ? [] : knownHolesOf(database, input.estate);
    return {
        kind: database === undefined ? "others" : "database",
        title: database?.title ?? "Everything else",
        ...(database?.pulumi === undefined ? {} : { urn: database.pulumi.urn }),
        ...(file === undefined ? {} : { file }),
        ...(engine === undefined
            ? {}
            : { engine, database: engines[engine].database, operator: engines[engine].operator }),
        ...(holes.length === 0 ? {} : { knownHoles: holes }),
        counts,
        controls: shown,
    };
}

/** Beside databases, what belongs to none shows only the controls that it says something of; alone, it shows all. */
function isTold({ checks }: ControlShown, { estate }: ComplianceInput): boolean {
    return checks.length > 0 || databasesOf(estate).length === 0;
}

function controlOf(
    control: Control,
    database: Subject | undefined,
    engine: Engine | undefined,
    all: readonly Check[],
    { estate, rules, off, evidence }: ComplianceInput,
): ControlShown {
    const checks = all.filter(({ rule }) => rule.controls.includes(control.key));
    const shown = grouped(checks, estate);
    const ids = new Set(shown.map(({ rule }) => rule));
    const deciding = rules.filter((rule) => rule.controls.includes(control.key) && isForEngine(rule, engine));
    const recorded = evidenceFor(control.key, database, evidence);
    const switchedOff = deciding.flatMap(({ id }) => {
        const reason = off.get(id);
        return reason === undefined ? [] : [{ rule: id, reason }];
    });
    const gaps = [
        ...gapsOf(control.key, database, estate, evidence),
        ...scanGaps(control.key, database, recorded, estate),
        ...switchedOff.map(({ rule, reason }) => `The check ${rule} is switched off in this repository: ${reason}.`),
    ];
    const answer = engine === undefined ? undefined : control.answers[engine];
    const builtIn = switchedOff.length === 0 && isBuiltIn(answer, { deciding: deciding.length, said: checks.length });
    const status = controlStatus(control, {
        builtIn,
        verdicts: checks.flatMap(verdictsOf),
        gaps,
        evidence: recorded.map(({ verdict }) => verdict),
        ...(answer === undefined ? {} : { answer }),
    });
    return {
        key: control.key,
        name: control.name,
        section: control.section,
        demand: control.wording,
        decidedBy: control.check,
        status,
        builtIn,
        checks: shown,
        idle: deciding
            .filter(({ id }) => !ids.has(id) && !off.has(id) && isInSight(id, estate))
            .map(({ id, title }) => ({ rule: id, title })),
        off: switchedOff,
        gaps,
        remarks: remarksOn(control.key, database, estate),
        evidence: recorded,
        ...(control.check === "evidence" ? { evidenceWanted: control.evidence.record } : {}),
        ...(answer === undefined ? {} : { engineNote: answer.note }),
        ...(builtIn && answer?.how === "native" && answer.shownBy !== undefined ? { shownBy: answer.shownBy } : {}),
        ...(answer?.how === "impossible" ? { impossible: { reason: answer.reason, instead: answer.instead } } : {}),
    };
}

/** Checks of a cloud that is not here are worth no line. */
function isInSight(rule: string, estate: Estate): boolean {
    const cloud = /^(aws|gcp)-/.exec(rule)?.[1];
    return cloud === undefined || estate.subjects.some(({ kind }) => kind.startsWith(`${cloud}:`));
}

const worstFirst: readonly Verdict[] = ["fail", "unknown", "waived", "pass"];

function worst(verdicts: readonly Verdict[]): Verdict {
    return worstFirst.find((verdict) => verdicts.includes(verdict)) ?? "pass";
}

function grouped(checks: readonly Check[], estate: Estate): readonly CheckShown[] {
    const byRule = new Map<string, Check[]>();
    for (const check of checks) {
        byRule.set(check.rule.id, [...(byRule.get(check.rule.id) ?? []), check]);
    }
    const shown = [...byRule.values()].flatMap((same) => {
        const rule = same[0]?.rule;
        return rule === undefined
            ? []
            : [
                  {
                      rule: rule.id,
                      title: rule.title,
                      severity: rule.severity,
                      verdict: worst(same.flatMap(verdictsOf)),
                      objects: same.map((check) => objectOf(check, estate)),
                  },
              ];
    });
    return shown.toSorted((a, b) => worstFirst.indexOf(a.verdict) - worstFirst.indexOf(b.verdict));
}

function objectOf({ subject, results }: Check, estate: Estate): CheckedObject {
    return {
        object: subject.title,
        ...(subject.pulumi === undefined ? {} : { urn: subject.pulumi.urn }),
        verdict: worst(verdictsOf({ results })),
        shared: databasesWith(subject, estate).length > 1,
        results: results.map(({ verdict, severity, file, line, path, message, waiver }) => ({
            verdict,
            severity,
            file,
            line,
            path,
            message,
            ...(waiver === undefined ? {} : { waiver }),
        })),
    };
}
