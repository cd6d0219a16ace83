import type * as pulumi from "@pulumi/pulumi";
import type { NetworkFacts } from "../core/seam";
import type { Flow } from "../kubernetes/networkFlow";
import type { PostgresDatabaseArgs } from "./arguments";
import { ldapEgress } from "./ldap";
import { databaseEgress, databaseIngress, furtherEgress, metricsIngress, ports, serviceIngress } from "./network";
import { ingressFromPooler } from "./poolerNetwork";

export interface DatabaseSurroundings {
    network: NetworkFacts;
    operatorNamespace: pulumi.Input<string>;
    /** Whether there are backups. */
    backup: boolean;
}

/** Every connection of a database's instances and jobs that its arguments ask for. */
export function databaseFlows(
    name: string,
    args: PostgresDatabaseArgs,
    { network, operatorNamespace, backup }: DatabaseSurroundings,
): { ingress: Flow[]; egress: Flow[] } {
    const { users, service, pooler, monitoring, egress = [], externalAuth } = args;
    const namespace = args.namespace.name;
    return {
        ingress: databaseIngress(name, namespace, operatorNamespace, users, [
            ...serviceIngress(service),
            ...(pooler === undefined ? [] : [ingressFromPooler(name)]),
            ...metricsIngress(ports.metrics, monitoring),
        ]),
        egress: databaseEgress(name, network, backup, [
            ...furtherEgress(egress, namespace),
            ...(externalAuth?.ldap === undefined ? [] : [ldapEgress(externalAuth.ldap)]),
        ]),
    };
}
