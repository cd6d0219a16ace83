import type { Known } from "../core/known";
import { labelProblems } from "../core/names";
import type { Problem } from "../core/problems";
import type { LokiArgs, MonitoringArgs, PrometheusPodsArgs } from "./arguments";

/** What is wrong with `monitoring` beyond its form; paths are relative to it. */
export function monitoringProblems({ kind, ...rest }: Known<MonitoringArgs>): Problem[] {
    if (kind === "none") {
        return Object.keys(rest).map((path) => ({
            path,
            reason: 'has no effect, since monitoring.kind is "none", which makes nothing: take one of the two out',
        }));
    }
    const { labels, prometheus = {}, dashboard = {}, loki = {} } = rest;
    return [
        ...objectLabelProblems("labels", labels),
        ...prometheusProblems(prometheus),
        ...objectLabelProblems("dashboard.labels", dashboard.labels),
        ...foundProblems("dashboard.labels", dashboard.labels, "grafana_dashboard"),
        ...objectLabelProblems("loki.labels", loki.labels),
        ...foundProblems("loki.labels", loki.labels, "loki_rule"),
        ...streamLabelProblems(loki),
    ];
}

function prometheusProblems({ namespace, podLabels }: Known<PrometheusPodsArgs>): Problem[] {
    const empty = podLabels !== undefined && Object.keys(podLabels).length === 0;
    return [
        ...(namespace === undefined ? [] : labelProblems("prometheus.namespace", "namespace", namespace)),
        ...(empty
            ? [
                  {
                      path: "prometheus.podLabels",
                      reason: "is empty, which would let every pod of that namespace in; name the labels of Prometheus' pods",
                  },
              ]
            : objectLabelProblems("prometheus.podLabels", podLabels)),
    ];
}

/** Without a label no sidecar finds the ConfigMap, and nobody would notice. */
function foundProblems(path: string, labels: Record<string, string> | undefined, usual: string): Problem[] {
    return labels !== undefined && Object.keys(labels).length === 0
        ? [
              {
                  path,
                  reason: `is empty, so that nothing would find the ConfigMap; write the label that is looked for, for example { ${usual}: "1" }`,
              },
          ]
        : [];
}

const labelName = /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const labelValue = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;

function objectLabelProblems(path: string, labels: Record<string, string> = {}): Problem[] {
    return Object.entries(labels).flatMap(([name, value]) =>
        labelName.test(name) && labelValue.test(value)
            ? []
            : [
                  {
                      path,
                      reason: `"${name}: ${value}" cannot be a label in Kubernetes; write up to 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends`,
                  },
              ],
    );
}

/** Loki's labels are named like Prometheus' (its syntax.go). */
function streamLabelProblems(loki: Known<LokiArgs>): Problem[] {
    return (["namespaceLabel", "podLabel"] as const).flatMap((argument) => {
        const label = loki[argument];
        return label === undefined || /^[A-Za-z_][A-Za-z0-9_]*$/.test(label)
            ? []
            : [
                  {
                      path: `loki.${argument}`,
                      reason: `"${label}" cannot be a label of Loki's streams; write letters, digits and "_", for example "pod"`,
                  },
              ];
    });
}
