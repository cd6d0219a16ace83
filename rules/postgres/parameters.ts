import type { Field } from "../field";
import type { Subject } from "../subject";
import { any, type Ternary } from "../ternary";
import { hasVariable, isTrue, oneOf } from "../text";

/** A setting of PostgreSQL; its name may have dots. */
export function parameter({ read }: Subject, name: string): Field {
    return read("spec.postgresql.parameters").child(name);
}

/** On, in PostgreSQL's spellings: any beginning of true and yes will do (parse_bool in src/backend/utils/adt/bool.c). */
export function isOn(field: Field): Ternary {
    return any(isTrue(field), oneOf(field, ["t", "tr", "tru", "y", "ye"]));
}

/** The number before the unit: 250 of `250ms`. Undefined when it is none, absent included. */
export function amountOf(field: Field): number | "unknown" | undefined {
    if (field.isUnknown) {
        return "unknown";
    }
    const { text } = field;
    if (text === undefined) {
        return undefined;
    }
    const literal = /^\s*([+-]?\d+(?:\.\d+)?)\s*(?:[a-zA-Z]+|\$.*)?\s*$/.exec(text)?.[1];
    return hasVariable(text) ? "unknown" : literal === undefined ? undefined : Number(literal);
}
