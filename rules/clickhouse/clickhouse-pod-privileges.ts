import type { Field } from "../field";
import { altinity } from "../kinds";
import { each, failWhen, type Outcome } from "../outcome";
import { eachContainer, privilegesIn } from "../pod";
import type { Rule } from "../rule";
import { isPresent, isTrue } from "../text";
import { eachTemplate } from "./podTemplates";
import { references } from "./references";

export const rule: Rule = {
    id: "clickhouse-pod-privileges",
    title: "Pods have no rights on their node",
    controls: ["KSI-3"],
    severity: "high",
    engine: "clickhouse",
    kinds: [altinity.installation, altinity.template, altinity.keeper],
    why: "Whoever breaks into a privileged container, or one with the node's network, processes or files, has the node and all pods on it.",
    fix: "Leave these fields out. ClickHouse runs as user 101 without capabilities; data belongs on a volume claim, not on a hostPath.",
    references: [references.podSecurity, references.installation],
    check: (subject, estate) =>
        eachTemplate(subject, estate, "podTemplates", (template) => judge(template.child("spec"))),
};

function judge(spec: Field): readonly Outcome[] {
    return [
        ...privilegesIn(spec.child("securityContext")),
        ...eachContainer(spec, (container) => privilegesIn(container.child("securityContext"))),
        ...["hostNetwork", "hostPID"].flatMap((key) =>
            failWhen(isTrue(spec.child(key)), spec.child(key), { wanted: "write false, or leave it out" }),
        ),
        ...each(spec.child("volumes"), (volume) => {
            const path = volume.child("hostPath");
            return failWhen(isPresent(path), path, {
                seen: path.child("path").shown,
                wanted: "use a volume claim template, or an emptyDir",
            });
        }),
    ];
}
