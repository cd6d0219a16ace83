import type { Field } from "../field";
import { altinity } from "../kinds";
import { failWhen, type Outcome } from "../outcome";
import { containersOf } from "../pod";
import type { Rule } from "../rule";
import { all, any, not } from "../ternary";
import { isPresent } from "../text";
import { allTemplates, eachTemplate, hasUnknownList, makesPods } from "./podTemplates";
import { references } from "./references";
import { unseenTemplates } from "./templates";

const wanted =
    "write runAsNonRoot: true, runAsUser: 101 and fsGroup: 101 for the pod; drop ALL capabilities for each container";

export const rule: Rule = {
    id: "clickhouse-pod-hardening",
    title: "Pods have a security context",
    controls: ["KSI-3"],
    severity: "low",
    engine: "clickhouse",
    kinds: [altinity.installation, altinity.template, altinity.keeper],
    why: "The operator sets no security context. The container then keeps the capabilities of its runtime and may gain more.",
    fix: "Give the pod template securityContext {runAsNonRoot: true, runAsUser: 101, runAsGroup: 101, fsGroup: 101, seccompProfile: {type: RuntimeDefault}} and each container {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}.",
    references: [references.podSecurity, references.installation],
    check: (subject, estate) => {
        const own = eachTemplate(subject, estate, "podTemplates", judge);
        if (!makesPods(subject) || unseenTemplates(subject, estate).length > 0) {
            return own;
        }
        const hasNone = all(
            not(hasUnknownList(subject, estate, "podTemplates")),
            allTemplates(subject, estate, "podTemplates").length === 0,
        );
        // An unknown list of its own has been spoken of.
        return own.length > 0
            ? own
            : failWhen(hasNone, subject.read("spec.templates.podTemplates"), {
                  default: "no security context",
                  wanted: `add a pod template; ${wanted}`,
              });
    },
};

function judge(template: Field): readonly Outcome[] {
    const spec = template.child("spec");
    const isHardened = any(
        isPresent(spec.child("securityContext")),
        spec.child("containers").isUnknown ? "unknown" : false,
        ...containersOf(spec).map((container) => isPresent(container.child("securityContext"))),
    );
    return failWhen(not(isHardened), spec.child("securityContext"), { wanted });
}
