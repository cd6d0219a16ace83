import type { Estate } from "../estate";
import type { Field } from "../field";
import { kubernetes } from "../kinds";
import { fail, undecided, type Outcome } from "../outcome";
import { environmentOf } from "../pod";
import type { Rule } from "../rule";
import type { Subject } from "../subject";
import { all, any, not, type Ternary } from "../ternary";
import { hasContent, is } from "../text";
import { eachOperatorContainer, operatorOf, operatorKinds, type WatchScope } from "./operators";

export const rule: Rule = {
    id: "operator-cluster-scope",
    title: "The database operator watches the namespaces it is given, not the whole cluster",
    controls: ["KSI-1", "KSI-2"],
    severity: "high",
    kinds: operatorKinds,
    why: "An operator that watches every namespace needs rights in every namespace. Whoever takes it over, or may write its custom resources anywhere, reaches the Secrets of the whole cluster.",
    fix: "Set WATCH_NAMESPACE on the operator's container to its own namespace (valueFrom fieldRef metadata.namespace) or to a list of namespaces, and give it a Role in each. Altinity's operator watches only its own namespace when it does not run in kube-system.",
    references: [
        {
            title: "CloudNativePG: operator configuration",
            url: "https://cloudnative-pg.io/documentation/1.30/operator_conf/",
            version: "CloudNativePG 1.30.0",
        },
        {
            title: "Altinity clickhouse-operator: configuration",
            url: "https://github.com/Altinity/clickhouse-operator/blob/master/docs/operator_configuration.md",
            version: "0.26.0",
        },
        {
            title: "Percona Operator for MongoDB: cluster-wide installation",
            url: "https://docs.percona.com/percona-operator-for-mongodb/cluster-wide.html",
            version: "1.22.0",
        },
    ],
    check: (subject, estate) => {
        const operator = operatorOf(subject);
        const watch = operator?.watch;
        if (operator === undefined || watch === undefined) {
            return [];
        }
        const here = watch.onlyIn === undefined ? true : is(subject.read("metadata.namespace"), watch.onlyIn);
        return eachOperatorContainer(subject, operator, (container) =>
            judge(container, watch, here, isConfigured(watch, subject, estate)),
        );
    },
};

function judge(container: Field, watch: WatchScope, here: Ternary, elsewhere: Ternary): readonly Outcome[] {
    const environment = container.child("env");
    const entries = watch.variables.flatMap((name) => environmentOf(container, name) ?? []);
    const narrowed = any(
        elsewhere,
        environment.isUnknown ? "unknown" : false,
        // A ConfigMap or Secret may hold the variable.
        hasContent(container.child("envFrom")) === false ? false : "unknown",
        ...entries.map(isNarrow),
    );
    const wide = all(here, not(narrowed));
    const [entry] = entries;
    const place = entry?.child("value") ?? environment;
    if (wide === "unknown") {
        return [undecided(place, `${place.name} does not tell which namespaces the operator watches`)];
    }
    return wide
        ? [
              fail(place, {
                  seen: entry === undefined ? `without ${watch.variables.join(" and ")}` : '""',
                  wanted: "name the namespaces to watch (WATCH_NAMESPACE from fieldRef metadata.namespace for its own); without it the operator watches every namespace",
              }),
          ]
        : [];
}

/** Whether the variable names namespaces. One that comes from elsewhere than the pod's own namespace cannot be known. */
function isNarrow(entry: Field): Ternary {
    const source = entry.child("valueFrom");
    if (source.isAbsent) {
        return hasContent(entry.child("value"));
    }
    return is(source.at("fieldRef.fieldPath"), "metadata.namespace") === true ? true : "unknown";
}

function isConfigured({ configMap, variables }: WatchScope, { namespace }: Subject, estate: Estate): Ternary {
    const found = configMap === undefined ? undefined : estate.find(kubernetes.configMap, namespace, configMap);
    return found === undefined
        ? false
        : any(...variables.map((variable) => hasContent(found.read("data").child(variable))));
}
