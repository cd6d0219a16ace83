import type * as pulumi from "@pulumi/pulumi";
import type { ChildOptions } from "../core/children";
import { rootCertificate } from "../kubernetes/certificates";
import type { PostgresTlsArgs } from "./tlsArguments";

/** What an issuer of certificates gives a database. */
export interface DatabaseCertificates {
    /** The Cluster's own fields. */
    fields: { certificates: Record<string, pulumi.Input<string> | string[]> };
    /** Root certificates (PEM) by which clients verify the servers: the one in use, and others while it changes. */
    caCertificate: pulumi.Output<string>;
    /** What must be there before the Cluster is made. */
    before: pulumi.Resource[];
}

/** Adding an issuer is a case here and its name in TlsIssuer. */
export function databaseCertificates(
    name: string,
    place: { name: string; namespace: string },
    _tls: PostgresTlsArgs,
    child: ChildOptions,
): DatabaseCertificates {
    const root = rootCertificate(name, place, child);
    return {
        fields: { certificates: { serverCASecret: root.secret.metadata.name } },
        caCertificate: root.certificate,
        before: [],
    };
}
