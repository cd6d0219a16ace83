import type { NetworkFacts } from "../core/seam";
import type { MonitoringArgs } from "../kubernetes/arguments";
import { apiServer, dns, pods, tcp, type Flow } from "../kubernetes/networkFlow";
import { clients, instancePods, metricsIngress, poolerLabel, ports } from "./network";
import { mayBePooled } from "./hba";
import { poolerName } from "./names";
import type { PostgresUserArgs } from "./userArguments";

export const poolerMetricsPort = 9127;

/** Clients, and Prometheus where there is one. */
export function poolerIngress(
    namespace: string,
    users: readonly PostgresUserArgs[],
    monitoring?: MonitoringArgs,
): Flow[] {
    return [
        { peers: clients(users.filter(mayBePooled), namespace), ports: tcp(ports.postgres) },
        ...metricsIngress(poolerMetricsPort, monitoring),
    ];
}

/** Its manager reads the Pooler and its Secrets from the API server. */
export function poolerEgress(cluster: string, network: Pick<NetworkFacts, "apiServerCidrs">): Flow[] {
    return [dns, apiServer(network.apiServerCidrs), { peers: [instancePods(cluster)], ports: tcp(ports.postgres) }];
}

/** What a database lets in besides, when there is a pooler in front of it. */
export function ingressFromPooler(cluster: string): Flow {
    return { peers: [pods({ [poolerLabel]: poolerName(cluster) })], ports: tcp(ports.postgres) };
}
