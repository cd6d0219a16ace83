import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource";
import { Secret } from "@pulumi/kubernetes/core/v1/secret";
import type * as pulumi from "@pulumi/pulumi";
import type { ChildOptions } from "../core/children";
import { waiverAnnotation } from "../core/waiver";
import { generatedPassword } from "../kubernetes/credentials";
import { deletedInBackground } from "../kubernetes/deletion";
import { managedLabels } from "../kubernetes/labels";
import { connectionEntries, type Connection } from "./connection";
import { connectionSecret, databaseRoleName, loginSecret } from "./names";
import { hasGeneratedPassword, userRole } from "./roles";
import type { PostgresUserArgs } from "./userArguments";

/** Where the user's clients look for their connection Secret. */
export function connectionNamespaces(user: PostgresUserArgs, namespace: string): string[] {
    const wanted = user.from.filter(({ connectionSecret: asked }) => asked !== false);
    return [...new Set(wanted.map((from) => from.namespace ?? namespace))].sort();
}

/** The user's password, the Secret that gives it to the operator, and the Secrets with which clients connect. */
export function userSecrets(
    name: string,
    user: PostgresUserArgs,
    connection: Connection,
    child: ChildOptions,
): Secret[] {
    const { cluster, namespace } = connection;
    const password = hasGeneratedPassword(user)
        ? generatedPassword(`${name}-${user.name}-password`, user.rotation, child()).result
        : undefined;
    const login = password === undefined ? [] : [loginOf(name, user, { cluster, namespace, password }, child)];
    const connections = connectionNamespaces(user, namespace).map(
        (client) =>
            new Secret(
                `${name}-${user.name}-connection-${client}`,
                {
                    metadata: { name: connectionSecret(cluster, user), namespace: client, labels: managedLabels },
                    stringData: connectionEntries(user, connection, password),
                },
                child(),
            ),
    );
    return [...login, ...connections];
}

function loginOf(
    name: string,
    user: PostgresUserArgs,
    { cluster, namespace, password }: { cluster: string; namespace: string; password: pulumi.Input<string> },
    child: ChildOptions,
): Secret {
    return new Secret(
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
}

export interface DatabaseRoleObject {
    apiVersion: "postgresql.cnpg.io/v1";
    kind: "DatabaseRole";
    metadata: { name: string; namespace: string; labels: Record<string, string>; annotations: Record<string, string> };
    spec: Record<string, unknown>;
}

/** A user for whom CloudNativePG issues and renews a certificate (1.30). Switched off it has none: the CRD wants a login for one. */
export function databaseRoleObject(cluster: string, namespace: string, user: PostgresUserArgs): DatabaseRoleObject {
    return {
        apiVersion: "postgresql.cnpg.io/v1",
        kind: "DatabaseRole",
        metadata: {
            name: databaseRoleName(cluster, user),
            namespace,
            labels: managedLabels,
            annotations: {
                // CloudNativePG 1.30 issues the certificate of a role that is being deleted again (databaserole_pki.go).
                ...deletedInBackground,
                ...(user.privileged && waiverAnnotation("postgres-privileged-role", user.privileged)),
            },
        },
        spec: {
            ...userRole(cluster, user),
            cluster: { name: cluster },
            databaseRoleReclaimPolicy: "retain",
            ...(!user.disabled && { clientCertificate: { enabled: true } }),
        },
    };
}

export function makeDatabaseRole(
    name: string,
    namespace: string,
    user: PostgresUserArgs,
    options: pulumi.CustomResourceOptions,
): CustomResource {
    return new CustomResource(`${name}-${user.name}-role`, databaseRoleObject(name, namespace, user), options);
}
