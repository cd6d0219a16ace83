import type { Estate } from "../estate";
import type { Field } from "../field";
import { labelsOfPods } from "../kubernetes/databaseLabels";
import { labelsIn, selects, type Labels } from "../kubernetes/selector";
import { altinity, kubernetes } from "../kinds";
import type { Outcome } from "../outcome";
import type { Rule } from "../rule";
import type { Subject } from "../subject";
import { all, any, not, type Ternary } from "../ternary";
import { hasContent, is, numberOf, oneOf } from "../text";
import { configurationOf, stands, undecidedParts } from "./configuration";
import { allTemplates } from "./podTemplates";
import { references } from "./references";
import { failSettingWhen, isAt, type Setting } from "./setting";

export const rule: Rule = {
    id: "clickhouse-plaintext-metrics",
    title: "Metrics are read only by the monitoring",
    controls: ["NM-1"],
    severity: "low",
    engine: "clickhouse",
    kinds: [altinity.installation],
    why: "The metrics endpoint speaks plain HTTP and asks for no login. It tells tables, load and errors to every pod that reaches it.",
    fix: "Write a NetworkPolicy that selects the installation's pods and admits the metrics port only from the pods of the monitoring.",
    references: [references.server],
    check: (subject, estate) => {
        const configuration = configurationOf(subject, estate);
        return [
            ...configuration.settings
                .filter((setting) => isAt(setting, "prometheus/port"))
                .flatMap((setting) => judge(setting, subject, estate)),
            ...undecidedParts(configuration),
        ];
    },
};

function judge(setting: Setting, subject: Subject, estate: Estate): readonly Outcome[] {
    const own = allTemplates(subject, estate, "podTemplates").map((template) =>
        labelsIn(template.child("metadata").child("labels")),
    );
    const labels = [...own, labelsOfPods(subject)].reduce<Labels>((before, more) => ({ ...before, ...more }), {});
    const policies = estate
        .of(kubernetes.networkPolicy)
        .filter(({ namespace }) => namespace === subject.namespace)
        .map((policy) => ({
            applies: all(selects(policy.read("spec.podSelector"), labels), isIngress(policy)),
            admits: admitsEverybody(policy.read("spec.ingress"), setting.field),
        }));
    const isLimited = all(
        any(...policies.map(({ applies }) => applies)),
        not(any(...policies.map(({ applies, admits }) => all(applies, admits)))),
    );
    return failSettingWhen(all(stands(setting), not(isLimited)), setting, {
        wanted: "the port speaks plain HTTP; write a NetworkPolicy that admits it only from the monitoring",
    });
}

/** Without policyTypes a policy always speaks of ingress. */
function isIngress(policy: Subject): Ternary {
    const types = policy.read("spec.policyTypes");
    return types.isUnknown
        ? "unknown"
        : types.items.length === 0 || any(...types.items.map((type) => is(type, "Ingress")));
}

function admitsEverybody(rules: Field, port: Field): Ternary {
    return rules.isUnknown
        ? "unknown"
        : any(
              ...rules.items.map((rule) => all(isFromEverybody(rule.child("from")), covers(rule.child("ports"), port))),
          );
}

function isFromEverybody(from: Field): Ternary {
    const everywhere = from.items.map((peer) => oneOf(peer.child("ipBlock").child("cidr"), ["0.0.0.0/0", "::/0"]));
    return any(not(hasContent(from)), ...everywhere);
}

function covers(ports: Field, port: Field): Ternary {
    if (ports.isUnknown) {
        return "unknown";
    }
    return ports.items.length === 0 || any(...ports.items.map((entry) => isInRange(entry, port)));
}

function isInRange(entry: Field, port: Field): Ternary {
    const wanted = numberOf(port);
    const from = numberOf(entry.child("port"));
    const to = numberOf(entry.child("endPort")) ?? from;
    if (is(entry.child("protocol"), "UDP") === true) {
        return false;
    }
    if (entry.child("port").isAbsent) {
        return true;
    }
    // A named port may be any.
    if (typeof wanted !== "number" || typeof from !== "number" || typeof to !== "number") {
        return "unknown";
    }
    return from <= wanted && wanted <= to;
}
