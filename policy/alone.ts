import { Estate, type EstateOptions } from "../rules/estate";
import { failAt, type Outcome } from "../rules/outcome";
import type { Rule } from "../rules/rule";
import type { Subject } from "../rules/subject";

/** Thrown when a rule asks about other objects before they are known. */
const needsOthers = new Error("the rule has to look at other objects");

/**
 * What a rule says of a resource before the others are known; undefined when it has to look at them. A verdict that needs no other
 * resource stops an update before the resource is made; the others wait for the whole stack.
 */
export function judgeAlone(rule: Rule, subject: Subject, estate: Estate): readonly Outcome[] | undefined {
    if (rule.scope === "estate") {
        return undefined;
    }
    try {
        return rule.check(subject, estate);
    } catch (problem) {
        return problem === needsOthers ? undefined : [broken(rule, subject, problem)];
    }
}

/** What a rule says of a resource among all others. */
export function judgeAmong(rule: Rule, subject: Subject, estate: Estate): readonly Outcome[] {
    try {
        return rule.check(subject, estate);
    } catch (problem) {
        return [broken(rule, subject, problem)];
    }
}

/** An estate that answers nothing but what is configured. */
export function unseenEstate(options: EstateOptions): Estate {
    return new Proxy(new Estate([], options), {
        get(target, key) {
            if (key === "scope" || key === "selectors") {
                return target[key];
            }
            throw needsOthers;
        },
    });
}

/** A rule that throws has not passed: it fails on this resource, and nothing more. */
function broken({ id }: Rule, subject: Subject, problem: unknown): Outcome {
    const reason = problem instanceof Error ? problem.message : String(problem);
    return failAt(
        [],
        `${id} broke on ${subject.title}, which is a defect of it: ${reason}; until it is mended, waive it`,
    );
}
