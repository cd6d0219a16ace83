import type * as pulumi from "@pulumi/pulumi";
import { CertRequest } from "@pulumi/tls/certRequest";
import { LocallySignedCert } from "@pulumi/tls/locallySignedCert";
import { PrivateKey } from "@pulumi/tls/privateKey";
import type { ChildOptions } from "../core/children";
import { generatedLifetimes } from "./certificateLifetimes";
import { bundle } from "./certificateText";

/** Who signs: a root or an intermediate. */
export interface Issuer {
    certificate: pulumi.Output<string>;
    /** PEM, for ECDSA in the form of SEC 1 (`EC PRIVATE KEY`). A secret. */
    privateKey: pulumi.Output<string>;
    /** When it ends, as RFC 3339. */
    end: pulumi.Output<string>;
}

/** What its owner shows (its own certificate, then the intermediate), and its key. */
export interface IssuedCertificate {
    chain: pulumi.Output<string>;
    /** PEM in the form of PKCS #8 (`PRIVATE KEY`), which clients in every language read. A secret. */
    privateKey: pulumi.Output<string>;
    /** When its own certificate ends, as RFC 3339; the intermediate's ends later. */
    end: pulumi.Output<string>;
}

/** For what a certificate is good. An intermediate for one purpose signs nothing that counts for the other. */
export type Purpose = "server_auth" | "client_auth";

/** A CA below the root, for one purpose, which signs no further CA. */
export function intermediateCertificate(
    name: string,
    root: Issuer,
    { commonName, purpose }: { commonName: string; purpose: Purpose },
    child: ChildOptions,
): Issuer {
    const { key, certificate } = signed(
        name,
        root,
        { commonName },
        {
            isCaCertificate: true,
            maxPathLength: 0,
            ...generatedLifetimes.intermediate,
            allowedUses: ["cert_signing", "crl_signing", purpose],
        },
        child,
    );
    return { certificate: certificate.certPem, privateKey: key.privateKeyPem, end: certificate.validityEndTime };
}

/** The certificate of a server or a client. */
export function leafCertificate(
    name: string,
    issuer: Issuer,
    { commonName, dnsNames, purpose }: { commonName: string; dnsNames?: string[]; purpose: Purpose },
    child: ChildOptions,
): IssuedCertificate {
    const { key, certificate } = signed(
        name,
        issuer,
        { commonName, ...(dnsNames && { dnsNames }) },
        { ...generatedLifetimes.leaf, allowedUses: ["digital_signature", purpose] },
        child,
    );
    return {
        chain: bundle([certificate.certPem, issuer.certificate]),
        privateKey: key.privateKeyPemPkcs8,
        end: certificate.validityEndTime,
    };
}

interface Terms {
    isCaCertificate?: boolean;
    maxPathLength?: number;
    validityPeriodHours: number;
    earlyRenewalHours: number;
    allowedUses: string[];
}

function signed(
    name: string,
    issuer: Issuer,
    { commonName, dnsNames }: { commonName: string; dnsNames?: string[] },
    terms: Terms,
    child: ChildOptions,
): { key: PrivateKey; certificate: LocallySignedCert } {
    const key = new PrivateKey(`${name}-key`, { algorithm: "ECDSA", ecdsaCurve: "P256" }, child());
    const request = new CertRequest(
        `${name}-request`,
        { privateKeyPem: key.privateKeyPem, subject: { commonName }, ...(dnsNames && { dnsNames }) },
        child(),
    );
    const certificate = new LocallySignedCert(
        `${name}-certificate`,
        {
            certRequestPem: request.certRequestPem,
            caCertPem: issuer.certificate,
            caPrivateKeyPem: issuer.privateKey,
            setSubjectKeyId: true,
            ...terms,
        },
        child(),
    );
    return { key, certificate };
}
