import type { Estate } from "./estate";
import { anyPulumiResource } from "./kinds";
import type { Outcome } from "./outcome";
import type { Rule } from "./rule";
import type { Subject } from "./subject";

/** What one rule says of one subject. */
export interface Judgement {
    readonly rule: Rule;
    readonly subject: Subject;
    readonly outcomes: readonly Outcome[];
    /** The rule threw: an error of the rule on this subject, and nothing more. */
    readonly error?: string;
}

/** What rules have said of a subject already, by their ids, so that they need not be asked again. */
export type Said = (subject: Subject) => ReadonlyMap<string, readonly Outcome[]> | undefined;

/**
 * All rules over all subjects of their kinds, in the order of the rules; a subject that passes has no outcomes. One that is known to
 * pass is left out.
 */
export function judge(rules: readonly Rule[], estate: Estate, said: Said = () => undefined): readonly Judgement[] {
    const judgements = new Map<Rule, Judgement[]>(rules.map((rule) => [rule, []]));
    const concerning = rulesByKind(rules);
    // Subject by subject, since what is worked out once about one is at hand then: quicker than rule by rule.
    for (const subject of estate.subjects) {
        const before = said(subject);
        for (const rule of concerning(subject)) {
            const outcomes = before?.get(rule.id);
            if (outcomes === undefined) {
                judgements.get(rule)?.push(judgeOne(rule, subject, estate));
            } else if (outcomes.length > 0) {
                judgements.get(rule)?.push({ rule, subject, outcomes });
            }
        }
    }
    return [...judgements.values()].flat();
}

/** The rules that concern a subject, found once for each kind. */
export function rulesByKind(rules: readonly Rule[]): (subject: Subject) => readonly Rule[] {
    const known = new Map<string, readonly Rule[]>();
    return (subject) => {
        const key = subject.pulumi === undefined ? subject.kind : `${subject.kind} ${anyPulumiResource}`;
        const before = known.get(key);
        if (before !== undefined) {
            return before;
        }
        const found = rules.filter(({ kinds }) => subject.is(...kinds));
        known.set(key, found);
        return found;
    };
}

export function judgeOne(rule: Rule, subject: Subject, estate: Estate): Judgement {
    try {
        return { rule, subject, outcomes: rule.check(subject, estate) };
    } catch (problem) {
        const error = problem instanceof Error ? problem.message : String(problem);
        return { rule, subject, outcomes: [], error };
    }
}
