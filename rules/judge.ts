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

/** Whether a subject is known to pass a rule, so that it need not be asked again. */
export type IsSettled = (rule: Rule, subject: Subject) => boolean;

/** All rules over all subjects of their kinds, in the order of the rules; a subject that passes has no outcomes. */
export function judge(rules: readonly Rule[], estate: Estate, isSettled?: IsSettled): readonly Judgement[] {
    return rules.flatMap((rule) => {
        const subjects = rule.kinds.includes(anyPulumiResource)
            ? estate.subjects.filter((subject) => subject.is(...rule.kinds))
            : estate.of(...rule.kinds);
        const open = isSettled === undefined ? subjects : subjects.filter((subject) => !isSettled(rule, subject));
        return open.map((subject) => judgeOne(rule, subject, estate));
    });
}

export function judgeOne(rule: Rule, subject: Subject, estate: Estate): Judgement {
    try {
        return { rule, subject, outcomes: rule.check(subject, estate) };
    } catch (problem) {
        const error = problem instanceof Error ? problem.message : String(problem);
        return { rule, subject, outcomes: [], error };
    }
}
