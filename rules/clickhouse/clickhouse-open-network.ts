import { altinity } from "../kinds";
import type { Outcome } from "../outcome";
import type { Rule } from "../rule";
import { all, any, not, type Ternary } from "../ternary";
import { matches } from "../text";
import { configurationOf, undecidedParts } from "./configuration";
import { references } from "./references";
import { failSettingWhen, isAt, type Setting } from "./setting";
import { failUserWhen, hasKey, isNamed, operatorsOwn, usersIn, type User } from "./users";

/** Every address: a mask that leaves nothing over, among other addresses or alone. */
const everybody = /(^|[\s,])[0-9a-f.:]+\/(0+|0\.0\.0\.0|::)($|[\s,])/i;

/** A host name pattern that takes every name. */
const everyName = /^\s*\^?\(?\.[*+]\)?\$?\s*$/;

export const rule: Rule = {
    id: "clickhouse-open-network",
    title: "Users log in only from the networks that they need",
    controls: ["UM-2", "NM-2"],
    severity: "high",
    engine: "clickhouse",
    kinds: [altinity.installation, altinity.template],
    why: "A user that may come from everywhere is protected by its password alone, and passwords leak.",
    fix: 'Write the networks that the application\'s pods come from: `<user>/networks/ip: ["10.0.0.0/8"]`. Give users that are defined in a file a networks element; the operator adds one only for users of configuration.users.',
    references: [references.users, references.hardening],
    check: (subject, estate) => {
        const configuration = configurationOf(subject, estate);
        const { own, unseen } = configuration;
        return [
            ...own.flatMap(judge),
            ...usersIn(own).flatMap((user) => judgeFileUser(user, unseen.length > 0)),
            ...undecidedParts(configuration),
        ];
    },
};

function judge(setting: Setting): readonly Outcome[] {
    const { field } = setting;
    return [
        ...(isAt(setting, "users/*/networks/ip")
            ? failSettingWhen(matches(field, everybody), setting, {
                  wanted: "write the networks that the user comes from",
              })
            : []),
        ...(isAt(setting, "users/*/networks/host_regexp")
            ? failSettingWhen(matches(field, everyName), setting, {
                  wanted: "write a pattern of the host names that the user comes from, or networks/ip",
              })
            : []),
    ];
}

/** The operator writes networks for the users of configuration.users and for its own two; others have what their file says. */
function judgeFileUser(user: User, isPartlyHidden: boolean): readonly Outcome[] {
    if (!user.settings.every(({ inFile }) => inFile)) {
        return [];
    }
    const isOpen: Ternary = all(
        not(isNamed(user, operatorsOwn)),
        not(
            any(
                hasKey(user, (key) => key === "networks"),
                isPartlyHidden ? "unknown" : false,
            ),
        ),
    );
    return failUserWhen(
        isOpen,
        user,
        "has no networks and may come from everywhere",
        "add a networks element with the addresses that it comes from",
    );
}
