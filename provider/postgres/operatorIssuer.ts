import type { CertificateIssuer } from "./certificates";
import { caSecret } from "./certificateSecrets";
import { serviceNames } from "./serverNames";
import { defaultRoots, madeRoots } from "./trustedRoots";

/**
 * A root of ours, in a Secret from which CloudNativePG issues and renews the servers' certificates by itself. Replicas, PgBouncer
 * and users prove who they are by certificates of the operator's own CA (`<name>-ca`), whose key never leaves the namespace and
 * which nobody outside has to trust.
 */
export const operatorCertificates: CertificateIssuer = (name, place, { tls, pooler }, child) => {
    const { signer, trusted, endings } = madeRoots(name, place, tls, child);
    const secret = caSecret(
        `${name}-root`,
        { name: `${place.name}-root`, namespace: place.namespace },
        // CloudNativePG signs with the first certificate, whose key `ca.key` must be (pkg/certs/k8s.go ParseCASecret).
        { "ca.crt": trusted, "ca.key": signer.privateKey },
        child,
    );
    const names = [
        // Those of the Cluster's own Services the operator adds by itself.
        ...(pooler === undefined ? [] : serviceNames(pooler, place.namespace)),
        ...(tls.serverNames ?? []),
        ...rotationName(tls.roots ?? defaultRoots),
    ];
    return {
        fields: {
            certificates: {
                serverCASecret: secret.metadata.name,
                ...(names.length > 0 && { serverAltDNSNames: [...new Set(names)] }),
            },
        },
        caCertificate: trusted,
        endings,
        certManagerNames: [],
        before: [],
        clientCertificate: () => undefined,
    };
};

/**
 * CloudNativePG 1.30 issues a server's certificate anew when its names change, not when its CA does (pkg/certs/k8s.go
 * RenewLeafCertificate). So a change of the roots changes a name: one below `.invalid`, which nobody resolves (RFC 6761).
 */
export function rotationName(roots: readonly string[]): string[] {
    return roots.join() === defaultRoots.join() ? [] : [`${roots.join(".")}.roots.invalid`];
}
