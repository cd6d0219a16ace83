import { Secret } from "@pulumi/kubernetes/core/v1/secret";
import type * as pulumi from "@pulumi/pulumi";
import type { ChildOptions } from "../core/children";
import { generatedPassword } from "../kubernetes/credentials";
import { managedLabels } from "../kubernetes/labels";
import type { PostgresUserArgs } from "./userArguments";
import { accessRole } from "./grants";
import { connectionSecret, loginSecret } from "./names";

/**
 * A role as `managed.roles[]` of a Cluster declares it. What is not listed is off: no superuser, no replication, no createrole.
 * It is written as CloudNativePG 1.30 writes it back, defaults in and `false` out: the list has one owner, so that any
 * difference would be a conflict at the next `up` (it was: server-side apply, field manager cloudnative-pg-manager).
 */
export interface ManagedRole {
    name: string;
    ensure: "present";
    login: true;
    inherit: true;
    connectionLimit: number;
    inRoles: string[];
    passwordSecret: { name: string };
}

export function managedRole(cluster: string, user: PostgresUserArgs): ManagedRole {
    return {
        name: user.name,
        ensure: "present",
        login: true,
        inherit: true,
        connectionLimit: -1,
        inRoles: [accessRole(user.database, user.access)],
        passwordSecret: { name: loginSecret(cluster, user) },
    };
}

/** Where the user's clients look for their connection Secret. */
export function connectionNamespaces(user: PostgresUserArgs, namespace: string): string[] {
    const wanted = user.from.filter(({ connectionSecret: asked }) => asked !== false);
    return [...new Set(wanted.map((from) => from.namespace ?? namespace))].sort();
}

export interface ConnectionFacts {
    cluster: string;
    namespace: string;
    host: string;
    port: number;
    caCertificate: pulumi.Input<string>;
}

/** The user's password, the Secret that gives it to the operator, and the Secrets with which clients connect. */
export function userSecrets(
    name: string,
    user: PostgresUserArgs,
    connection: ConnectionFacts,
    child: ChildOptions,
): { login: Secret; connections: Secret[] } {
    const { cluster, namespace, host, port, caCertificate } = connection;
    const password = generatedPassword(`${name}-${user.name}-password`, child()).result;
    const login = new Secret(
        `${name}-${user.name}-login`,
        {
            type: "kubernetes.io/basic-auth",
            metadata: {
                name: loginSecret(cluster, user),
                namespace,
                // The operator takes a changed Secret up at once only with this label (facts 1.4, CM-2).
                labels: { ...managedLabels, "cnpg.io/reload": "true" },
            },
            stringData: { username: user.name, password },
        },
        child(),
    );
    const connections = connectionNamespaces(user, namespace).map(
        (client) =>
            new Secret(
                `${name}-${user.name}-connection-${client}`,
                {
                    metadata: { name: connectionSecret(cluster, user), namespace: client, labels: managedLabels },
                    stringData: {
                        host,
                        port: String(port),
                        database: user.database,
                        user: user.name,
                        password,
                        sslmode: "verify-full",
                        "ca.crt": caCertificate,
                    },
                },
                child(),
            ),
    );
    return { login, connections };
}
