import type * as pulumi from "@pulumi/pulumi";
import type { ChildOptions } from "../core/children";
import { certManagerCertificates } from "./certManagerIssuer";
import { generatedCertificates } from "./generatedIssuer";
import { operatorCertificates } from "./operatorIssuer";
import { providedCertificates } from "./providedIssuer";
import type { PostgresTlsArgs, TlsIssuer } from "./tlsArguments";
import type { PostgresUserArgs } from "./userArguments";

/** What an issuer of certificates gives a database. */
export interface DatabaseCertificates {
    /** The Cluster's own fields. */
    fields: { certificates: Record<string, pulumi.Input<string> | string[]> };
    /** Root certificates (PEM) by which clients verify the servers: the one in use, and others while it changes. */
    caCertificate: pulumi.Output<string>;
    /** Certificates that `up` renews, for whoever tells when it did not. */
    endings: CertificateEnding[];
    /** Certificates in the database's namespace that cert-manager renews. */
    certManagerNames: string[];
    /** What must be there before the Cluster is made. */
    before: pulumi.Resource[];
    /** The certificate that a user shows, where it is made here (clientCertificates.ts says by whom else). */
    clientCertificate: (user: string) => ClientCertificate | undefined;
}

/** A certificate whose end Pulumi knows. */
export interface CertificateEnding {
    /** For example `root certificate`. */
    what: string;
    /** RFC 3339. */
    end: pulumi.Output<string>;
    /** Days before the end from which on somebody should be told. */
    noticeDays: number;
    /** What to do. */
    renewal: string;
}

export interface ClientCertificate {
    /** The user's certificate, then the intermediate, in PEM. */
    certificate: pulumi.Output<string>;
    /** PEM in the form of PKCS #8. A secret. */
    privateKey: pulumi.Output<string>;
}

/** What certificates are made for. */
export interface CertificateNeeds {
    tls: PostgresTlsArgs;
    users: readonly Pick<PostgresUserArgs, "name" | "clientCertificate">[];
    /** Services that the Cluster names besides the operator's own three. */
    services: readonly string[];
    /** PgBouncer's Service, where it runs: it shows clients the servers' certificate. */
    pooler?: string | undefined;
}

export type CertificateIssuer = (
    name: string,
    place: { name: string; namespace: string },
    needs: CertificateNeeds,
    child: ChildOptions,
) => DatabaseCertificates;

/** Adding an issuer is a file, a line here and its name in TlsIssuer. */
const issuers: Readonly<Record<TlsIssuer, CertificateIssuer>> = {
    operator: operatorCertificates,
    generated: generatedCertificates,
    certManager: certManagerCertificates,
    provided: providedCertificates,
};

export const defaultIssuer: TlsIssuer = "operator";

export const databaseCertificates: CertificateIssuer = (name, place, needs, child) =>
    issuers[needs.tls.issuer ?? defaultIssuer](name, place, needs, child);
