import { altinity } from "../kinds";
import type { Outcome } from "../outcome";
import type { Rule } from "../rule";
import { oneOf } from "../text";
import { configurationOf } from "./configuration";
import { references } from "./references";
import { failUnlessConfigured } from "./required";
import { failSettingWhen, isAt, type Setting } from "./setting";

const wanted = "write information, or warning";

export const rule: Rule = {
    id: "clickhouse-log-content",
    title: "Logs hold no secrets of queries",
    controls: ["ED-2"],
    severity: "medium",
    engine: "clickhouse",
    kinds: [altinity.installation],
    why: "Queries carry passwords and keys (IDENTIFIED BY, s3(), url()), and at debug level they go to the log whole.",
    fix: "Add query_masking_rules that replace what is secret, and write logger/level: information.",
    references: [references.server],
    check: (subject, estate) => {
        const configuration = configurationOf(subject, estate);
        const settings = subject.read("spec.configuration.settings");
        return [
            ...failUnlessConfigured(configuration, ["query_masking_rules"], settings.child("query_masking_rules"), {
                default: "none",
                wanted: "add rules that mask passwords and keys in queries",
            }),
            ...failUnlessConfigured(configuration, ["logger/level"], settings.child("logger/level"), {
                default: "debug",
                wanted,
            }),
            ...configuration.settings.flatMap(judge),
        ];
    },
};

function judge(setting: Setting): readonly Outcome[] {
    return isAt(setting, "logger/level")
        ? failSettingWhen(oneOf(setting.field, ["trace", "debug", "test"]), setting, { wanted })
        : [];
}
