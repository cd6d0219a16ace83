import type * as pulumi from "@pulumi/pulumi";
import type {
    EnvironmentVariableArgs,
    PodArgs,
    ProjectedVolumeArgs,
    ResourcesArgs,
    TolerationArgs,
    TopologySpreadArgs,
} from "../kubernetes/arguments";
import { canonicalQuantity } from "../kubernetes/quantity";

/** An environment variable as Kubernetes has it. */
export interface PodVariable {
    name: string;
    value?: pulumi.Input<string>;
    valueFrom?: { secretKeyRef: { name: pulumi.Input<string>; key: string } };
}

/** A source of the volume at `/projected` as Kubernetes has it: exactly one of the two. */
export interface ProjectedSource {
    secret?: ProjectedObject;
    configMap?: ProjectedObject;
}

interface ProjectedObject {
    name: pulumi.Input<string>;
    items?: { key: string; path: string }[];
}

/** What the component itself gives the pods, after what the user gives them. */
export interface OwnPodParts {
    env?: PodVariable[];
    projected?: ProjectedSource[];
}

/**
 * What the Cluster's pods are given (control CM-4). It is written as CloudNativePG 1.30 writes it back: lists have one owner, so that any
 * difference (a value that is empty, a quantity in another unit) would be a conflict at the next `up`. An anti-affinity is always
 * written, since the operator would otherwise own its default and a later change of it.
 */
export function podFields(
    pods: PodArgs = {},
    cluster: string,
    { env: ownEnv = [], projected: ownSources = [] }: OwnPodParts = {},
): Record<string, unknown> {
    const { env = [], projectedVolumes = [], topologySpread = [], resources, priorityClassName, schedulerName } = pods;
    const variables = [...env.map(variable), ...ownEnv];
    const sources = [...projectedVolumes.map(projectedSource), ...ownSources];
    return {
        ...(variables.length > 0 && { env: variables }),
        ...(sources.length > 0 && { projectedVolumeTemplate: { sources } }),
        affinity: affinity(pods),
        ...(topologySpread.length > 0 && {
            topologySpreadConstraints: topologySpread.map((spread) => spreadConstraint(cluster, spread)),
        }),
        ...(resources && resourceFields(resources)),
        ...(priorityClassName !== undefined && { priorityClassName }),
        ...(schedulerName !== undefined && { schedulerName }),
    };
}

function variable({ name, value, secret }: EnvironmentVariableArgs): PodVariable {
    return secret === undefined
        ? { name, ...(value !== undefined && { value }) }
        : { name, valueFrom: { secretKeyRef: { name: secret.name, key: secret.key } } };
}

function projectedSource({ secretName, configMapName, items }: ProjectedVolumeArgs): ProjectedSource {
    const paths = Object.entries(items ?? {}).map(([key, path]) => ({ key, path }));
    const object = (name: string): ProjectedObject => ({ name, ...(paths.length > 0 && { items: paths }) });
    return {
        ...(secretName !== undefined && { secret: object(secretName) }),
        ...(configMapName !== undefined && { configMap: object(configMapName) }),
    };
}

function affinity({
    antiAffinity,
    topologyKey,
    nodeSelector = {},
    tolerations = [],
}: PodArgs): Record<string, unknown> {
    return {
        podAntiAffinityType: antiAffinity ?? "preferred",
        topologyKey: topologyKey ?? "kubernetes.io/hostname",
        ...(Object.keys(nodeSelector).length > 0 && { nodeSelector }),
        ...(tolerations.length > 0 && { tolerations: tolerations.map(toleration) }),
    };
}

function toleration({ key, value, effect }: TolerationArgs): Record<string, unknown> {
    return {
        key,
        operator: value === undefined ? "Exists" : "Equal",
        // Equal without a value is equal to an empty one.
        ...(value !== undefined && value !== "" && { value }),
        ...(effect !== undefined && { effect }),
    };
}

/** Of the servers alone: pods of a pooler and Jobs carry the label of the Cluster too. */
function spreadConstraint(
    cluster: string,
    { topologyKey, maxSkew = 1, required = true }: TopologySpreadArgs,
): Record<string, unknown> {
    return {
        maxSkew,
        topologyKey,
        whenUnsatisfiable: required ? "DoNotSchedule" : "ScheduleAnyway",
        labelSelector: { matchLabels: { "cnpg.io/cluster": cluster, "cnpg.io/podRole": "instance" } },
    };
}

export function resourceFields({ cpu, memory, cpuLimit }: ResourcesArgs): Record<string, unknown> {
    const requests = quantities({ cpu, memory });
    // Memory that is set aside is also the limit, or the server that takes more is the first to be killed when the node runs short.
    const limits = quantities({ cpu: cpuLimit, memory });
    return requests === undefined && limits === undefined
        ? {}
        : { resources: { ...(requests && { requests }), ...(limits && { limits }) } };
}

function quantities(of: Record<string, string | undefined>): Record<string, string> | undefined {
    const given = Object.entries(of).flatMap(([name, quantity]): [string, string][] =>
        quantity === undefined ? [] : [[name, canonicalQuantity(quantity)]],
    );
    return given.length === 0 ? undefined : Object.fromEntries(given);
}
