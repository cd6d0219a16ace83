import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";

/** What CloudNativePG sends in place of a password: its verifier, or itself where it is one already (utils/password.go). */
export function encrypted(password: string): string {
    return /^(md5[0-9a-f]{32}$|SCRAM-SHA-256\$\d+:)/.test(password) ? password : verifierOf(password);
}

/** The verifier by which PostgreSQL knows a password (RFC 5803, with PostgreSQL's 4096 iterations). */
function verifierOf(password: string): string {
    const iterations = 4096;
    const salt = randomBytes(16);
    const salted = pbkdf2Sync(password.normalize("NFKC"), salt, iterations, 32, "sha256");
    const storedKey = createHash("sha256").update(keyed(salted, "Client Key")).digest("base64");
    const serverKey = keyed(salted, "Server Key").toString("base64");
    return `SCRAM-SHA-256$${iterations}:${salt.toString("base64")}$${storedKey}:${serverKey}`;
}

function keyed(key: Buffer, text: string): Buffer {
    return createHmac("sha256", key).update(text).digest();
}
