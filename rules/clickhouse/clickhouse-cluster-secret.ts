import type { Field } from "../field";
import { altinity } from "../kinds";
import { each, failWhen, type Outcome } from "../outcome";
import type { Rule } from "../rule";
import { any, not } from "../ternary";
import { hasContent, isPresent, isVariable } from "../text";
import { whenSeveralHosts } from "./layout";
import { references } from "./references";
import { isOn } from "./stringBool";

export const rule: Rule = {
    id: "clickhouse-cluster-secret",
    title: "Hosts of a cluster prove to each other who they are",
    controls: ["UM-6"],
    severity: "high",
    engine: "clickhouse",
    kinds: [altinity.installation],
    why: "Without a shared secret a distributed query runs as the user default, with whatever password that has, on every host that is reached: whoever reaches the port can ask for the same.",
    fix: 'Write `secret: {auto: "true"}` on the cluster, or secret.valueFrom.secretKeyRef.',
    references: [references.hardening],
    check: ({ read }) => each(read("spec.configuration.clusters"), judge),
};

function judge(cluster: Field): readonly Outcome[] {
    const secret = cluster.child("secret");
    const value = secret.child("value");
    const isLiteral = value.text !== undefined && isVariable(value.text) ? "unknown" : hasContent(value);
    const isShared = any(isOn(secret.child("auto")), isPresent(secret.child("valueFrom")), isPresent(value));
    return [
        ...whenSeveralHosts(cluster, not(isShared), (truth) =>
            failWhen(truth, secret, {
                wanted: 'the cluster has several hosts: write {auto: "true"}, or valueFrom.secretKeyRef',
            }),
        ),
        ...failWhen(isLiteral, value, {
            seen: "written out (hidden)",
            wanted: 'write auto: "true" instead, or valueFrom.secretKeyRef',
        }),
    ];
}
