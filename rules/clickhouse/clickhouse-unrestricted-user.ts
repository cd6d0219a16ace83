import type { Field } from "../field";
import { altinity } from "../kinds";
import type { Outcome } from "../outcome";
import type { Rule } from "../rule";
import { all, any, not, type Ternary } from "../ternary";
import { is, oneOf } from "../text";
import { configurationOf, undecidedParts, type Configuration } from "./configuration";
import { references } from "./references";
import { isAt } from "./setting";
import { failUserWhen, hasKey, isNamed, operatorsOwn, usersIn, type User } from "./users";

export const rule: Rule = {
    id: "clickhouse-unrestricted-user",
    title: "Users have the rights that they are granted, and no others",
    controls: ["UM-4"],
    severity: "medium",
    engine: "clickhouse",
    kinds: [altinity.installation],
    why: "A user of the configuration without grants has every right but access management: it can drop every database and read from every address.",
    fix: 'Write `<user>/grants/query: ["GRANT SELECT, INSERT ON app.*"]`, or give the user the profile readonly.',
    references: [references.users, references.grants],
    check: (subject, estate) => {
        const configuration = configurationOf(subject, estate);
        return [
            ...usersIn(configuration.settings).flatMap((user) => judge(user, configuration)),
            ...undecidedParts(configuration),
        ];
    },
};

function judge(user: User, configuration: Configuration): readonly Outcome[] {
    const isUnrestricted = all(
        not(isNamed(user, operatorsOwn)),
        not(hasKey(user, (key) => key === "grants")),
        not(isReadOnly(user, configuration)),
        configuration.unseen.length > 0 ? "unknown" : true,
    );
    return failUserWhen(
        isUnrestricted,
        user,
        "has every right but access management",
        `write users/${user.name}/grants/query with what it needs, or the profile readonly`,
    );
}

/** By a profile that is called so, or one whose setting readonly is 1 or 2. */
function isReadOnly(user: User, { settings }: Configuration): Ternary {
    const profiles = user.settings.filter((setting) => isAt(setting, "users/*/profile")).map(({ field }) => field);
    return any(...profiles.map((profile) => any(isNamedReadOnly(profile, settings), sets(profile, settings))));
}

function isNamedReadOnly(profile: Field, settings: Configuration["settings"]): Ternary {
    return all(is(profile, "readonly"), !settings.some((setting) => isAt(setting, "profiles/readonly/readonly")));
}

function sets(profile: Field, settings: Configuration["settings"]): Ternary {
    const written = settings.filter((setting) => isAt(setting, "profiles/*/readonly"));
    return any(
        ...written.map(({ keys, field }) => all(is(profile, keys[1] ?? ""), oneOf(field, ["1", "2", "true", "yes"]))),
    );
}
