import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource";
import type * as pulumi from "@pulumi/pulumi";
import type { ChildOptions } from "../core/children";
import type { NetworkFacts } from "../core/seam";
import { deletedInBackground } from "../kubernetes/deletion";
import { managedLabels } from "../kubernetes/labels";
import { networkPolicy } from "../kubernetes/networkFlow";
import type { PostgresDatabaseArgs } from "./arguments";
import { poolerLabel } from "./network";
import { poolerName } from "./names";
import { resourceFields } from "./pods";
import { poolerAddressFilter } from "./pooledUsers";
import type { PostgresPoolerArgs } from "./poolerArguments";
import { poolerEgress, poolerIngress } from "./poolerNetwork";
import type { TlsVersion } from "./tlsArguments";

/** What a database's pooler is made from. */
export interface PoolerParts {
    pooler: PostgresPoolerArgs;
    args: Pick<PostgresDatabaseArgs, "users" | "tls" | "monitoring" | "awaitReady">;
    network: Pick<NetworkFacts, "apiServerCidrs" | "podCidrs">;
    /** Secret with the certificate for clients. Default: the servers' own, which then holds the pooler's names too (serverNames.ts). */
    certificateSecret?: pulumi.Input<string>;
}

/** PgBouncer in front of the primary, and the network policy of its pods, which goes first. */
export function databasePooler(
    name: string,
    place: { name: string; namespace: string },
    parts: PoolerParts,
    child: ChildOptions,
): CustomResource {
    const { args, network } = parts;
    const policy = networkPolicy(
        `${name}-pooler-network`,
        {
            name: poolerName(place.name),
            namespace: place.namespace,
            select: { matchLabels: { [poolerLabel]: poolerName(place.name) } },
            ingress: poolerIngress(place.namespace, args.users, args.monitoring),
            egress: poolerEgress(place.name, network),
        },
        child(),
    );
    return new CustomResource(`${name}-pooler`, poolerObject(place, parts), child({ dependsOn: policy }));
}

/**
 * The Pooler. CloudNativePG 1.30 gives its pods the restricted security context whatever is written here (specs/pgbouncer/deployments.go),
 * and makes the role and the certificate with which PgBouncer asks PostgreSQL for verifiers.
 */
export function poolerObject(
    { name, namespace }: { name: string; namespace: string },
    { pooler, args, network, certificateSecret }: PoolerParts,
) {
    const { image, instances = 2, mode = "session", poolSize = 20, maxClients = 1000, resources = {} } = pooler;
    const { users, tls = {}, awaitReady = true } = args;
    return {
        apiVersion: "postgresql.cnpg.io/v1",
        kind: "Pooler",
        metadata: {
            name: poolerName(name),
            namespace,
            labels: managedLabels,
            annotations: {
                // CloudNativePG 1.30 does not look whether a Pooler is being deleted (pooler_controller.go Reconcile).
                ...deletedInBackground,
                ...(awaitReady && { "pulumi.com/waitFor": "jsonpath={.status.phase}=active" }),
            },
        },
        spec: {
            cluster: { name },
            type: "rw",
            instances,
            pgbouncer: {
                image,
                poolMode: mode,
                parameters: {
                    ...transportEncryption(tls.minimumVersion ?? "1.3"),
                    default_pool_size: String(poolSize),
                    max_client_conn: String(maxClients),
                },
                pg_hba: poolerAddressFilter(users, network.podCidrs),
                ...(certificateSecret !== undefined && { clientTLSSecret: { name: certificateSecret } }),
            },
            monitoring: { tls: { enabled: true } },
            template: {
                spec: {
                    containers: [{ name: "pgbouncer", ...resourceFields(resources) }],
                    topologySpreadConstraints: [
                        {
                            maxSkew: 1,
                            topologyKey: "kubernetes.io/hostname",
                            whenUnsatisfiable: "ScheduleAnyway",
                            labelSelector: { matchLabels: { [poolerLabel]: poolerName(name) } },
                        },
                    ],
                },
            },
        },
    };
}

/**
 * TLS with clients and with servers, whose names are verified. CloudNativePG 1.30 refuses `client_tls_protocols`, so that TLS 1.2 could
 * not be turned off. What it lets through are the ciphers of TLS 1.2: with one that needs a pre-shared key, which PgBouncer has no
 * setting for, no TLS 1.2 handshake finds a cipher (seen with PgBouncer 1.25.2: "no shared cipher"). TLS 1.3 has ciphers of its own.
 */
function transportEncryption(minimum: TlsVersion): Record<string, string> {
    return {
        client_tls_sslmode: "require",
        client_tls_ciphers: minimum === "1.3" ? "PSK-AES256-GCM-SHA384" : "ECDHE+AESGCM:ECDHE+CHACHA20",
        server_tls_sslmode: "verify-full",
        server_tls_protocols: minimum === "1.3" ? "tlsv1.3" : "tlsv1.2,tlsv1.3",
    };
}
