import * as pulumi from "@pulumi/pulumi";
import type { NetworkFacts } from "../core/seam";
import {
    addresses,
    apiServer,
    dns,
    pods,
    podsOf,
    publicAddresses,
    tcp,
    type Flow,
    type Peer,
} from "../kubernetes/networkFlow";
import type { PostgresUserArgs } from "./userArguments";

export const ports = { postgres: 5432, status: 8000 };

export const operatorLabels = { "app.kubernetes.io/name": "cloudnative-pg" };

/** What may reach the instances and their jobs (facts/operators 1.3, CloudNativePG 1.30; no CNI is asked for more than the standard). */
export function databaseIngress(
    cluster: string,
    namespace: string,
    operatorNamespace: pulumi.Input<string>,
    users: readonly PostgresUserArgs[],
): Flow[] {
    const clients = users.flatMap(({ from }) => from.map((client) => clientPeer(client, namespace)));
    return [
        { peers: [podsOf(operatorNamespace, operatorLabels)], ports: tcp(ports.status, ports.postgres) },
        { peers: [pods(clusterPods(cluster))], ports: tcp(ports.status, ports.postgres) },
        { peers: clients, ports: tcp(ports.postgres) },
    ];
}

/** What the instances and their jobs may reach: without the API server none of them starts. */
export function databaseEgress(cluster: string, network: NetworkFacts, backup: boolean): Flow[] {
    const stores = network.objectStoreCidrs.length > 0 ? addresses(network.objectStoreCidrs) : publicAddresses;
    const storePorts = pulumi.output(network.objectStorePort);
    return [
        dns,
        apiServer(network.apiServerCidrs),
        { peers: [pods(clusterPods(cluster))], ports: tcp(ports.status, ports.postgres) },
        ...(backup ? [{ peers: stores, ports: tcp(storePorts) }] : []),
    ];
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

export function clusterPods(cluster: string): Record<string, string> {
    return { "cnpg.io/cluster": cluster };
}

function clientPeer({ namespace: from, podLabels, cidr }: PostgresUserArgs["from"][number], namespace: string): Peer {
    if (cidr !== undefined) {
        return { ipBlock: { cidr } };
    }
    return from === undefined || from === namespace ? pods(podLabels ?? {}) : podsOf(from, podLabels ?? {});
}
