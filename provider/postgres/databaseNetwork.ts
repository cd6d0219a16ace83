import type * as pulumi from "@pulumi/pulumi";
import type { BackupTarget, NetworkFacts } from "../core/seam";
import type { Flow } from "../kubernetes/networkFlow";
import type { PostgresDatabaseArgs } from "./arguments";
import { ldapEgress } from "./ldap";
import { databaseEgress, databaseIngress, furtherEgress, metricsIngress, ports, serviceIngress } from "./network";
import { ingressFromPooler } from "./poolerNetwork";

export interface DatabaseSurroundings {
    network: NetworkFacts;
    operatorNamespace: pulumi.Input<string>;
    /** Where backups go or come from; none without backups. */
    targets: readonly Pick<BackupTarget, "auth">[];
}

/** Every connection of a database's instances and jobs that its arguments ask for. */
export function databaseFlows(
    name: string,
    args: PostgresDatabaseArgs,
    { network, operatorNamespace, targets }: DatabaseSurroundings,
): { ingress: Flow[]; egress: Flow[] } {
    const { users, service, pooler, monitoring, egress = [], externalAuth } = args;
    const namespace = args.namespace.name;
    return {
        ingress: databaseIngress(name, namespace, operatorNamespace, users, [
            ...serviceIngress(service),
            ...(pooler === undefined ? [] : [ingressFromPooler(name)]),
            ...metricsIngress(ports.metrics, monitoring),
        ]),
        egress: databaseEgress(name, network, targets, [
            ...furtherEgress(egress, namespace),
            ...(externalAuth?.ldap === undefined ? [] : [ldapEgress(externalAuth.ldap)]),
        ]),
    };
}
