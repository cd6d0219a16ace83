import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource";
import { ConfigMap } from "@pulumi/kubernetes/core/v1/configMap";
import type * as pulumi from "@pulumi/pulumi";
import type { ObjectLabels } from "./arguments";
import { managedLabels } from "./labels";

/** How bad it is: `critical` is for whoever is on call, `warning` for the next working day. */
export type Severity = "critical" | "warning";

/** A condition of which somebody is told, in Prometheus' language or Loki's. */
export interface Alert {
    name: string;
    expression: string;
    /** How long it must hold, for example `5m`. */
    lasting: string;
    severity: Severity;
    /** What is wrong, in a line. */
    summary: string;
    /** What it means and what to do. */
    description: string;
}

/** Certificate authority that vouches for a metrics endpoint, in a ConfigMap of the monitor's namespace: Prometheus reads no Secret for it. */
export interface CertificateSource {
    configMap: pulumi.Input<string>;
    key: string;
}

export interface PodMonitorArgs {
    name: string;
    namespace: string;
    /** For Prometheus to find it. */
    labels?: ObjectLabels;
    /** Labels of the pods. */
    select: Record<string, string>;
    /** Name of the port in the pods. */
    port: string;
    ca: CertificateSource;
    /** The name that is looked for in the pods' certificate, since Prometheus calls them by address. */
    serverName: string;
}

/** Scrapes over TLS that is verified. */
export function podMonitor(
    resourceName: string,
    { name, namespace, labels, select, port, ca, serverName }: PodMonitorArgs,
    options: pulumi.CustomResourceOptions,
): CustomResource {
    return new CustomResource(
        resourceName,
        {
            apiVersion: "monitoring.coreos.com/v1",
            kind: "PodMonitor",
            metadata: { name, namespace, labels: { ...labels, ...managedLabels } },
            spec: {
                selector: { matchLabels: select },
                podMetricsEndpoints: [
                    {
                        port,
                        scheme: "https",
                        tlsConfig: { ca: { configMap: { name: ca.configMap, key: ca.key } }, serverName },
                    },
                ],
            },
        },
        options,
    );
}

/** The value of the label `job` in what a PodMonitor scrapes (Prometheus Operator, pkg/prometheus/promcfg.go). */
export function jobOf({ namespace, name }: Pick<PodMonitorArgs, "name" | "namespace">): string {
    return `${namespace}/${name}`;
}

export interface RuleGroup {
    name: string;
    rules: object[];
}

/** As Prometheus and Loki read a group of rules. Each alert carries the labels that say of what it speaks. */
export function ruleGroup(name: string, labels: ObjectLabels, alerts: readonly Alert[]): RuleGroup {
    return {
        name,
        rules: alerts.map(({ name: alert, expression, lasting, severity, summary, description }) => ({
            alert,
            expr: expression,
            for: lasting,
            labels: { severity, ...labels },
            annotations: { summary, description },
        })),
    };
}

export interface PrometheusRuleArgs {
    name: string;
    namespace: string;
    labels?: ObjectLabels;
    groups: pulumi.Input<RuleGroup>[];
}

export function prometheusRule(
    resourceName: string,
    { name, namespace, labels, groups }: PrometheusRuleArgs,
    options: pulumi.CustomResourceOptions,
): CustomResource {
    return new CustomResource(
        resourceName,
        {
            apiVersion: "monitoring.coreos.com/v1",
            kind: "PrometheusRule",
            metadata: { name, namespace, labels: { ...labels, ...managedLabels } },
            spec: { groups },
        },
        options,
    );
}

/** A ConfigMap that the sidecar of a chart (Grafana, Loki) finds by its labels. The sidecar writes every file that it finds into one folder. */
export function foundConfigMap(
    resourceName: string,
    { name, namespace, labels, file, content }: FoundConfigMapArgs,
    options: pulumi.CustomResourceOptions,
): ConfigMap {
    return new ConfigMap(
        resourceName,
        { metadata: { name, namespace, labels: { ...labels, ...managedLabels } }, data: { [file]: content } },
        options,
    );
}

export interface FoundConfigMapArgs {
    name: string;
    namespace: string;
    labels: ObjectLabels;
    file: string;
    content: string;
}
