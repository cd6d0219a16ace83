import type { ChildOptions } from "../core/children";
import {
    intermediateCertificate,
    leafCertificate,
    type IssuedCertificate,
    type Issuer,
} from "../kubernetes/certificateChain";
import { bundle } from "../kubernetes/certificateText";
import { firstGeneration, withGeneration } from "../kubernetes/rootCertificate";
import { endingOf } from "./certificateEndings";
import type { CertificateIssuer, CertificateNeeds, ClientCertificate } from "./certificates";
import { caSecret, tlsSecret } from "./certificateSecrets";
import { showsCertificate } from "./clientCertificates";
import { serverNames } from "./serverNames";
import { madeRoots } from "./trustedRoots";

/**
 * Root, an intermediate for servers and one for clients, and what they sign, all made here. The roots' keys stay in the state;
 * what the namespace gets is leaves, and of the roots their certificates.
 */
export const generatedCertificates: CertificateIssuer = (name, place, needs, child) => {
    const { tls, pooler } = needs;
    const { signer, generation, own, trusted, endings } = madeRoots(name, place, tls, child);
    const { namespace } = place;
    const subject = `${namespace}/${place.name}`;
    const named = (what: string) => withGeneration(`${name}-${what}`, generation);

    const servers = intermediateCertificate(
        named("server-intermediate"),
        signer,
        { commonName: `${subject} servers`, purpose: "server_auth" },
        child,
    );
    const server = leafCertificate(
        named("server"),
        servers,
        {
            commonName: `${place.name}-rw`,
            dnsNames: serverNames(place, needs),
            purpose: "server_auth",
        },
        child,
    );
    const clients = intermediateCertificate(
        withGeneration(`${name}-client-intermediate`, pooler === undefined ? generation : firstGeneration),
        signer,
        { commonName: `${subject} clients`, purpose: "client_auth" },
        child,
    );
    // The name that pg_hba's fixed line for replicas maps to their role (pkg/postgres/configuration.go).
    const replicas = clientLeaf(named("replication"), clients, "streaming_replica", child);
    const users = usersCertificates(named, clients, needs, child);

    const secret = (what: string) => ({ name: `${place.name}-generated-${what}`, namespace });
    const serverCa = caSecret(`${name}-generated-server-ca`, secret("server-ca"), { "ca.crt": trusted }, child);
    const clientCa = caSecret(
        `${name}-generated-client-ca`,
        secret("client-ca"),
        pooler === undefined ? { "ca.crt": own } : withSigner(clients, own),
        child,
    );
    const serverSecret = tlsSecret(`${name}-generated-server`, secret("server"), server, child);
    const replicationSecret = tlsSecret(`${name}-generated-replication`, secret("replication"), replicas, child);
    return {
        fields: {
            certificates: {
                serverCASecret: serverCa.metadata.name,
                serverTLSSecret: serverSecret.metadata.name,
                clientCASecret: clientCa.metadata.name,
                replicationTLSSecret: replicationSecret.metadata.name,
            },
        },
        caCertificate: trusted,
        endings: [
            ...endings,
            endingOf("leaf", "certificate of the servers", server),
            endingOf("leaf", "certificate of the replicas", replicas),
            ...[...users].map(([user, leaf]) => endingOf("leaf", `certificate of user ${user}`, leaf)),
        ],
        certManagerNames: [],
        before: [],
        clientCertificate: (user) => clientCertificateOf(users.get(user)),
    };
};

/**
 * CloudNativePG signs PgBouncer's certificate itself, with the key of the first certificate here, and not anew when that changes
 * (internal/controller/cluster_create.go, pkg/certs/k8s.go). So it gets the intermediate for clients, never the root, and that
 * intermediate keeps its key when the root changes.
 */
function withSigner(clients: Issuer, roots: Issuer["certificate"]) {
    return { "ca.crt": bundle([clients.certificate, roots]), "ca.key": clients.privateKey };
}

function usersCertificates(
    named: (what: string) => string,
    clients: Issuer,
    { tls, users }: CertificateNeeds,
    child: ChildOptions,
): Map<string, IssuedCertificate> {
    const those = users.filter((user) => showsCertificate(user, tls));
    return new Map(those.map(({ name }) => [name, clientLeaf(named(`${name}-client`), clients, name, child)]));
}

function clientCertificateOf(leaf: IssuedCertificate | undefined): ClientCertificate | undefined {
    return leaf && { certificate: leaf.chain, privateKey: leaf.privateKey };
}

function clientLeaf(name: string, clients: Issuer, commonName: string, child: ChildOptions) {
    return leafCertificate(name, clients, { commonName, purpose: "client_auth" }, child);
}
