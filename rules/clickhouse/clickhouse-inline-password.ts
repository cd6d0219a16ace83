import { altinity } from "../kinds";
import type { Outcome } from "../outcome";
import type { Rule } from "../rule";
import { all, not, type Ternary } from "../ternary";
import { hasContent, isFalse, isVariable } from "../text";
import { configurationOf, settingsOfFile, stands, undecidedParts } from "./configuration";
import { references } from "./references";
import { failSettingWhen, isAt, isBelow, lastKeyOf, type Setting } from "./setting";

export const rule: Rule = {
    id: "clickhouse-inline-password",
    title: "Passwords come from Secrets, not from the installation",
    controls: ["UM-3", "CM-2"],
    severity: "high",
    engine: "clickhouse",
    kinds: [altinity.installation, altinity.template],
    why: "Whoever may read the installation, its status, or the repository that it comes from reads the password, or a hash that can be tried out offline. A user with no_password needs none at all.",
    fix: "Write the key with valueFrom.secretKeyRef: `app/password_sha256_hex: {valueFrom: {secretKeyRef: {name, key}}}`. Move keys that begin with k8s_secret_ to the same form: the operator no longer reads them since 0.27.4. In a file, read the value from the environment with from_env.",
    references: [references.hardening, references.users],
    check: (subject, estate) => {
        const configuration = configurationOf(subject, estate);
        const { own, backupFiles, unseen } = configuration;
        return [
            ...[...own, ...backupFiles.flatMap(settingsOfFile)].flatMap(judge),
            // A file that comes from a Secret is where passwords belong.
            ...undecidedParts({ unseen: unseen.filter(({ isMapping }) => !isMapping) }),
        ];
    },
};

function judge(setting: Setting): readonly Outcome[] {
    if (isAt(setting, "users/*/no_password")) {
        return failSettingWhen(all(stands(setting), not(isFalse(setting.field))), setting, {
            seen: "set",
            wanted: "give the user a password from a Secret (valueFrom.secretKeyRef)",
        });
    }
    if (!holdsPassword(setting)) {
        return [];
    }
    return failSettingWhen(isLiteral(setting), setting, {
        seen: "written out (hidden)",
        wanted: "put it into a Secret and refer to it by valueFrom.secretKeyRef (in a file: from_env)",
    });
}

function holdsPassword(setting: Setting): boolean {
    const key = lastKeyOf(setting);
    if (isBelow(setting, "users/*/*")) {
        return key.startsWith("password");
    }
    // allow_no_password and its kin are switches.
    return /(password|secret_access_key)$/.test(key) && !key.startsWith("allow_");
}

function isLiteral({ field, isReference, removed }: Setting): Ternary {
    if (isReference || removed === true) {
        return false;
    }
    return field.text !== undefined && isVariable(field.text) ? "unknown" : hasContent(field);
}
