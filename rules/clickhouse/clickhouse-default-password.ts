import { altinity } from "../kinds";
import type { Outcome } from "../outcome";
import type { Rule } from "../rule";
import { all, any, not, type Ternary } from "../ternary";
import { hasContent } from "../text";
import { configurationOf, stands, undecidedParts, type Configuration } from "./configuration";
import { references } from "./references";
import { failSettingWhen, type Setting } from "./setting";
import { failUserWhen, isNamed, usersIn, type User } from "./users";

export const rule: Rule = {
    id: "clickhouse-default-password",
    title: "Every user has a login of its own",
    controls: ["UM-1"],
    severity: "high",
    engine: "clickhouse",
    kinds: [altinity.installation],
    why: "The operator gives a user without a password the one of its configuration, which is the word `default` unless somebody changed it. The user default without a password has an empty one, and only its networks keep others out.",
    fix: "Give each user `<user>/password_sha256_hex` from a Secret, or LDAP, Kerberos or a client certificate. Leave the networks of default alone, or give it a password.",
    references: [references.userNormalizer, references.hardening],
    check: (subject, estate) => {
        const configuration = configurationOf(subject, estate);
        return [
            ...usersIn(configuration.settings).flatMap((user) => judge(user, configuration)),
            ...undecidedParts(configuration),
        ];
    },
};

function judge(user: User, { unseen }: Configuration): readonly Outcome[] {
    const isBare = all(not(any(...user.settings.map(isLogin))), unseen.length > 0 ? "unknown" : true);
    const isDefault = isNamed(user, ["default"]);
    const wanted = "give it password_sha256_hex by valueFrom.secretKeyRef";
    // The operator's own login gets the password of its Secret (clickhouse-operator-password speaks of that).
    const seen = user.settings.every(({ inFile }) => inFile)
        ? "has no login of its own"
        : "has no login of its own and gets a constant password";
    const isOther = all(not(isDefault), not(isNamed(user, ["clickhouse_operator"])));
    const widened = user.settings.filter((setting) => setting.keys[2] === "networks" && !isOfTheHost(setting));
    return [
        ...failUserWhen(all(isOther, isBare), user, seen, wanted),
        ...widened
            .slice(0, 1)
            .flatMap((setting) => failWidened(all(isDefault, isBare, stands(setting)), setting, isOther)),
    ];
}

/**
 * The addresses of the host itself, which the operator gives every user anyway; or a word in place of a pattern of names
 * (`disabled`, as the operator's own tests write it), which no name of another pod matches.
 */
function isOfTheHost({ keys, field }: Setting): boolean {
    const text = field.text ?? "";
    return keys[3] === "host_regexp"
        ? /^[a-z-]+$/i.test(text)
        : keys[3] === "ip" && /^(127(\.\d{1,3}){3}(\/([89]|[12]\d|3[0-2]))?|::1(\/128)?)$/.test(text);
}

function failWidened(truth: Ternary, setting: Setting, isOther: Ternary): readonly Outcome[] {
    // A name that is not known has been spoken of above.
    return isOther === "unknown"
        ? []
        : failSettingWhen(truth, setting, {
              wanted: "leave it out, or give default a password by valueFrom.secretKeyRef: it has an empty one",
          });
}

/** Passwords count when there is something in them; the operator takes an empty one for none. */
function isLogin(setting: Setting): Ternary {
    const key = setting.keys[2] ?? "";
    if (/^password|^k8s_secret_(env_)?password/.test(key)) {
        return all(stands(setting), setting.isReference ? true : hasContent(setting.field));
    }
    return /^(ldap|kerberos|ssl_certificates|auth_methods)/.test(key) ? stands(setting) : false;
}
