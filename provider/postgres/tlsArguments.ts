import type * as pulumi from "@pulumi/pulumi";
import type { Waiver } from "../core/waiver";

/** Transport encryption of the database. */
export interface PostgresTlsArgs {
    /**
     * Lowest TLS version. 1.2 is for clients that know no better; lower ones are refused.
     * @default "1.3"
     * @control NM-4
     */
    minimumVersion?: TlsVersion;
    /**
     * Who makes and renews the certificates. `operator`: CloudNativePG, from a root that is made here; nothing to do.
     * `generated`: root, intermediates and leaves are made here and renewed by `pulumi up`, which must then run at least every 30 days.
     * `certManager`: cert-manager makes the servers', from an issuer of yours; those by which replicas and users log in are
     * CloudNativePG's own, since your issuer signs for others too. `provided`: Secrets that you make and renew.
     * @default "operator"
     * @control NM-7
     */
    issuer?: TlsIssuer;
    /**
     * `required`: every client shows a certificate with the user's name besides its password.
     * @default "optional"
     * @control NM-4
     */
    clientCertificates?: ClientCertificates;
    /**
     * The issuer in cert-manager. Required with `issuer: "certManager"`, goes with no other.
     * @control NM-7
     */
    certManager?: CertManagerArgs;
    /**
     * Your Secrets. Required with `issuer: "provided"`, goes with no other.
     * @control NM-7, NM-9
     */
    provided?: ProvidedCertificatesArgs;
    /**
     * Root certificate (PEM) by which clients verify the servers. Required with `certManager` and `provided`, where nobody here knows it;
     * goes with no other.
     * @control NM-8
     */
    ca?: pulumi.Input<string>;
    /**
     * A root certificate (PEM) that clients trust besides, while the root or the issuer changes. Take it out when every client has
     * loaded its connection Secret again.
     * @control NM-8
     */
    previousCa?: pulumi.Input<string>;
    /**
     * Names of the roots that are made here (`operator` and `generated`): the first one signs, clients trust all. To change the root
     * without an interruption: `["1"]`, then `["1", "2"]`, then, when clients have loaded their Secrets, `["2", "1"]`, then, when
     * they have done so again, `["2"]`, with a `pulumi up` for each.
     * @minItems 1
     * @control NM-8
     */
    roots?: string[];
    /** Further host names in the servers' certificate, for example that of a load balancer. */
    serverNames?: string[];
    /**
     * Also accepts connections without TLS from where users come from (controls NM-1, NM-4).
     * @waives postgres-plaintext-connections
     */
    allowPlaintext?: Waiver;
}

export type TlsVersion = "1.2" | "1.3";

export type TlsIssuer = "operator" | "generated" | "certManager" | "provided";

export type ClientCertificates = "optional" | "required";

/** An issuer of cert-manager, which the cluster must have. */
export interface CertManagerArgs {
    /** Name of the Issuer or ClusterIssuer. It must fill in `ca.crt`, so ACME issuers do not do. */
    issuerName: string;
    /**
     * Kind of the issuer. An Issuer lies in the database's namespace.
     * @default "ClusterIssuer"
     */
    issuerKind?: string;
    /**
     * API group of the issuer.
     * @default "cert-manager.io"
     */
    issuerGroup?: string;
    /**
     * Hours for which a certificate lives; it is renewed when a third is left.
     * @default 2160
     * @asType integer
     * @minimum 1
     */
    hours?: number;
}

/** Secrets in the database's namespace. With the label `cnpg.io/reload` a changed one is taken up at once. */
export interface ProvidedCertificatesArgs {
    /** Secret of type kubernetes.io/tls: `tls.crt` (the server's certificate, then intermediates) and `tls.key`. */
    serverSecret: string;
    /** Secret whose `ca.crt` is the root by which replicas verify the primary. */
    serverCaSecret: string;
    /** Secret of type kubernetes.io/tls with the certificate of `streaming_replica`, with which replicas log in. */
    replicationSecret: string;
    /**
     * Secret whose `ca.crt` is the root by which the server verifies clients. It must sign for this database alone: whoever gets a
     * certificate for the name of a user or of `streaming_replica` from it is let in. With `pooler` it also needs `ca.key`, an EC key
     * in the form of SEC 1, with which CloudNativePG signs PgBouncer's certificate.
     */
    clientCaSecret: string;
}
