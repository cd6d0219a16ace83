import type { Finding } from "../audit/finding";
import { findingOf } from "../audit/findingOf";
import type { Origin } from "../audit/read/origin";
import { sortedBy } from "../audit/reports/order";
import { resourceOf } from "../audit/resource";
import { carriedBy, waive, type Waiving } from "../audit/waiving";
import { rules } from "../rules";
import { Estate } from "../rules/estate";
import { rulesByKind } from "../rules/judge";
import type { Edit, Outcome } from "../rules/outcome";
import { once } from "../rules/once";
import { formatPath } from "../rules/path";
import { showsOutputs } from "../rules/pulumiSubject";
import type { Rule } from "../rules/rule";
import type { Subject } from "../rules/subject";
import { judgeAlone, judgeAmong, unseenEstate } from "./alone";
import { knownRules, type Configuration } from "./configuration";
import { decide, type Waiver } from "../waivers";
import { pulumiOf, subjectOf, type Resource } from "./resource";

/** What was judged of a resource before the others were known. */
interface Judged {
    readonly subject: Subject;
    /** By the rule's id, before the waivers. A rule that is not here needs the others. */
    readonly findings: ReadonlyMap<string, readonly Finding[]>;
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
    const { severities, estate: estateOptions } = configuration;
    const active = rules.filter(({ id }) => configuration.levels.get(id) !== "disabled");
    const concerning = rulesByKind(active);
    const alone = unseenEstate(estateOptions);
    const judged = new Map<string, Judged>();
    const mending = new Set(
        active.filter(({ id }) => configuration.levels.get(id) === "remediate").map(({ id }) => id),
    );

    const activeRules = new Set(active.map(({ id }) => id));

    const findingsOf = (rule: Rule, subject: Subject, outcomes: readonly Outcome[]): readonly Finding[] =>
        outcomes.length === 0 ? nothing : outcomes.map((outcome) => findingOf(rule, subject, outcome, severities));

    const waived = (findings: readonly Finding[], subjects: readonly Subject[]): Waiving =>
        waive(
            findings,
            subjects.map((subject) => ({ subject, origin: nowhere })),
            {
                file: configuration.waivers,
                trustAnnotations: configuration.trustAnnotations,
                knownRules,
                activeRules,
                partial: true,
                now: now(),
            },
        );

    return {
        resource: (resource) => {
            const subject = subjectOf(resource, resource.properties());
            const findings = new Map<string, readonly Finding[]>();
            for (const rule of concerning(subject)) {
                const outcomes = judgeAlone(rule, subject, alone);
                if (outcomes !== undefined) {
                    findings.set(rule.id, findingsOf(rule, subject, outcomes));
                }
            }
            judged.set(resource.urn, { subject, findings });
            const said = inOrder([...findings.values()].flat());
            return {
                findings: said.length === 0 ? [] : waived(said, [subject]).findings,
                subjects: new Map([[resource.urn, subject]]),
            };
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
            const subjects = sortedBy(
                resources.map((resource) => subjectInStack(resource, judged.get(resource.urn)?.subject)),
                ({ kind, namespace, name, pulumi }) => [kind, namespace, name, pulumi?.urn ?? ""],
            );
            const estate = new Estate(subjects, { ...estateOptions, complete: true });
            const said: Finding[] = [];
            const left: Finding[] = [];
            for (const subject of subjects) {
                const before = judged.get(urnOf(subject))?.findings;
                const ofSubject: Finding[] = [];
                for (const rule of concerning(subject)) {
                    const findings = before?.get(rule.id);
                    if (findings === undefined) {
                        ofSubject.push(...findingsOf(rule, subject, judgeAmong(rule, subject, estate)));
                    } else {
                        said.push(...findings);
                    }
                }
                left.push(...inOrder(ofSubject));
            }
            const { findings: all, about } = waived([...said, ...left], subjects);
            return {
                all,
                findings: [...all.slice(said.length), ...about],
                subjects: new Map(subjects.map((subject) => [urnOf(subject), subject])),
            };
        },
    };
}

/** One for all that pass, which are most. */
const nothing: readonly Finding[] = [];

/** Whatever the order of the rules, findings of a resource stand by where they are. */
function inOrder(findings: readonly Finding[]): readonly Finding[] {
    return findings.length < 2
        ? findings
        : findings.toSorted((a, b) => byText(a.path, b.path) || byText(a.rule, b.rule) || byText(a.message, b.message));
}

function byText(a: string, b: string): number {
    return a < b ? -1 : a > b ? 1 : 0;
}

function urnOf({ pulumi }: Subject): string {
    return pulumi?.urn ?? "";
}

/** As it was read before, with the links that only a stack has. What generates secrets has them among its outputs. */
function subjectInStack(resource: Resource, before: Subject | undefined): Subject {
    if (before === undefined) {
        // What was only read has nothing but outputs.
        const properties = resource.properties();
        return subjectOf(resource, properties, properties);
    }
    return showsOutputs(resource.type)
        ? subjectOf(resource, before.all.value, resource.properties())
        : before.as(pulumiOf(resource));
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
