import * as pulumi from "@pulumi/pulumi";
import type { HostBasedAuthentication } from "./hba";
import { poolerLabel } from "./network";
import type { PostgresUserArgs } from "./userArguments";

/** Name of the Pooler, and of its Service. */
export function poolerName(cluster: string): string {
    return `${cluster}-pooler`;
}

/** Every name by which a client may call the pooler: they belong into the certificate that it shows. */
export function poolerHosts(cluster: string, namespace: string): string[] {
    const service = poolerName(cluster);
    return [
        service,
        `${service}.${namespace}`,
        `${service}.${namespace}.svc`,
        `${service}.${namespace}.svc.cluster.local`,
    ];
}

/**
 * Whether a user may come through the pooler. PgBouncer logs in to PostgreSQL with what SCRAM has told it of the password, and shows its
 * own certificate: for a user without a password, or one that a directory checks, it has nothing to hand on.
 */
export function isPooled({
    disabled,
    authentication,
    clientCertificate,
}: Pick<PostgresUserArgs, "disabled" | "authentication" | "clientCertificate">): boolean {
    return disabled !== true && authentication !== "ldap" && clientCertificate !== true;
}

export function pooledUsers(users: readonly PostgresUserArgs[]): PostgresUserArgs[] {
    return users.filter(isPooled);
}

/**
 * pg_hba of PostgreSQL: each pooled user, from the pooler's pods. Always over TLS, whatever is allowed to others.
 * Without a pod the line is left out by CloudNativePG.
 */
export function poolerAdmission(cluster: string, users: readonly PostgresUserArgs[]): HostBasedAuthentication {
    const name = "pooler";
    return {
        lines: pooledUsers(users).map(
            (user) => `hostssl ${user.database} ${user.name} \${podselector:${name}} scram-sha-256`,
        ),
        podSelectorRefs: [{ name, selector: { matchLabels: { [poolerLabel]: poolerName(cluster) } } }],
    };
}

/**
 * pg_hba of PgBouncer, which knows addresses only: users from pods are admitted from the pods' network, and the NetworkPolicy picks
 * the pods. The last line hides CloudNativePG's own, which take everybody.
 */
export function poolerAddressFilter(
    users: readonly PostgresUserArgs[],
    podCidrs: readonly pulumi.Input<string>[],
): pulumi.Input<string>[] {
    const admitted = pooledUsers(users).flatMap(({ name, database, from }) => {
        const places = new Set(from.flatMap(({ cidr }) => (cidr === undefined ? podCidrs : [cidr])));
        return [...places].map((place) =>
            pulumi.output(place).apply((address) => `hostssl ${database} ${name} ${address} scram-sha-256`),
        );
    });
    return [...admitted, "host all all all reject"];
}
