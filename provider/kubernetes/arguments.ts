import type * as pulumi from "@pulumi/pulumi";
import type { Waiver } from "../core/waiver";

/** A namespace, and whether this component makes it. */
export interface NamespaceArgs {
    /** Name of the namespace. */
    name: string;
    /**
     * True: the namespace is made here, with restricted Pod Security and a default-deny NetworkPolicy, and is kept when the stack
     * is destroyed. False: it exists; nothing in it but the component's own objects is touched.
     * @control KSI-3
     */
    create: boolean;
}

/** What network policies must know of the cluster. */
export interface NetworkArgs {
    /**
     * Addresses of the Kubernetes API server (CIDR, IPv4 or IPv6). Operator and database must reach it, and it has no pod label
     * that a NetworkPolicy could name. Example: `["10.100.0.1/32"]`.
     * @minItems 1
     */
    apiServerCidrs: pulumi.Input<string>[];
    /**
     * Addresses of the cluster's pods. Needed when a user comes from pods of another namespace: a NetworkPolicy picks those pods,
     * and the database itself admits these addresses.
     */
    podCidrs?: pulumi.Input<string>[];
    /**
     * Addresses of the object store and of the cloud's identity endpoint (VPC endpoints, published ranges).
     * Default: any public address, on port 443.
     * @control KSI-6
     */
    objectStoreCidrs?: pulumi.Input<string>[];
}

/** Connections that the database itself may open, besides DNS, the API server, its peers and the object store: exactly one of `cidr` and `podLabels`. */
export interface EgressArgs {
    /** Addresses, IPv4 or IPv6, for example `192.0.2.10/32`. */
    cidr?: pulumi.Input<string>;
    /** Namespace of the pods. Default: the database's. */
    namespace?: string;
    /** Labels that the pods carry. */
    podLabels?: PodLabels;
    /**
     * TCP ports there.
     * @minItems 1
     */
    ports: PortNumber[];
}

/**
 * A TCP port.
 * @asType integer
 * @minimum 1
 * @maximum 65535
 */
export type PortNumber = number;

/** Labels of pods, name to value. */
export interface PodLabels {
    [label: string]: string;
}

/** Labels that an object made here is given besides its own. */
export interface ObjectLabels {
    [label: string]: string;
}

/** Annotations that an object made here is given besides its own. */
export interface ObjectAnnotations {
    [annotation: string]: string;
}

/** A Service besides those of the operator, for clients that are not pods of the cluster. */
export interface ServiceArgs {
    /**
     * `internal`: a load balancer inside the network (the cloud's own annotations are added where the platform is known).
     * `external`: a load balancer that the internet may reach; needs `sourceRanges` and `allowExternal`.
     * `clusterIP`: inside the cluster, to give it annotations or labels of your own.
     * @default "internal"
     * @control KSI-5
     */
    exposure?: ServiceExposure;
    /**
     * Addresses (CIDR) that may use the load balancer. Also opened in the NetworkPolicy; who logs in is still decided by `users[].from`.
     * @control KSI-5
     */
    sourceRanges?: pulumi.Input<string>[];
    /**
     * Accepts a Service that the internet may reach (controls KSI-5, NM-11). It stands in the program and in the component's arguments
     * in the state, where the report finds it; with its source ranges the Service fails no rule, so that none is stamped.
     * @control KSI-5, NM-11
     */
    allowExternal?: Waiver;
    /**
     * Annotations of the Service, for example those of a load balancer controller or of external-dns.
     * @control NM-11
     */
    annotations?: ObjectAnnotations;
    /**
     * Labels of the Service.
     * @control NM-11
     */
    labels?: ObjectLabels;
}

export type ServiceExposure = "internal" | "external" | "clusterIP";

/** Who watches the database. */
export interface MonitoringArgs {
    /**
     * `prometheusOperator`: a PodMonitor over verified TLS, a PrometheusRule and a Grafana dashboard; the cluster must have the CRDs of
     * Prometheus Operator. `none`: nothing is made (controls MAA-1 and MAA-2 are then unmet).
     * @default "prometheusOperator"
     */
    kind?: MonitoringKind;
    /** The pods of Prometheus, which are let in to the metrics port. Default: `app.kubernetes.io/name=prometheus` in namespace `monitoring`. */
    prometheus?: PrometheusPodsArgs;
    /** Labels that Prometheus selects monitors and rules by, for example `{ release: "kube-prometheus-stack" }`. Default: none. */
    labels?: ObjectLabels;
    /**
     * The ConfigMap with the Grafana dashboard.
     * @control MAA-1
     */
    dashboard?: DashboardArgs;
    /** The log collector, without which nobody is told of failed logins (control MAA-2 is then partial). */
    loki?: LokiArgs;
}

export type MonitoringKind = "prometheusOperator" | "none";

/** Pods of Prometheus. */
export interface PrometheusPodsArgs {
    /**
     * Namespace of the pods.
     * @default "monitoring"
     */
    namespace?: string;
    /** Labels that the pods carry. Default: `app.kubernetes.io/name=prometheus`. */
    podLabels?: PodLabels;
}

/** Where Grafana's sidecar finds dashboards. */
export interface DashboardArgs {
    /**
     * Labels of the ConfigMap, which lies in the database's namespace. Default: `grafana_dashboard=1`, which the Grafana chart's sidecar
     * looks for; it must look into all namespaces (`sidecar.dashboards.searchNamespace: ALL`).
     */
    labels?: ObjectLabels;
}

/** A Loki that collects the pods' logs, and whose ruler tells of failed logins. */
export interface LokiArgs {
    /**
     * Label of Loki's streams that holds the namespace.
     * @default "namespace"
     */
    namespaceLabel?: string;
    /**
     * Label of Loki's streams that holds the pod's name.
     * @default "pod"
     */
    podLabel?: string;
    /**
     * Labels of the ConfigMap with the rules, which lies in the database's namespace. Default: `loki_rule=1`, which the Loki chart's sidecar
     * looks for; it must look into all namespaces (`sidecar.rules.searchNamespace: ALL`) and write into the folder of the ruler's tenant.
     */
    labels?: ObjectLabels;
    /**
     * Failed logins within five minutes from which on somebody is told.
     * @default 5
     * @asType integer
     * @minimum 1
     */
    failedLogins?: number;
}

/** What the pods are given. Whatever is passed here is still judged by the rules of the audit. */
export interface PodArgs {
    /** Environment variables. */
    env?: EnvironmentVariableArgs[];
    /** Secrets and ConfigMaps that are mounted together, below `/projected`. */
    projectedVolumes?: ProjectedVolumeArgs[];
    /** Labels of the nodes on which the pods may run. */
    nodeSelector?: ObjectLabels;
    /** Taints that the pods tolerate. */
    tolerations?: TolerationArgs[];
    /**
     * Whether two servers of the database may share a node (or zone, see `topologyKey`).
     * @default "preferred"
     */
    antiAffinity?: AntiAffinity;
    /**
     * Label of nodes by which servers are kept apart.
     * @default "kubernetes.io/hostname"
     */
    topologyKey?: string;
    /** How pods are spread over zones and nodes. */
    topologySpread?: TopologySpreadArgs[];
    /** CPU and memory. */
    resources?: ResourcesArgs;
    /** PriorityClass of the pods. A change reaches pods that are made later. */
    priorityClassName?: string;
    /** Scheduler of the pods. Default: the cluster's own. */
    schedulerName?: string;
}

export type AntiAffinity = "preferred" | "required";

/** An environment variable: exactly one of `value` and `secret`. A name that ends in PASSWORD, SECRET, TOKEN or ACCESS_KEY takes `secret`. */
export interface EnvironmentVariableArgs {
    /**
     * Its name.
     * @pattern ^[A-Za-z_][A-Za-z0-9_]*$
     */
    name: string;
    /** Its value. */
    value?: pulumi.Input<string>;
    /** The entry of a Secret that holds it. */
    secret?: SecretEntryArgs;
}

/** One entry of a Secret in the database's namespace. */
export interface SecretEntryArgs {
    /** Name of the Secret. */
    name: string;
    /** Entry in it. */
    key: string;
}

/** Exactly one of `secretName` and `configMapName`. */
export interface ProjectedVolumeArgs {
    /** Name of a Secret. */
    secretName?: string;
    /** Name of a ConfigMap. */
    configMapName?: string;
    /** Entry to path below `/projected`. Default: every entry under its own name. */
    items?: ProjectedItems;
}

/** Entry to path. */
export interface ProjectedItems {
    [key: string]: string;
}

/** A taint that is tolerated. */
export interface TolerationArgs {
    /** Key of the taint. */
    key: string;
    /** Its value. Default: any. */
    value?: string;
    /** Its effect. Default: every effect. */
    effect?: TaintEffect;
}

export type TaintEffect = "NoSchedule" | "PreferNoSchedule" | "NoExecute";

/** How pods are spread. */
export interface TopologySpreadArgs {
    /** Label of nodes, for example `topology.kubernetes.io/zone`. */
    topologyKey: string;
    /**
     * By how many pods places may differ.
     * @default 1
     * @asType integer
     * @minimum 1
     */
    maxSkew?: number;
    /**
     * True: a pod that would break this waits. False: it is only preferred.
     * @default true
     */
    required?: boolean;
}

/** CPU and memory of each pod, as Kubernetes quantities. */
export interface ResourcesArgs {
    /** What is set aside, for example `500m`. */
    cpu?: string;
    /** What is set aside, and also the limit, for example `2Gi`. */
    memory?: string;
    /** The most it may take. Default: no limit. */
    cpuLimit?: string;
}
