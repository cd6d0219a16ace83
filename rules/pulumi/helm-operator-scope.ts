import type { Field } from "../field";
import { failWhen, undecided, type Outcome } from "../outcome";
import type { Rule } from "../rule";
import type { Subject } from "../subject";
import { not, type Ternary } from "../ternary";
import { hasContent, isFalse, isTrue } from "../text";
import { chartName, operatorCharts, type OperatorChart } from "./operatorCharts";

export const rule: Rule = {
    id: "helm-operator-scope",
    title: "A database operator installed by Helm is kept to its namespaces",
    controls: ["CN-1", "KSI-2"],
    severity: "high",
    kinds: ["kubernetes:helm.sh/v3:Release", "kubernetes:helm.sh/v3:Chart", "kubernetes:helm.sh/v4:Chart"],
    why: "An operator that watches every namespace may read and write Secrets in every namespace: whoever takes it over has the cluster.",
    fix: "Set the chart's value: cloudnative-pg config.clusterWide false, altinity-clickhouse-operator rbac.namespaceScoped true, psmdb-operator and pxc-operator without watchAllNamespaces.",
    references: [
        {
            title: "CloudNativePG charts: cloudnative-pg",
            url: "https://github.com/cloudnative-pg/charts/tree/main/charts/cloudnative-pg",
            version: "CloudNativePG 1.30",
        },
        {
            title: "Altinity ClickHouse operator: Helm chart",
            url: "https://github.com/Altinity/clickhouse-operator/tree/master/deploy/helm/clickhouse-operator",
            version: "clickhouse-operator 0.27",
        },
        {
            title: "Percona Helm charts",
            url: "https://github.com/percona/percona-helm-charts",
            version: "psmdb-operator 1.22, pxc-operator 1.19",
        },
    ],
    check: (subject) => {
        const chart = subject.read("chart");
        if (chart.isUnknown) {
            return [undecided(chart)];
        }
        const name = chartName(chart.text ?? "");
        const operator = operatorCharts.find((each) => each.chart === name);
        return operator === undefined ? [] : judged(subject, operator);
    },
};

function judged({ read }: Subject, { value: place, namespaced, mustBeWritten }: OperatorChart): readonly Outcome[] {
    const value = read(`values.${place}`);
    const files = read("valueYamlFiles");
    if (value.isAbsent && hasContent(files) !== false) {
        return [undecided(files, "valueYamlFiles may set it, and what they hold is not known here")];
    }
    const isClusterWide = mustBeWritten ? not(says(value, namespaced)) : says(value, !namespaced);
    return failWhen(isClusterWide, value, {
        wanted: `write ${namespaced}, and install the operator once for each namespace that it is to watch`,
    });
}

function says(value: Field, word: boolean): Ternary {
    return word ? isTrue(value) : isFalse(value);
}
