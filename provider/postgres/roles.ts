import type { PostgresDatabaseArgs } from "./arguments";
import { defaultIssuer } from "./certificates";
import { clientCertificateSources, showsCertificate } from "./clientCertificates";
import { databasesOf } from "./databases";
import { accessRole } from "./grants";
import { loginSecret } from "./names";
import type { PostgresPrivilege, PostgresUserArgs } from "./userArguments";

/**
 * A role as `managed.roles[]` of a Cluster and DatabaseRoles declare it. What is not listed is off: no superuser, no replication, no
 * createrole. It is written as CloudNativePG 1.30 writes it back, defaults in and `false` out: the list has one owner, so that any
 * difference would be a conflict at the next `up` (it was: server-side apply, field manager cloudnative-pg-manager).
 */
export interface Role {
    name: string;
    ensure: "present";
    inherit: true;
    connectionLimit: number;
    login?: true;
    inRoles?: string[];
    passwordSecret?: { name: string };
    disablePassword?: true;
    validUntil?: string;
    superuser?: true;
    replication?: true;
    createrole?: true;
    bypassrls?: true;
}

/** Every role of the Cluster's own list: the groups first, since the operator makes missing roles in this order. */
export function managedRoles(cluster: string, args: Pick<PostgresDatabaseArgs, "users" | "databases" | "tls">): Role[] {
    const groups = databasesOf(args).flatMap(({ name }) =>
        (["owner", "read", "readWrite"] as const).map((access) => groupRole(accessRole(name, access))),
    );
    const listed = args.users.filter((user) => !hasOperatorCertificate(user, args.tls));
    return [...groups, ...listed.map((user) => userRole(cluster, user))];
}

/** CloudNativePG issues a certificate for a DatabaseRole only, so such a user is one in place of an entry of the Cluster's list. */
export function hasOperatorCertificate(
    user: Pick<PostgresUserArgs, "clientCertificate">,
    tls: NonNullable<PostgresDatabaseArgs["tls"]> = {},
): boolean {
    return showsCertificate(user, tls) && clientCertificateSources[tls.issuer ?? defaultIssuer] === "databaseRole";
}

function groupRole(name: string): Role {
    return { name, ensure: "present", inherit: true, connectionLimit: -1 };
}

export function userRole(cluster: string, user: PostgresUserArgs): Role {
    const { name, database, access, connectionLimit = -1, validUntil, disabled = false, privileged } = user;
    const rights = privileged?.rights ?? [];
    const attributes = rights.flatMap((right) => attributeOf[right] ?? []);
    const memberships = rights.filter((right) => attributeOf[right] === undefined);
    return {
        name,
        ensure: "present",
        inherit: true,
        connectionLimit,
        ...(!disabled && { login: true }),
        inRoles: [accessRole(database, access), ...memberships],
        ...(hasPassword(user)
            ? { passwordSecret: { name: passwordSecretOf(cluster, user) } }
            : { disablePassword: true }),
        ...(validUntil !== undefined && { validUntil }),
        ...Object.fromEntries(attributes.map((attribute) => [attribute, true])),
    };
}

const attributeOf: Partial<Record<PostgresPrivilege, "superuser" | "replication" | "createrole" | "bypassrls">> = {
    superuser: "superuser",
    replication: "replication",
    createRole: "createrole",
    bypassRowSecurity: "bypassrls",
};

/** Whether the database itself knows a password of the user's. */
export function hasPassword({
    clientCertificate,
    authentication,
}: Pick<PostgresUserArgs, "clientCertificate" | "authentication">): boolean {
    return clientCertificate !== true && authentication !== "ldap";
}

/** Whether that password is made here. */
export function hasGeneratedPassword(user: PostgresUserArgs): boolean {
    return hasPassword(user) && user.passwordSecret === undefined;
}

export function passwordSecretOf(cluster: string, user: Pick<PostgresUserArgs, "name" | "passwordSecret">): string {
    return user.passwordSecret ?? loginSecret(cluster, user);
}
