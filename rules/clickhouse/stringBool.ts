import type { Field } from "../field";
import { any, type Ternary } from "../ternary";
import { is, isFalse, isTrue } from "../text";

/** The operator's StringBool knows `Enable` and `Disable` besides the words that everybody knows. Absent is neither. */
export function isOn(field: Field): Ternary {
    return any(isTrue(field), is(field, "enable"));
}

export function isOff(field: Field): Ternary {
    return any(isFalse(field), is(field, "disable"));
}
