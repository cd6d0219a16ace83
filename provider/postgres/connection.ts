import * as pulumi from "@pulumi/pulumi";
import type { ClientCertificate } from "./certificates";
import type { PostgresUserArgs } from "./userArguments";
import { connectionSecret } from "./names";

/** What is the same for every user of a database. */
export interface Connection {
    cluster: string;
    namespace: string;
    host: string;
    port: number;
    /** Host name of the pooler, where there is one. */
    poolerHost?: string;
    caCertificate: pulumi.Input<string>;
    /** Certificates that are made here. */
    clientCertificate: (user: PostgresUserArgs) => ClientCertificate | undefined;
    mayBePooled: (user: PostgresUserArgs) => boolean;
}

/** Where the clients' pods mount the Secret, so that the connection strings in it work as they stand. */
export function mountPath(cluster: string, user: Pick<PostgresUserArgs, "name">): string {
    return `/run/secrets/${connectionSecret(cluster, user)}`;
}

/** Everything that a client needs, as entries of a Secret. Without a password of ours there is none in it. */
export function connectionEntries(
    user: PostgresUserArgs,
    connection: Connection,
    password: pulumi.Output<string> | undefined,
): Record<string, pulumi.Input<string>> {
    const { cluster, host, port, poolerHost, caCertificate } = connection;
    const own = connection.clientCertificate(user);
    const folder = mountPath(cluster, user);
    const uri = (to: string, certificate: boolean): pulumi.Input<string> =>
        password === undefined
            ? connectionUri({ user, host: to, port, folder, certificate })
            : password.apply((known) => connectionUri({ user, host: to, port, folder, certificate, password: known }));
    const pooled = poolerHost !== undefined && connection.mayBePooled(user) ? poolerHost : undefined;
    return {
        host,
        port: String(port),
        database: user.database,
        user: user.name,
        ...(password !== undefined && { password }),
        sslmode: "verify-full",
        "ca.crt": caCertificate,
        uri: uri(host, own !== undefined),
        ...(own !== undefined && { "tls.crt": own.certificate, "tls.key": own.privateKey }),
        ...(pooled !== undefined && { "pooler-host": pooled, "pooler-uri": uri(pooled, false) }),
    };
}

export interface ConnectionUri {
    user: Pick<PostgresUserArgs, "name" | "database">;
    host: string;
    port: number;
    /** Folder of `ca.crt`, and of `tls.crt` and `tls.key` where there is a certificate. */
    folder: string;
    certificate: boolean;
    password?: string;
}

/** As libpq reads it (PostgreSQL 18, section 32.1.1.2). */
export function connectionUri({ user, host, port, folder, certificate, password }: ConnectionUri): string {
    const login = [user.name, ...(password === undefined ? [] : [password])].map(encodeURIComponent).join(":");
    const options = [
        ["sslmode", "verify-full"],
        ["sslrootcert", `${folder}/ca.crt`],
        ...(certificate
            ? [
                  ["sslcert", `${folder}/tls.crt`],
                  ["sslkey", `${folder}/tls.key`],
              ]
            : []),
    ].map(([key, value]) => `${key}=${value}`);
    return `postgresql://${login}@${host}:${port}/${encodeURIComponent(user.database)}?${options.join("&")}`;
}
