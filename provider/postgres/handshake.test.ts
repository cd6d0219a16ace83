import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { connect, createServer, type PeerCertificate, type TLSSocket } from "node:tls";

interface Side {
    cert: string;
    key: string;
    ca: string;
}

/** A server that wants a client's certificate, and a client, over 127.0.0.1. */
export async function meet(
    server: Side,
    client: Side & { servername: string },
): Promise<{ protocol: string | null; user: string; refused: string | undefined; sent: number }> {
    // What it thinks of the client is asked for, not acted on: an ended connection tells no reason.
    const policy = { requestCert: true, rejectUnauthorized: false, minVersion: "TLSv1.3" } as const;
    const listening = createServer({ ...server, ...policy }).listen(0, "127.0.0.1");
    try {
        await once(listening, "listening");
        const accepted = once(listening, "secureConnection") as Promise<[TLSSocket]>;
        const socket = connect({ ...client, host: "127.0.0.1", port: (listening.address() as AddressInfo).port });
        try {
            await once(socket, "secureConnect");
            const [theirs] = await accepted;
            return {
                protocol: socket.getProtocol(),
                user: String(theirs.getPeerCertificate().subject.CN),
                refused: theirs.authorized ? undefined : String(theirs.authorizationError),
                sent: certificatesSent(socket.getPeerCertificate(true)),
            };
        } finally {
            socket.destroy();
        }
    } finally {
        listening.close();
    }
}

/** Without the root, which the client had already. */
function certificatesSent(leaf: ReturnType<TLSSocket["getPeerCertificate"]>): number {
    const next = (leaf as PeerCertificate & { issuerCertificate?: PeerCertificate }).issuerCertificate;
    return next === undefined || next.fingerprint256 === leaf.fingerprint256 ? 0 : 1 + certificatesSent(next);
}
