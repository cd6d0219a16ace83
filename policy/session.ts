import { audit, type AuditOptions } from "../audit/audit";
import { resourceOf } from "../audit/resource";
import { carriedBy } from "../audit/waiving";
import type { Finding } from "../audit/finding";
import type { Origin } from "../audit/read/origin";
import type { Reading } from "../audit/read/source";
import { rules } from "../rules";
import { rulesByKind } from "../rules/judge";
import type { Edit, Outcome } from "../rules/outcome";
import { once } from "../rules/once";
import { formatPath } from "../rules/path";
import type { Rule } from "../rules/rule";
import type { Subject } from "../rules/subject";
import { broken, judgeAlone, unseenEstate } from "./alone";
import { knownRules, type Configuration } from "./configuration";
import { decide, type Waiver } from "../waivers";
import { subjectOf, type Properties, type Resource } from "./resource";

/** What was judged of a resource before the others were known. */
interface Judged {
    readonly inputs: Properties;
    /** By the rule's id. A rule that is not here needs the others. */
    readonly outcomes: ReadonlyMap<string, readonly Outcome[]>;
}

/** Findings, and the subjects that they are about, by URN. */
export interface Verdicts {
    readonly findings: readonly Finding[];
    readonly subjects: ReadonlyMap<string, Subject>;
}

/** What a policy would change. */
export interface Remedy {
    readonly rule: Rule;
    readonly edits: readonly Edit[];
}

/** One run of the engine: resources one by one as they are about to be made, then the whole stack. */
export interface Session {
    /** What can be said of a resource alone. */
    resource(resource: Resource): Verdicts;
    /** The edits that mend what fails of a resource, of each policy that is to. */
    remedies(resource: Resource): readonly Remedy[];
    /** What is left to be said once all are known, the waivers included. `all` is everything, said before or not. */
    stack(resources: readonly Resource[]): Verdicts & { readonly all: readonly Finding[] };
}

export function startSession(configuration: Configuration, now: () => Date): Session {
    const active = rules.filter(({ id }) => configuration.levels.get(id) !== "disabled");
    const concerning = rulesByKind(active);
    const alone = unseenEstate(configuration.estate);
    const judged = new Map<string, Judged>();
    const mending = new Set(
        active.filter(({ id }) => configuration.levels.get(id) === "remediate").map(({ id }) => id),
    );

    const failing = active.map((rule): Rule => ({
        ...rule,
        check: (subject, estate) => {
            try {
                return rule.check(subject, estate);
            } catch (problem) {
                return [broken(rule, subject, problem)];
            }
        },
    }));

    const optionsFor = (selected: readonly Rule[]): AuditOptions => ({
        ...configuration.estate,
        rules: selected,
        severities: configuration.severities,
        waivers: {
            file: configuration.waivers,
            trustAnnotations: configuration.trustAnnotations,
            knownRules,
            activeRules: new Set(active.map(({ id }) => id)),
            partial: true,
            now: now(),
        },
    });

    return {
        resource: (resource) => {
            const inputs = resource.properties();
            const subject = subjectOf(resource, inputs);
            const outcomes = new Map<string, readonly Outcome[]>();
            for (const rule of concerning(subject)) {
                const said = judgeAlone(rule, subject, alone);
                if (said !== undefined) {
                    outcomes.set(rule.id, said);
                }
            }
            judged.set(resource.urn, { inputs, outcomes });
            const speaking = active
                .filter(({ id }) => (outcomes.get(id) ?? []).length > 0)
                .map((rule) => ({ ...rule, check: () => outcomes.get(rule.id) ?? [] }));
            const findings =
                speaking.length === 0
                    ? []
                    : audit(readingOf([subject]), optionsFor(speaking)).report.findings.filter(isOfRule);
            return { findings, subjects: new Map([[resource.urn, subject]]) };
        },
        remedies: (resource) => {
            if (mending.size === 0) {
                return [];
            }
            const subject = subjectOf(resource, resource.properties());
            const waivers = waiversOn(subject, configuration);
            return concerning(subject)
                .filter(({ id }) => mending.has(id))
                .map((rule) => {
                    const failures = (judgeAlone(rule, subject, alone) ?? []).filter(
                        (outcome) => outcome.verdict === "fail" && !isWaived(rule, outcome, subject, waivers, now()),
                    );
                    return { rule, edits: failures.flatMap((outcome) => ("edits" in outcome ? outcome.edits : [])) };
                })
                .filter(({ edits }) => edits.length > 0);
        },
        stack: (resources) => {
            const said = new Map<Subject, Judged["outcomes"] | undefined>();
            for (const resource of resources) {
                const before = judged.get(resource.urn);
                const outputs = needsOutputs(resource, before?.inputs) ? resource.properties() : undefined;
                said.set(subjectOf(resource, before?.inputs ?? outputs ?? {}, outputs), before?.outcomes);
            }
            const options: AuditOptions = {
                ...optionsFor(failing),
                said: (subject) => said.get(subject),
            };
            const { findings: all } = audit(readingOf([...said.keys()]), options).report;
            return {
                all,
                findings: all.filter(
                    ({ rule, resource }) => judged.get(resource.urn ?? "")?.outcomes.has(rule) !== true,
                ),
                subjects: new Map([...said.keys()].map((subject) => [subject.pulumi?.urn ?? "", subject])),
            };
        },
    };
}

/** What generates secrets has them among its outputs; what was only read has nothing else. */
function needsOutputs({ type }: Resource, inputs: Properties | undefined): boolean {
    return inputs === undefined || /^(random|tls):/.test(type);
}

/** Those that a resource has as annotations, asked for with each of its findings. */
export const carriedWaivers = once(
    (subject: Subject): readonly Waiver[] => carriedBy({ subject, origin: nowhere }, knownRules).waivers,
);

/** The waivers that may count for a resource. */
function waiversOn(subject: Subject, { waivers, trustAnnotations }: Configuration): readonly Waiver[] {
    return trustAnnotations ? [...waivers.waivers, ...carriedWaivers(subject)] : waivers.waivers;
}

function isWaived({ id }: Rule, { path }: Outcome, subject: Subject, waivers: readonly Waiver[], now: Date): boolean {
    return decide(waivers, { rule: id, resource: resourceOf(subject), path: formatPath(path) }, now).kind === "waived";
}

const nowhere: Origin = { file: "", lineOf: () => null };

function readingOf(subjects: readonly Subject[]): Reading {
    return {
        subjects: subjects.map((subject) => ({ subject, origin: nowhere })),
        errors: [],
        complete: true,
        readable: 1,
    };
}

function isOfRule({ rule }: Finding): boolean {
    return knownRules.includes(rule);
}
