import { Secret } from "@pulumi/kubernetes/core/v1/secret";
import type * as pulumi from "@pulumi/pulumi";
import { PrivateKey } from "@pulumi/tls/privateKey";
import { SelfSignedCert } from "@pulumi/tls/selfSignedCert";
import type { ChildOptions } from "../core/children";
import { managedLabels } from "./labels";

const hoursOfYear = 8760;

export interface RootCertificate {
    certificate: pulumi.Output<string>;
    secret: Secret;
}

/**
 * A root for one database, in a Secret from which the operator issues and renews the servers' certificates by itself.
 * Clients keep the root, so it lives for ten years; from the ninth on `up` renews it over the same key, and both verify.
 */
export function rootCertificate(
    name: string,
    place: { name: string; namespace: string },
    child: ChildOptions,
): RootCertificate {
    // ECDSA: CloudNativePG 1.30 reads no other key of a CA (pkg/certs/certs.go ParseECPrivateKey).
    const key = new PrivateKey(`${name}-root-key`, { algorithm: "ECDSA", ecdsaCurve: "P256" }, child());
    const root = new SelfSignedCert(
        `${name}-root-certificate`,
        {
            privateKeyPem: key.privateKeyPem,
            isCaCertificate: true,
            setSubjectKeyId: true,
            subject: { commonName: `${place.namespace}/${place.name}`, organization: "hardened-db" },
            validityPeriodHours: 10 * hoursOfYear,
            earlyRenewalHours: hoursOfYear,
            allowedUses: ["cert_signing", "crl_signing", "digital_signature"],
        },
        child(),
    );
    const secret = new Secret(
        `${name}-root`,
        {
            metadata: {
                name: `${place.name}-root`,
                namespace: place.namespace,
                // The operator takes a changed Secret up at once only with this label (facts 1.4, CM-2).
                labels: { ...managedLabels, "cnpg.io/reload": "true" },
            },
            stringData: { "ca.crt": root.certPem, "ca.key": key.privateKeyPem },
        },
        child(),
    );
    return { certificate: root.certPem, secret };
}
