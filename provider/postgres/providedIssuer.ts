import type { CertificateIssuer } from "./certificates";
import { trustedRoots } from "./trustedRoots";

/** Secrets of the caller's: nothing is made. */
export const providedCertificates: CertificateIssuer = (_name, _place, { tls }) => {
    if (tls.provided === undefined) {
        throw new Error("tls.provided is missing");
    }
    const { serverSecret, serverCaSecret, replicationSecret, clientCaSecret } = tls.provided;
    return {
        fields: {
            certificates: {
                serverTLSSecret: serverSecret,
                serverCASecret: serverCaSecret,
                replicationTLSSecret: replicationSecret,
                clientCASecret: clientCaSecret,
            },
        },
        caCertificate: trustedRoots(tls.ca === undefined ? [] : [tls.ca], tls.previousCa),
        endings: [],
        certManagerNames: [],
        before: [],
        clientCertificate: () => undefined,
    };
};
