import type { Field } from "../field";
import { failWhen, undecidedAt, type Advice, type Outcome } from "../outcome";
import { all, any, not, type Ternary } from "../ternary";
import { isConfigured, type Configuration } from "./configuration";

/** Fails at `field` unless one of these sections is configured in every host; undecided when an unseen part may hold it. */
export function failUnlessConfigured(
    configuration: Configuration,
    prefixes: readonly string[],
    field: Field,
    advice: Advice,
): readonly Outcome[] {
    const { chains } = configuration;
    const isMissing = not(all(...chains.map((chain) => any(...prefixes.map((prefix) => isConfigured(chain, prefix))))));
    return failUnlessHidden(isMissing, field, advice, configuration, prefixes);
}

/** As `failWhen`; where nothing is written, an undecided outcome names the unseen part that may hold it. */
export function failUnlessHidden(
    truth: Ternary,
    field: Field,
    advice: Advice,
    { unseen }: Configuration,
    sought: readonly string[],
): readonly Outcome[] {
    const [hidden] = unseen;
    return truth === "unknown" && field.isAbsent && hidden !== undefined
        ? [undecidedAt(hidden.path, `${hidden.name} may hold ${sought.join(" or ")}, and is not in sight`)]
        : failWhen(truth, field, advice);
}
