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

/** All rules over all subjects of their kinds, in the order of the rules; a subject that passes has no outcomes. */
export function judge(rules: readonly Rule[], estate: Estate): readonly Judgement[] {
    const judgements = new Map<Rule, Judgement[]>(rules.map((rule) => [rule, []]));
    const concerning = rulesByKind(rules);
    // Subject by subject, since what is worked out once about one is at hand then: quicker than rule by rule.
    for (const subject of estate.subjects) {
        for (const rule of concerning(subject)) {
            judgements.get(rule)?.push(judgeOne(rule, subject, estate));
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
