import { altinity } from "../kinds";
import type { Outcome } from "../outcome";
import type { Rule } from "../rule";
import { all, not, type Ternary } from "../ternary";
import { isTrue } from "../text";
import { configurationOf, undecidedParts } from "./configuration";
import { givesPower } from "./grants";
import { references } from "./references";
import { failSettingWhen, isAt, type Setting } from "./setting";
import { isNamed, operatorsOwn, usersIn, type User } from "./users";

export const rule: Rule = {
    id: "clickhouse-privileged-user",
    title: "No application may grant rights or read from elsewhere",
    controls: ["UM-4", "KSI-6"],
    severity: "high",
    engine: "clickhouse",
    kinds: [altinity.installation, altinity.template],
    why: "With access_management or ALL a user can give itself every right. With SOURCES, URL, S3 or REMOTE it can send data to any address that the pod reaches.",
    fix: 'Grant what the application needs, by name: `<user>/grants/query: ["GRANT SELECT, INSERT ON app.*"]`. Leave access_management out.',
    references: [references.grants, references.users],
    check: (subject, estate) => {
        const configuration = configurationOf(subject, estate);
        const { own } = configuration;
        return [
            ...usersIn(own).flatMap(judgeUser),
            ...own
                .filter((setting) => isAt(setting, "roles/*/grants/query"))
                .flatMap((setting) => judgeGrant(setting, true)),
            ...undecidedParts(configuration),
        ];
    },
};

function judgeUser(user: User): readonly Outcome[] {
    const isOther = not(isNamed(user, operatorsOwn));
    return user.settings.flatMap((setting) => {
        if (isAt(setting, "users/*/access_management")) {
            return failSettingWhen(all(isOther, isTrue(setting.field)), setting, {
                wanted: "write 0, or leave it out",
            });
        }
        return isAt(setting, "users/*/grants/query") ? judgeGrant(setting, isOther) : [];
    });
}

function judgeGrant(setting: Setting, isOther: Ternary): readonly Outcome[] {
    return failSettingWhen(all(isOther, givesPower(setting.field)), setting, {
        wanted: "grant only what is needed, on named databases: no ALL, SOURCES, URL, S3, REMOTE or ACCESS MANAGEMENT, and no GRANT OPTION on *.*",
    });
}
