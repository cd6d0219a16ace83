import type { Estate } from "../estate";
import type { Field } from "../field";
import type { Outcome } from "../outcome";
import { failWhenOption, type OptionAdvice } from "../percona.configuration";
import type { Subject } from "../subject";
import { not, type Ternary } from "../ternary";
import { eachConfiguration } from "./configuration";

/** Fails for every mongod that holds data and whose configuration does not set the option so. */
export function lackingOption(
    subject: Subject,
    estate: Estate,
    isRight: (value: Field) => Ternary,
    advice: OptionAdvice,
): readonly Outcome[] {
    return eachConfiguration(subject, estate, ["mongod"], ({ source, option }) => {
        const value = option(advice.option);
        return failWhenOption(not(isRight(value)), source, value, advice);
    });
}
