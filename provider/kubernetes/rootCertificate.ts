import { PrivateKey } from "@pulumi/tls/privateKey";
import { SelfSignedCert } from "@pulumi/tls/selfSignedCert";
import type { ChildOptions } from "../core/children";
import type { Issuer } from "./certificateChain";
import { generatedLifetimes } from "./certificateLifetimes";

/** Roots have names, so that one can follow another; names of children carry all but the first one's. */
export const firstGeneration = "1";

export function withGeneration(name: string, generation: string): string {
    return generation === firstGeneration ? name : `${name}-${generation}`;
}

/** A root for one database. */
export function rootCertificate(
    name: string,
    place: { name: string; namespace: string },
    generation: string,
    child: ChildOptions,
): Issuer {
    const named = withGeneration(`${name}-root`, generation);
    // ECDSA: CloudNativePG 1.30 reads no other key of a CA (pkg/certs/certs.go ParseECPrivateKey).
    const key = new PrivateKey(`${named}-key`, { algorithm: "ECDSA", ecdsaCurve: "P256" }, child());
    const certificate = new SelfSignedCert(
        `${named}-certificate`,
        {
            privateKeyPem: key.privateKeyPem,
            isCaCertificate: true,
            setSubjectKeyId: true,
            subject: {
                commonName: `${place.namespace}/${place.name}`,
                organization: "hardened-db",
                // Two roots of one name in a trust store are told apart by key identifiers only, which not every client reads.
                ...(generation !== firstGeneration && { organizationalUnit: `root ${generation}` }),
            },
            ...generatedLifetimes.root,
            allowedUses: ["cert_signing", "crl_signing", "digital_signature"],
        },
        child(),
    );
    return { certificate: certificate.certPem, privateKey: key.privateKeyPem, end: certificate.validityEndTime };
}
