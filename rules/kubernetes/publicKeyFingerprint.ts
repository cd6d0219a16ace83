import { createHash, createPrivateKey, createPublicKey } from "node:crypto";

const privateKey = /-----BEGIN ([A-Z ]*PRIVATE KEY)-----[\s\S]*?-----END \1-----/g;

/**
 * What identifies the private keys in a text without giving them away: SHA-256 of the public half, in its SubjectPublicKeyInfo
 * form, so that the same key in PKCS#1 and in PKCS#8 has the same fingerprint. Keys that are encrypted or cut short are left out.
 */
export function fingerprintsOfKeysIn(text: string): readonly string[] {
    return [...text.matchAll(privateKey)].flatMap(([pem]) => {
        const fingerprint = fingerprintOf(unindented(pem));
        return fingerprint === undefined ? [] : [fingerprint];
    });
}

function fingerprintOf(pem: string): string | undefined {
    try {
        const spki = createPublicKey(createPrivateKey(pem)).export({ type: "spki", format: "der" });
        return createHash("sha256").update(spki).digest("hex");
    } catch {
        return undefined;
    }
}

/** A key inside indented text (XML, a block in a block) reads as the key. */
function unindented(pem: string): string {
    return pem.replace(/^[ \t]+|[ \t\r]+$/gm, "");
}
