import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";

/** The verifier by which PostgreSQL knows a password (RFC 5803, with PostgreSQL's 4096 iterations). */
export function verifierOf(password: string): string {
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
