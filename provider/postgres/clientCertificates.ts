import type { PostgresTlsArgs, TlsIssuer } from "./tlsArguments";
import type { PostgresUserArgs } from "./userArguments";

/** Whether a user shows a certificate that names it: in place of a password, or besides it where all must. */
export function showsCertificate(
    user: Pick<PostgresUserArgs, "clientCertificate">,
    { clientCertificates }: Pick<PostgresTlsArgs, "clientCertificates">,
): boolean {
    return user.clientCertificate === true || clientCertificates === "required";
}

/** Who makes the certificates that users show, and where they lie. */
export type ClientCertificateSource =
    /** CloudNativePG, from a CA of its own: a DatabaseRole, whose Secret is made in the database's namespace. */
    | "databaseRole"
    /** Made here, for the connection Secrets. */
    | "generated"
    /** The caller. */
    | "provided";

/**
 * A CA by which clients log in must sign for this database alone: whoever gets a certificate for the name `streaming_replica` or
 * `app` from it is let in. An issuer of cert-manager signs for others too, so it is not taken for that.
 */
export const clientCertificateSources: Readonly<Record<TlsIssuer, ClientCertificateSource>> = {
    operator: "databaseRole",
    certManager: "databaseRole",
    generated: "generated",
    provided: "provided",
};
