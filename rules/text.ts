import type { Field } from "./field";
import type { Ternary } from "./ternary";

/**
 * Substitution variables, as the ledger lists them: ${X}, ${X:=default}, $X, $(X), {{ x }}, <X>, an OpenShift parameter (${X}, ${{X}}).
 * A default may hold another: ${X:-${Y}}. What they stand for is not known, so a question about such a text may have no answer.
 * Every repetition has an end, since a text may be 100 KB of `{{`.
 */
const variable =
    /\$\{(?:[^{}]|\$?\{[^{}]{0,500}\}){0,500}\}|\$\([A-Za-z_][\w.-]{0,500}\)|\$[A-Za-z_]\w*(?:\{[^}]{0,500}\})?|\{\{[\s\S]{0,500}?\}\}|<[A-Za-z][\w .-]{0,500}>/g;

/** What every form begins with is looked for before: most texts have none of it. */
export function hasVariable(text: string): boolean {
    return /[$<{]/.test(text) && text.search(variable) >= 0;
}

/** Whether the text is nothing but a variable. */
export function isVariable(text: string): boolean {
    return hasVariable(text) && text.replace(variable, "").trim() === "";
}

/** The text between the variables: one part where there is none. */
export function literalsOf(text: string): readonly string[] {
    return text.split(variable);
}

/** Where the variables stand, from and to. */
export function variablesIn(text: string): readonly { readonly from: number; readonly to: number }[] {
    return [...text.matchAll(variable)].map((match) => ({ from: match.index, to: match.index + match[0].length }));
}

export function isPresent(field: Field): Ternary {
    return field.isUnknown ? "unknown" : !field.isAbsent;
}

export function isAbsent(field: Field): Ternary {
    return field.isUnknown ? "unknown" : field.isAbsent;
}

/** Present and not the empty string, list or mapping. A variable counts as content. */
export function hasContent(field: Field): Ternary {
    if (field.isUnknown) {
        return "unknown";
    }
    const { value } = field;
    if (Array.isArray(value)) {
        return value.length > 0;
    }
    if (field.isMapping) {
        return field.entries.length > 0;
    }
    return !field.isAbsent && value !== "";
}

const trueWords = ["true", "yes", "on", "1", "enabled"];
const falseWords = ["false", "no", "off", "0", "disabled"];

/** True in any of its spellings (YAML 1.1's, PostgreSQL's and ClickHouse's), in any case and quoting. Absent is not true. */
export function isTrue(field: Field): Ternary {
    return oneOf(field, trueWords);
}

/** False in any of its spellings. Absent is not false. */
export function isFalse(field: Field): Ternary {
    return oneOf(field, falseWords);
}

/** Whether the scalar is this text, whatever the case. Absent is nothing. */
export function is(field: Field, wanted: string): Ternary {
    return oneOf(field, [wanted]);
}

/** Whether the scalar is one of these texts, whatever the case and the blanks around it. Absent is none of them. */
export function oneOf(field: Field, wanted: readonly string[]): Ternary {
    return ask(field, (text) => {
        const folded = text.trim().toLowerCase();
        if (!hasVariable(text)) {
            return wanted.some((candidate) => candidate.toLowerCase() === folded);
        }
        return wanted.some((candidate) => couldBe(folded, candidate.toLowerCase())) ? "unknown" : false;
    });
}

/** Whether the text begins so. What stands before the first variable may decide. */
export function startsWith(field: Field, prefix: string): Ternary {
    return ask(field, (text) => {
        const [head = ""] = literalsOf(text);
        if (head.startsWith(prefix)) {
            return true;
        }
        return hasVariable(text) && prefix.startsWith(head) ? "unknown" : false;
    });
}

/** Whether the text ends so. What stands after the last variable may decide. */
export function endsWith(field: Field, suffix: string): Ternary {
    return ask(field, (text) => {
        const tail = literalsOf(text).at(-1) ?? "";
        if (tail.endsWith(suffix)) {
            return true;
        }
        return hasVariable(text) && suffix.endsWith(tail) ? "unknown" : false;
    });
}

/** Whether the text holds this part. */
export function includes(field: Field, part: string): Ternary {
    return ask(field, (text) => {
        if (literalsOf(text).some((literal) => literal.includes(part))) {
            return true;
        }
        return hasVariable(text) ? "unknown" : false;
    });
}

/** Whether the pattern is found in the text; unknown where a variable stands. */
export function matches(field: Field, pattern: RegExp): Ternary {
    return ask(field, (text) => (hasVariable(text) ? "unknown" : pattern.test(text)));
}

/** The scalar as a number; undefined when it is none, absent included. */
export function numberOf(field: Field): number | "unknown" | undefined {
    if (field.isUnknown) {
        return "unknown";
    }
    const { text } = field;
    if (text === undefined || text.trim() === "") {
        return undefined;
    }
    if (hasVariable(text)) {
        return "unknown";
    }
    const number = Number(text);
    return Number.isNaN(number) ? undefined : number;
}

function ask(field: Field, question: (text: string) => Ternary): Ternary {
    if (field.isUnknown) {
        return "unknown";
    }
    return field.text === undefined ? false : question(field.text);
}

/** Whether the variables in `text` can be filled so that it becomes `candidate`. */
function couldBe(text: string, candidate: string): boolean {
    const parts = literalsOf(text);
    const first = parts[0] ?? "";
    const last = parts.at(-1) ?? "";
    if (!candidate.startsWith(first) || !candidate.endsWith(last)) {
        return false;
    }
    let from = first.length;
    for (const part of parts.slice(1, -1)) {
        const found = candidate.indexOf(part, from);
        if (found < 0) {
            return false;
        }
        from = found + part.length;
    }
    return from + last.length <= candidate.length;
}
