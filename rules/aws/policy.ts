import { Field } from "../field";
import { failWhen, undecided, type Advice, type Outcome } from "../outcome";
import { redact } from "../redact";
import { all, any, not, type Ternary } from "../ternary";
import { unknownValue } from "../value";
import { matchesPattern } from "./pattern";

/**
 * IAM policy documents, as JSON text or as an object. A `${...}` in one is IAM's own variable, not one that is filled in
 * before the policy is sent, so that texts are compared as they stand.
 */

/** The document at the place of its field; unknown where the text is no JSON. */
function documentOf(policy: Field): Field {
    const { value } = policy;
    return typeof value === "string" ? new Field(policy.path, parsed(value), policy.secret) : policy;
}

function parsed(text: string): unknown {
    try {
        const content: unknown = JSON.parse(text);
        return typeof content === "object" && content !== null ? content : unknownValue;
    } catch {
        return unknownValue;
    }
}

/** The statements of a policy: it may hold one by itself, or a list. Undefined where they cannot be read. */
export function statementsOf(policy: Field): readonly Field[] | undefined {
    const statements = documentOf(policy).child("Statement");
    if (statements.isUnknown) {
        return undefined;
    }
    return statements.isMapping ? [statements] : statements.items;
}

/** Judges each statement; undecided where they cannot be read. */
export function eachStatement(policy: Field, judge: (statement: Field) => readonly Outcome[]): readonly Outcome[] {
    return statementsOf(policy)?.flatMap(judge) ?? [unreadable(policy)];
}

export function unreadable(policy: Field): Outcome {
    return undecided(policy, `${policy.name} is ${policy.isUnknown ? "not known yet" : "no policy that can be read"}`);
}

/** An element that may hold one value or several. An unknown one is one value, not known. */
export function valuesOf(element: Field): readonly Field[] {
    if (element.isAbsent) {
        return [];
    }
    return element.isList ? element.items : [element];
}

/** Asks a text that may be unknown. What is no text is none. */
export function ask(field: Field, question: (text: string) => boolean): Ternary {
    if (field.isUnknown) {
        return "unknown";
    }
    return field.text !== undefined && question(field.text);
}

export function allows(statement: Field): Ternary {
    return ask(statement.child("Effect"), (effect) => effect === "Allow");
}

export function denies(statement: Field): Ternary {
    return ask(statement.child("Effect"), (effect) => effect === "Deny");
}

/** Whether the statement speaks of the action, by Action or by leaving it out of NotAction. Names of actions have no case. */
export function coversAction(statement: Field, action: string): Ternary {
    const names = (element: string): Ternary =>
        any(
            ...valuesOf(statement.child(element)).map((pattern) =>
                ask(pattern, (text) => matchesPattern(text.toLowerCase(), action.toLowerCase())),
            ),
        );
    return statement.child("NotAction").isAbsent ? names("Action") : not(names("NotAction"));
}

/** An action that no service has and no pattern means: what covers it covers everything of the service. */
export function anyActionOf(service: string): string {
    return `${service}:${"any".repeat(20)}`;
}

export const anyAction = anyActionOf("anything");

/** Where a statement says which actions, for a message. */
export function actionElement(statement: Field): Field {
    const negated = statement.child("NotAction");
    return negated.state === "known" ? negated : statement.child("Action");
}

/** As `failWhen`; what is not known may be a part of the element only. */
export function failWhere(truth: Ternary, element: Field, advice: Advice): readonly Outcome[] {
    return truth === "unknown"
        ? [undecided(element, `${element.name} is not wholly known yet`)]
        : failWhen(truth, element, advice);
}

/** The first values of an element as a message may show them. */
export function shownValues(element: Field): string {
    const values = valuesOf(element);
    const few = values.slice(0, 4).map(shownText).join(", ");
    const negated = String(element.path.at(-1)).startsWith("Not");
    return `${negated ? "everything but " : ""}${few}${values.length > 4 ? ", …" : ""}`;
}

export function shownText(value: Field): string {
    const { text } = value;
    return value.secret || text === undefined ? "a value not shown" : redact(text).slice(0, 120);
}

/** The values that a condition asks a key for, with this operator. Neither names of keys nor of operators have a case. */
export function conditionValues(statement: Field, operator: string, key: string | RegExp): readonly Field[] {
    return inCondition(statement, operator)
        .flatMap((keys) => keys.entries)
        .filter(([name]) => (typeof key === "string" ? name.toLowerCase() === key.toLowerCase() : key.test(name)))
        .flatMap(([, values]) => valuesOf(values));
}

function inCondition(statement: Field, operator: string): readonly Field[] {
    return statement
        .child("Condition")
        .entries.filter(([name]) => name.toLowerCase() === operator.toLowerCase())
        .map(([, keys]) => keys);
}

/** Whether some of the condition cannot be seen, so that what is missing may be there. */
export function hidesConditions(statement: Field, ...operators: readonly string[]): boolean {
    const condition = statement.child("Condition");
    return condition.isUnknown || operators.some((name) => inCondition(statement, name).some((keys) => keys.isUnknown));
}

/** Whether the statement holds only where a condition key of type Bool is so. */
export function asksBool(
    statement: Field,
    { operators, key, wanted }: { operators: readonly string[]; key: string; wanted: boolean },
): Ternary {
    const values = operators.flatMap((operator) => conditionValues(statement, operator, key));
    if (values.length === 0) {
        return hidesConditions(statement, ...operators) ? "unknown" : false;
    }
    return all(...values.map((value) => ask(value, (text) => text.toLowerCase() === String(wanted))));
}
