import { controlKeys, engineNames } from "../controls";
import type { Rule } from "../rules/rule";
import { closest } from "./closest";

export interface Selection {
    readonly rule?: readonly string[];
    readonly control?: readonly string[];
    readonly engine?: readonly string[];
}

/** The rules that --rule, --control and --engine leave; all names are checked, and all wrong ones named at once. */
export function selectedRules(
    rules: readonly Rule[],
    { rule = [], control = [], engine = [] }: Selection,
): readonly Rule[] {
    const ids = rules.map(({ id }) => id);
    const wanted = engine.map((name) => name.toLowerCase());
    const keys = control.map((key) => key.toUpperCase());
    const problems = [
        ...rule
            .filter((id) => !ids.includes(id))
            .map((id) => `--rule ${id}: there is no such rule. ${closest(id, ids)}`),
        ...keys
            .filter((key) => !controlKeys.some((each) => each === key))
            .map((key) => `--control ${key}: there is no such control. ${closest(key, controlKeys)}`),
        ...engine
            .filter((name) => !engineNames.some((each) => each === name.toLowerCase()))
            .map((name) => `--engine ${name}: there is no such engine; write one of ${engineNames.join(", ")}`),
    ];
    if (problems.length > 0) {
        throw new Error(problems.join("\n"));
    }
    return rules.filter(
        (each) =>
            (rule.length === 0 || rule.includes(each.id)) &&
            (keys.length === 0 || each.controls.some((key) => keys.includes(key))) &&
            (engine.length === 0 || each.engine === undefined || wanted.includes(each.engine)),
    );
}
