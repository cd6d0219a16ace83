import "reflect-metadata";
import { randomBytes, webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";

/** A certificate and its key, each as PEM. */
export interface KeyPair {
    certificate: string;
    key: string;
}

/** A certificate authority for one test run, which signs what CloudNativePG or the component's own chain would. */
export interface Authority {
    /** The root as PEM, for those who verify. */
    root: string;
    /** For servers: the names by which clients may call it. */
    server(names: readonly string[]): Promise<KeyPair>;
    /** For clients: the role for which it stands is the common name. */
    client(role: string): Promise<KeyPair>;
}

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const day = 24 * 3_600_000;

export async function createAuthority(name: string): Promise<Authority> {
    const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
    const root = await x509.X509CertificateGenerator.createSelfSigned({
        ...common(`CN=${name}`),
        keys,
        extensions: [
            new x509.BasicConstraintsExtension(true, undefined, true),
            new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
        ],
    });
    const issue = async (subject: string, extensions: x509.Extension[]): Promise<KeyPair> => {
        const pair = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
        const certificate = await x509.X509CertificateGenerator.create({
            ...common(subject),
            subject,
            issuer: root.subject,
            publicKey: pair.publicKey,
            signingKey: keys.privateKey,
            extensions,
        });
        const key = await webcrypto.subtle.exportKey("pkcs8", pair.privateKey);
        return { certificate: certificate.toString("pem"), key: x509.PemConverter.encode(key, "PRIVATE KEY") };
    };
    return {
        root: root.toString("pem"),
        server: (names) =>
            issue(`CN=${names[0] ?? ""}`, [
                new x509.SubjectAlternativeNameExtension(names.map((value) => ({ type: "dns", value }))),
                new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
            ]),
        client: (role) => issue(`CN=${role}`, [new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth])]),
    };
}

function common(name: string) {
    return {
        name,
        serialNumber: randomBytes(15).toString("hex"),
        notBefore: new Date(Date.now() - day),
        notAfter: new Date(Date.now() + 2 * day),
        signingAlgorithm: algorithm,
    };
}
