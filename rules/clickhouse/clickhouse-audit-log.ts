import { altinity } from "../kinds";
import type { Outcome } from "../outcome";
import type { Rule } from "../rule";
import { isFalse } from "../text";
import { configurationOf } from "./configuration";
import { references } from "./references";
import { failUnlessConfigured } from "./required";
import { failSettingWhen, lastKeyOf, type Setting } from "./setting";

export const rule: Rule = {
    id: "clickhouse-audit-log",
    title: "Logins and queries are recorded",
    controls: ["MAA-3"],
    severity: "medium",
    engine: "clickhouse",
    kinds: [altinity.installation],
    why: "Without session_log nobody can tell who logged in, or tried to, and from where; without query_log not what was asked.",
    fix: "Write session_log/database: system, session_log/table: session_log and a session_log/ttl in spec.configuration.settings, and leave log_queries on.",
    references: [references.server],
    check: (subject, estate) => {
        const configuration = configurationOf(subject, estate);
        const settings = subject.read("spec.configuration.settings");
        return [
            ...failUnlessConfigured(configuration, ["session_log"], settings.child("session_log"), {
                default: "off",
                wanted: "write session_log/database: system and session_log/table: session_log",
            }),
            ...configuration.settings.flatMap(judge),
        ];
    },
};

function judge(setting: Setting): readonly Outcome[] {
    return lastKeyOf(setting) === "log_queries"
        ? failSettingWhen(isFalse(setting.field), setting, { wanted: "write 1, or leave it out" })
        : [];
}
