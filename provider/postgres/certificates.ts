import * as pulumi from "@pulumi/pulumi";
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
    /** What must be there before the Cluster is made. */
    before: pulumi.Resource[];
    /** The certificate that a user shows, where it is made here (clientCertificates.ts says by whom else). */
    clientCertificate: (user: string) => ClientCertificate | undefined;
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
    /** Services of the database besides the operator's own three, PgBouncer's among them. */
    services: readonly string[];
    /** Whether PgBouncer runs, whose certificate the operator signs with the key of the clients' CA. */
    pooler: boolean;
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
