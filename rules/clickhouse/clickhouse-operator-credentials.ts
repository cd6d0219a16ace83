import { altinity } from "../kinds";
import { failWhen } from "../outcome";
import type { Rule } from "../rule";
import { hasContent, isVariable } from "../text";
import { references } from "./references";

export const rule: Rule = {
    id: "clickhouse-operator-credentials",
    title: "The operator reads its password from a Secret",
    controls: ["UM-1", "CM-2"],
    severity: "high",
    engine: "clickhouse",
    kinds: [altinity.operatorConfiguration],
    why: "The operator's login may create users and read every table. Whoever may read the operator's configuration reads its password.",
    fix: "Leave spec.clickhouse.access.password out and name a Secret with username and password in spec.clickhouse.access.secret.",
    references: [references.hardening, references.operator],
    check: ({ read }) => {
        const password = read("spec.clickhouse.access.password");
        const isLiteral = password.text !== undefined && isVariable(password.text) ? "unknown" : hasContent(password);
        return failWhen(isLiteral, password, {
            seen: "written out (hidden)",
            wanted: "leave it out, and name a Secret in spec.clickhouse.access.secret",
        });
    },
};
