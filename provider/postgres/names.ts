import type { PostgresUserArgs } from "./userArguments";

/** CloudNativePG takes at most this many characters: it adds suffixes for Services, Jobs and pods (its Cluster validation). */
export const clusterNameLimit = 50;

/**
 * Secret that holds a user's password for the operator. Its ending keeps it apart from every Secret that CloudNativePG makes
 * (`-app`, `-ca`, `-server`, `-replication`, `-superuser`, `-pooler`), whatever the user is called.
 */
export function loginSecret(cluster: string, user: Pick<PostgresUserArgs, "name">): string {
    return `${cluster}-${kubernetesName(user.name)}-login`;
}

/** Secret with all that a client needs, in the client's namespace. */
export function connectionSecret(cluster: string, user: Pick<PostgresUserArgs, "name">): string {
    return `${cluster}-${kubernetesName(user.name)}-connection`;
}

/** PgBouncer and its Service. */
export function poolerName(cluster: string): string {
    return `${cluster}-pooler`;
}

/** Roles may have "_", names in Kubernetes not. */
export function kubernetesName(user: string): string {
    return user.replaceAll("_", "-").replaceAll(/^-+|-+$/g, "");
}

/** DatabaseRole of a user with a certificate; CloudNativePG puts the certificate into the Secret `<this>-client-cert`. */
export function databaseRoleName(cluster: string, user: Pick<PostgresUserArgs, "name">): string {
    return `${cluster}-${kubernetesName(user.name)}`;
}
