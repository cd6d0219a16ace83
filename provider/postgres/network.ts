import * as pulumi from "@pulumi/pulumi";
import type { BackupTarget, NetworkFacts } from "../core/seam";
import type { EgressArgs, MonitoringArgs, ServiceArgs } from "../kubernetes/arguments";
import {
    addresses,
    apiServer,
    dns,
    pods,
    podsIn,
    podsOf,
    prometheusPods,
    publicAddresses,
    tcp,
    type Flow,
    type LabelSelector,
    type Peer,
} from "../kubernetes/networkFlow";
import { mayComeIn } from "./hba";
import type { PostgresUserArgs } from "./userArguments";

export const ports = { postgres: 5432, status: 8000, metrics: 9187 };

export const operatorLabels = { "app.kubernetes.io/name": "cloudnative-pg" };

/**
 * What may reach the instances and their jobs (facts/operators 1.3, CloudNativePG 1.30; no CNI is asked for more than the standard).
 * `more`: the flows of what not every database has, such as a pooler or Prometheus.
 */
export function databaseIngress(
    cluster: string,
    namespace: string,
    operatorNamespace: pulumi.Input<string>,
    users: readonly PostgresUserArgs[],
    more: readonly Flow[] = [],
): Flow[] {
    return [
        { peers: [podsOf(operatorNamespace, operatorLabels)], ports: tcp(ports.status, ports.postgres) },
        { peers: [own(cluster)], ports: tcp(ports.status, ports.postgres) },
        { peers: clients(users, namespace), ports: tcp(ports.postgres) },
        ...more,
    ];
}

/** What the instances and their jobs may reach: without the API server none of them starts. */
export function databaseEgress(
    cluster: string,
    network: NetworkFacts,
    targets: readonly Pick<BackupTarget, "auth">[],
    more: readonly Flow[] = [],
): Flow[] {
    const stores = network.objectStoreCidrs.length > 0 ? addresses(network.objectStoreCidrs) : publicAddresses;
    const storePorts = pulumi.output(network.objectStorePort);
    return [
        dns,
        apiServer(network.apiServerCidrs),
        { peers: [own(cluster)], ports: tcp(ports.status, ports.postgres) },
        ...(targets.length > 0 ? [{ peers: stores, ports: tcp(storePorts) }] : []),
        ...credentialFlows(targets),
        ...more,
    ];
}

/** Where instances and jobs get the credentials with which they read and write backups; each place once. */
function credentialFlows(targets: readonly Pick<BackupTarget, "auth">[]): Flow[] {
    const agents = targets.flatMap(({ auth }) => (auth.kind === "workloadIdentity" ? (auth.agent ?? []) : []));
    return [...new Set(agents)].map(({ cidrs, port }) => ({ peers: addresses(cidrs), ports: tcp(port) }));
}

/** What the operator may reach; nothing needs to reach it, since it serves no webhook and no metrics here. */
export function operatorEgress(watched: readonly string[], network: Pick<NetworkFacts, "apiServerCidrs">): Flow[] {
    return [
        dns,
        apiServer(network.apiServerCidrs),
        ...watched.map((namespace) => ({
            peers: [podsOf(namespace, { "cnpg.io/podRole": "instance" })],
            ports: tcp(ports.status, ports.postgres),
        })),
    ];
}

/** Where the users come from: one peer for each place. A disabled user opens none. */
export function clients(users: readonly PostgresUserArgs[], namespace: string): Peer[] {
    return users
        .filter(mayComeIn)
        .flatMap(({ from }) =>
            from.map(({ cidr, ...named }) => (cidr === undefined ? podsIn(namespace, named) : { ipBlock: { cidr } })),
        );
}

/** A load balancer hands connections on from its clients' own addresses (services.ts). */
export function serviceIngress({ sourceRanges = [] }: ServiceArgs = {}): Flow[] {
    return sourceRanges.length === 0 ? [] : [{ peers: addresses(sourceRanges), ports: tcp(ports.postgres) }];
}

/** Prometheus reads metrics, where there is one. */
export function metricsIngress(port: number, { kind, prometheus }: MonitoringArgs = {}): Flow[] {
    return kind === "none" ? [] : [{ peers: [prometheusPods(prometheus)], ports: tcp(port) }];
}

/** The connections of `egress[]`, each to its own ports. */
export function furtherEgress(egress: readonly EgressArgs[], namespace: string): Flow[] {
    return egress.map(({ cidr, ports: numbers, ...named }) => ({
        peers: [cidr === undefined ? podsIn(namespace, named) : { ipBlock: { cidr } }],
        ports: tcp(...numbers),
    }));
}

/** Everything that CloudNativePG runs for a database, poolers too. */
export function clusterPods(cluster: string): Record<string, string> {
    return { "cnpg.io/cluster": cluster };
}

/** The instances and the jobs that set them up. Poolers carry the cluster's label as well, and need far less. */
export function databasePods(cluster: string): LabelSelector {
    return {
        matchLabels: clusterPods(cluster),
        matchExpressions: [{ key: poolerLabel, operator: "DoesNotExist" }],
    };
}

/** Label with the Pooler's name on its pods. */
export const poolerLabel = "cnpg.io/poolerName";

/** The instances alone: what serves PostgreSQL. */
export function instancePods(cluster: string): Peer {
    return pods({ ...clusterPods(cluster), "cnpg.io/podRole": "instance" });
}

function own(cluster: string): Peer {
    return { podSelector: databasePods(cluster) };
}
