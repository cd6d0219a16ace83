import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource";
import { serverCertificateObject } from "../kubernetes/certManager";
import type { CertificateIssuer } from "./certificates";
import { caSecret, reloadLabel } from "./certificateSecrets";
import { serverNames } from "./serverNames";
import type { PostgresTlsArgs } from "./tlsArguments";
import { trustedRoots } from "./trustedRoots";

/** Three months; a third is left when cert-manager renews. */
export const certManagerHours = 2160;

/**
 * cert-manager issues the servers' certificate, and the roots that verify it are those of `tls`, not what cert-manager writes
 * beside it: so that replicas trust what clients trust, and a root changes in steps. Who logs in by certificate is up to the
 * operator's own CA (clientCertificates.ts says why).
 */
export const certManagerCertificates: CertificateIssuer = (name, place, needs, child) => {
    const { tls } = needs;
    const { issuerName, issuerKind = "ClusterIssuer", issuerGroup = "cert-manager.io", hours } = certManagerOf(tls);
    const { namespace } = place;
    const trusted = trustedRoots(tls.ca === undefined ? [] : [tls.ca], tls.previousCa);
    const serverSecret = `${place.name}-cert-manager-server`;
    const certificate = new CustomResource(
        `${name}-cert-manager-server`,
        serverCertificateObject({
            name: serverSecret,
            namespace,
            secretName: serverSecret,
            secretLabels: reloadLabel,
            commonName: `${place.name}-rw`,
            dnsNames: serverNames(place, needs),
            issuer: { name: issuerName, kind: issuerKind, group: issuerGroup },
            hours: hours ?? certManagerHours,
        }),
        child(),
    );
    const serverCa = caSecret(
        `${name}-cert-manager-server-ca`,
        { name: `${place.name}-cert-manager-server-ca`, namespace },
        { "ca.crt": trusted },
        child,
    );
    return {
        fields: { certificates: { serverCASecret: serverCa.metadata.name, serverTLSSecret: serverSecret } },
        caCertificate: trusted,
        endings: [],
        certManagerNames: [serverSecret],
        before: [certificate],
        clientCertificate: () => undefined,
    };
};

function certManagerOf({ certManager }: PostgresTlsArgs): NonNullable<PostgresTlsArgs["certManager"]> {
    if (certManager === undefined) {
        throw new Error("tls.certManager is missing");
    }
    return certManager;
}
