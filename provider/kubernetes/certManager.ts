import { managedLabels } from "./labels";

/** What is asked of cert-manager. */
export interface CertificateRequest {
    name: string;
    namespace: string;
    /** Secret in which it puts key and certificate. */
    secretName: string;
    secretLabels: Record<string, string>;
    commonName: string;
    dnsNames: string[];
    issuer: { name: string; kind: string; group: string };
    hours: number;
}

export interface CertificateObject {
    apiVersion: "cert-manager.io/v1";
    kind: "Certificate";
    metadata: { name: string; namespace: string; labels: Record<string, string> };
    spec: Record<string, unknown>;
}

/** A server's Certificate. */
export function serverCertificateObject(request: CertificateRequest): CertificateObject {
    const { name, namespace, secretName, secretLabels, commonName, dnsNames, issuer, hours } = request;
    return {
        apiVersion: "cert-manager.io/v1",
        kind: "Certificate",
        metadata: { name, namespace, labels: managedLabels },
        spec: {
            secretName,
            secretTemplate: { labels: { ...managedLabels, ...secretLabels } },
            commonName,
            dnsNames,
            usages: ["digital signature", "server auth"],
            duration: `${hours}h0m0s`,
            // A third.
            renewBefore: `${Math.floor(hours / 3)}h${(hours % 3) * 20}m0s`,
            privateKey: { algorithm: "ECDSA", size: 256, encoding: "PKCS8", rotationPolicy: "Always" },
            issuerRef: issuer,
        },
    };
}
