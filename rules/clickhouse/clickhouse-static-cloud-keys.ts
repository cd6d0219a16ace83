import type { Estate } from "../estate";
import type { Field } from "../field";
import { altinity } from "../kinds";
import { failAt, undecided, type Outcome } from "../outcome";
import { eachContainer } from "../pod";
import type { Rule } from "../rule";
import type { Subject } from "../subject";
import { all, type Ternary } from "../ternary";
import { hasContent } from "../text";
import { configurationOf, settingsOfFile, stands, undecidedParts } from "./configuration";
import { environmentIn } from "./environment";
import { eachTemplate } from "./podTemplates";
import { references } from "./references";
import { failSettingWhen, isBelow, lastKeyOf, type Setting } from "./setting";

const variables = ["S3_ACCESS_KEY", "S3_SECRET_KEY", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"];
const keys = ["access_key_id", "secret_access_key"];
const wantedInPod = "leave it out, and give the pod a service account with a role of the cloud";
const wanted =
    "leave it out, give the pod a service account with a role of the cloud, and write use_environment_credentials: 1";

export const rule: Rule = {
    id: "clickhouse-static-cloud-keys",
    title: "The cloud is reached by workload identity, not by keys",
    controls: ["CM-5", "KSI-4"],
    severity: "medium",
    engine: "clickhouse",
    kinds: [altinity.installation, altinity.template],
    why: "Keys stay valid wherever they are copied to, until somebody rotates them. A role of the pod's service account gives credentials that last for hours and work for that pod alone.",
    fix: "Name an annotated service account in the pod template (serviceAccountName), leave the keys out, and write use_environment_credentials: 1 for s3 disks.",
    references: [references.hardening, references.backup],
    check: (subject, estate) => {
        const configuration = configurationOf(subject, estate);
        const files = configuration.backupFiles.flatMap(settingsOfFile);
        return [
            ...eachTemplate(subject, estate, "podTemplates", (template) =>
                eachContainer(template.child("spec"), (container) => judgeContainer(container, subject, estate)),
            ),
            ...configuration.own.filter((setting) => keys.includes(lastKeyOf(setting))).flatMap(judge),
            ...files
                .filter((setting) => ["s3/access_key", "s3/secret_key"].some((key) => isBelow(setting, key)))
                .flatMap(judge),
            ...undecidedParts(configuration),
        ];
    },
};

function judgeContainer(container: Field, subject: Subject, estate: Estate): readonly Outcome[] {
    const { variables: given, unseen } = environmentIn(container, subject, estate);
    return [
        ...given
            .filter(({ name }) => variables.includes(name))
            .flatMap(({ name, value, entry }) =>
                value.isUnknown || hasContent(value) === true
                    ? [failAt(entry.path, `${entry.name} gives ${name}: ${wantedInPod}`)]
                    : [],
            ),
        ...unseen.map((field) => undecided(field, `${field.name} may give keys of the cloud, and is not in sight`)),
    ];
}

function judge(setting: Setting): readonly Outcome[] {
    const isGiven: Ternary = setting.isReference ? true : all(stands(setting), hasContent(setting.field));
    return failSettingWhen(isGiven, setting, { seen: "set (hidden)", wanted });
}
