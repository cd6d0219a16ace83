import { createHash, createPrivateKey, createPublicKey, generateKeyPair, type KeyObject, webcrypto } from "node:crypto";
import { promisify } from "node:util";
import { opensshPrivateKey, opensshPublicKey } from "./openssh";

export const algorithms = ["RSA", "ECDSA", "ED25519"] as const;
export type Algorithm = (typeof algorithms)[number];

/** The SDK's curve names and OpenSSL's. */
export const curves: Readonly<Record<string, string>> = {
    P224: "secp224r1",
    P256: "prime256v1",
    P384: "secp384r1",
    P521: "secp521r1",
};

const generate = promisify(generateKeyPair);

export async function newKey(algorithm: Algorithm, rsaBits: number, curve: string): Promise<KeyObject> {
    switch (algorithm) {
        case "RSA":
            return (await generate("rsa", { modulusLength: rsaBits })).privateKey;
        case "ECDSA":
            return (await generate("ec", { namedCurve: curves[curve] ?? curve })).privateKey;
        case "ED25519":
            return (await generate("ed25519")).privateKey;
    }
}

export interface KeyTexts {
    privateKeyPem: string;
    privateKeyPemPkcs8: string;
    privateKeyOpenssh: string;
    publicKeyPem: string;
    publicKeyOpenssh: string;
    publicKeyFingerprintMd5: string;
    publicKeyFingerprintSha256: string;
}

/** A key in the forms the SDK names. `privateKeyPem` is PKCS#1 for RSA, SEC 1 for ECDSA and PKCS#8 for Ed25519. */
export function keyTexts(key: KeyObject): KeyTexts {
    const publicKey = createPublicKey(key);
    const type = { RSA: "pkcs1", ECDSA: "sec1", ED25519: "pkcs8" } as const;
    const openssh = opensshPublicKey(publicKey);
    return {
        privateKeyPem: pem(key, type[algorithmOf(key)]),
        privateKeyPemPkcs8: pem(key, "pkcs8"),
        privateKeyOpenssh: opensshPrivateKey(key),
        publicKeyPem: publicKey.export({ type: "spki", format: "pem" }).toString(),
        publicKeyOpenssh: openssh === undefined ? "" : `${openssh.type} ${openssh.blob.toString("base64")}\n`,
        publicKeyFingerprintMd5: openssh === undefined ? "" : md5(openssh.blob),
        publicKeyFingerprintSha256: openssh === undefined ? "" : sha256(openssh.blob),
    };
}

function pem(key: KeyObject, type: "pkcs1" | "sec1" | "pkcs8"): string {
    return key.export({ type, format: "pem" }).toString();
}

function md5(blob: Buffer): string {
    const hex = createHash("md5").update(blob).digest("hex");
    return (hex.match(/../g) ?? []).join(":");
}

function sha256(blob: Buffer): string {
    return `SHA256:${createHash("sha256").update(blob).digest("base64").replace(/=+$/, "")}`;
}

export function algorithmOf(key: KeyObject): Algorithm {
    switch (key.asymmetricKeyType) {
        case "rsa":
            return "RSA";
        case "ec":
            return "ECDSA";
        case "ed25519":
            return "ED25519";
        default:
            throw new Error(
                `keys of type ${key.asymmetricKeyType ?? "none"} cannot sign; make an RSA, ECDSA or ED25519 key`,
            );
    }
}

export function readPrivateKey(pem: string): KeyObject {
    try {
        return createPrivateKey(pem);
    } catch (error) {
        throw new Error(`the private key is no PEM of a private key: ${error instanceof Error ? error.message : ""}`, {
            cause: error,
        });
    }
}

type SigningAlgorithm = webcrypto.Algorithm & { hash?: string; namedCurve?: string };

/** The hash goes with the size of the curve, as in Go's crypto/x509, which the real provider uses. */
const signing: Readonly<Record<string, SigningAlgorithm>> = {
    rsa: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
    prime256v1: { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" },
    secp384r1: { name: "ECDSA", namedCurve: "P-384", hash: "SHA-384" },
    secp521r1: { name: "ECDSA", namedCurve: "P-521", hash: "SHA-512" },
    ed25519: { name: "Ed25519" },
};

export interface SigningKeys {
    algorithm: SigningAlgorithm;
    keys: webcrypto.CryptoKeyPair;
}

export async function signingKeys(key: KeyObject): Promise<SigningKeys> {
    const kind = key.asymmetricKeyType === "ec" ? key.asymmetricKeyDetails?.namedCurve : key.asymmetricKeyType;
    const algorithm = signing[kind ?? ""];
    if (algorithm === undefined) {
        throw new Error(`the stand-in cannot sign with ${kind ?? "this key"}; take ecdsaCurve P256, P384 or P521`);
    }
    const [pkcs8, spki] = [
        key.export({ type: "pkcs8", format: "der" }),
        createPublicKey(key).export({ type: "spki", format: "der" }),
    ];
    return {
        algorithm,
        keys: {
            privateKey: await webcrypto.subtle.importKey("pkcs8", pkcs8, algorithm, true, ["sign"]),
            publicKey: await webcrypto.subtle.importKey("spki", spki, algorithm, true, ["verify"]),
        },
    };
}
