import { Field } from "../field";
import { failAt, undecidedAt, type Outcome } from "../outcome";
import { any, type Ternary } from "../ternary";
import { hasVariable, oneOf } from "../text";
import { placeOf, type Setting } from "./setting";
import { stands } from "./configuration";

/** A login that is written in the configuration, in one place or in several. */
export interface User {
    readonly name: string;
    /** Everything below `users/<name>`. */
    readonly settings: readonly Setting[];
    readonly first: Setting;
}

/** The users of configuration.users and of files, without those that something takes out again. */
export function usersIn(settings: readonly Setting[]): readonly User[] {
    const byName = new Map<string, Setting[]>();
    for (const setting of settings) {
        const [section, name] = setting.keys;
        if (section === "users" && name !== undefined) {
            byName.set(name, [...(byName.get(name) ?? []), setting]);
        }
    }
    return [...byName].flatMap(([name, own]) => {
        const isRemoved = own.some(({ keys, removed }) => keys.length === 2 && removed === true);
        const [first] = own;
        return isRemoved || first === undefined ? [] : [{ name, settings: own, first }];
    });
}

/** The logins that the operator makes itself. */
export const operatorsOwn = ["default", "clickhouse_operator"] as const;

/** Whether the user is one of these; unknown when the name holds a variable. */
export function isNamed({ name }: User, names: readonly string[]): Ternary {
    return hasVariable(name) ? oneOf(new Field([], name), names) : names.includes(name);
}

/** Whether one of the user's own keys begins so: `networks`, `grants`, `password`. */
export function hasKey(user: User, test: (key: string) => boolean): Ternary {
    return any(...user.settings.filter(({ keys }) => test(keys[2] ?? "")).map(stands));
}

/** A finding about the whole user, at the first place that names it. */
export function failUserWhen(truth: Ternary, { name, first }: User, seen: string, wanted: string): readonly Outcome[] {
    if (truth === true) {
        return [failAt(first.at.path, `${placeOf(first)}: user ${name} ${seen}: ${wanted}`)];
    }
    return truth === "unknown"
        ? [undecidedAt(first.at.path, `${placeOf(first)}: whether user ${name} ${seen} is not known`)]
        : [];
}
