import type { DeploymentArgs } from "@pulumi/kubernetes/apps/v1/deployment";
import { managedLabels } from "../kubernetes/labels";
import { operatorLabels } from "./network";

export interface OperatorImages {
    operator: string;
    plugin: string;
    pluginSidecar: string;
}

export interface OperatorDeployment {
    name: string;
    namespace: string;
    watchNamespaces: readonly string[];
    images: OperatorImages;
    monitoringQueries: string;
}

/** User and group of both images. */
const user = 10001;

const hardened = {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ["ALL"] },
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
    runAsUser: user,
    runAsGroup: user,
    seccompProfile: { type: "RuntimeDefault" },
};

/**
 * The operator and its backup plugin in one pod. They speak over a unix socket, so there is no Service, no port and no certificate
 * that could expire between them. Webhooks are left out: the operator then validates when it reconciles (CloudNativePG 1.30, PR 10874).
 */
export function operatorDeployment({
    name,
    namespace,
    watchNamespaces,
    images,
    monitoringQueries,
}: OperatorDeployment): DeploymentArgs {
    const labels = { ...operatorLabels, "app.kubernetes.io/instance": name };
    const probe = { httpGet: { path: "/readyz", port: 9443, scheme: "HTTPS" } };
    return {
        metadata: { name, namespace, labels: { ...managedLabels, ...labels } },
        spec: {
            replicas: 1,
            // Never two plugins at once; databases keep running while the operator restarts.
            strategy: { type: "Recreate" },
            selector: { matchLabels: labels },
            template: {
                metadata: { labels: { ...managedLabels, ...labels } },
                spec: {
                    serviceAccountName: name,
                    terminationGracePeriodSeconds: 10,
                    securityContext: {
                        runAsNonRoot: true,
                        fsGroup: user,
                        seccompProfile: { type: "RuntimeDefault" },
                    },
                    containers: [
                        {
                            name: "manager",
                            image: images.operator,
                            imagePullPolicy: "IfNotPresent",
                            command: ["/manager"],
                            args: [
                                "controller",
                                "--leader-elect",
                                "--max-concurrent-reconciles=10",
                                "--webhook-port=9443",
                            ],
                            env: [
                                { name: "OPERATOR_IMAGE_NAME", value: images.operator },
                                {
                                    name: "OPERATOR_NAMESPACE",
                                    valueFrom: { fieldRef: { fieldPath: "metadata.namespace" } },
                                },
                                { name: "WATCH_NAMESPACE", value: watchNamespaces.join(",") },
                                { name: "MANAGE_WEBHOOK_CONFIGURATIONS", value: "false" },
                                { name: "MONITORING_QUERIES_CONFIGMAP", value: monitoringQueries },
                                { name: "PLUGIN_SOCKET_DIR", value: "/plugins" },
                            ],
                            ports: [{ name: "webhook-server", containerPort: 9443, protocol: "TCP" }],
                            startupProbe: { ...probe, failureThreshold: 12, periodSeconds: 5 },
                            livenessProbe: probe,
                            readinessProbe: probe,
                            resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { memory: "512Mi" } },
                            securityContext: hardened,
                            volumeMounts: [
                                { name: "scratch", mountPath: "/controller" },
                                { name: "plugins", mountPath: "/plugins" },
                                {
                                    name: "webhook-certificates",
                                    mountPath: "/run/secrets/cnpg.io/webhook",
                                    readOnly: true,
                                },
                            ],
                        },
                        {
                            name: "plugin-barman-cloud",
                            image: images.plugin,
                            imagePullPolicy: "IfNotPresent",
                            args: [
                                "operator",
                                "--plugin-path=/plugins",
                                "--metrics-bind-address=0",
                                "--health-probe-bind-address=:8081",
                            ],
                            env: [{ name: "SIDECAR_IMAGE", value: images.pluginSidecar }],
                            ports: [{ name: "probes", containerPort: 8081, protocol: "TCP" }],
                            livenessProbe: { httpGet: { path: "/healthz", port: 8081 }, periodSeconds: 20 },
                            readinessProbe: { httpGet: { path: "/readyz", port: 8081 } },
                            resources: { requests: { cpu: "50m", memory: "128Mi" }, limits: { memory: "256Mi" } },
                            securityContext: hardened,
                            volumeMounts: [{ name: "plugins", mountPath: "/plugins" }],
                        },
                    ],
                    volumes: [
                        { name: "scratch", emptyDir: {} },
                        { name: "plugins", emptyDir: { medium: "Memory", sizeLimit: "16Mi" } },
                        {
                            // The operator makes this Secret itself and serves its probes with it.
                            name: "webhook-certificates",
                            secret: { secretName: "cnpg-webhook-cert", optional: true, defaultMode: 0o440 },
                        },
                    ],
                },
            },
        },
    };
}
