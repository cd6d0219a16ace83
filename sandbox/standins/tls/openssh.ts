import { createPublicKey, type KeyObject, randomBytes } from "node:crypto";

/** Keys in OpenSSH's forms: RFC 4253 6.6, RFC 5656 3.1, RFC 8709, and openssh-key-v1 (PROTOCOL.key in OpenSSH's sources). */
export interface OpensshPublicKey {
    type: string;
    blob: Buffer;
}

const nistCurves: Readonly<Record<string, string>> = { "P-256": "nistp256", "P-384": "nistp384", "P-521": "nistp521" };

/** Undefined where OpenSSH has no such key (curve P-224). */
export function opensshPublicKey(key: KeyObject): OpensshPublicKey | undefined {
    const fields = publicFields(key);
    return fields === undefined ? undefined : { type: fields.type, blob: strings(fields.type, ...fields.parts) };
}

export function opensshPrivateKey(key: KeyObject): string {
    const publicKey = publicFields(createPublicKey(key));
    if (publicKey === undefined) {
        return "";
    }
    const check = randomBytes(4);
    const content = Buffer.concat([check, check, strings(publicKey.type, ...privateFields(key, publicKey.parts), "")]);
    const padding = Buffer.from(Array.from({ length: (8 - (content.length % 8)) % 8 }, (_, index) => index + 1));
    const one = Buffer.from([0, 0, 0, 1]);
    const blob = Buffer.concat([
        Buffer.from("openssh-key-v1\0"),
        strings("none", "none", ""),
        one,
        strings(strings(publicKey.type, ...publicKey.parts), Buffer.concat([content, padding])),
    ]);
    const lines = blob.toString("base64").match(/.{1,70}/g) ?? [];
    return ["-----BEGIN OPENSSH PRIVATE KEY-----", ...lines, "-----END OPENSSH PRIVATE KEY-----", ""].join("\n");
}

function publicFields(key: KeyObject): { type: string; parts: (string | Buffer)[] } | undefined {
    if (key.asymmetricKeyType === "ec" && key.asymmetricKeyDetails?.namedCurve === "secp224r1") {
        return undefined; // has no JWK either
    }
    const web = key.export({ format: "jwk" });
    switch (web.kty) {
        case "RSA":
            return { type: "ssh-rsa", parts: [integer(web.e), integer(web.n)] };
        case "OKP":
            return { type: "ssh-ed25519", parts: [bytes(web.x)] };
        default: {
            const curve = nistCurves[web.crv ?? ""];
            const point = Buffer.concat([Buffer.from([4]), bytes(web.x), bytes(web.y)]);
            return curve === undefined ? undefined : { type: `ecdsa-sha2-${curve}`, parts: [curve, point] };
        }
    }
}

function privateFields(key: KeyObject, publicParts: (string | Buffer)[]): (string | Buffer)[] {
    const web = key.export({ format: "jwk" });
    switch (web.kty) {
        case "RSA":
            return [web.n, web.e, web.d, web.qi, web.p, web.q].map(integer);
        case "OKP":
            return [...publicParts, Buffer.concat([bytes(web.d), bytes(web.x)])];
        default:
            return [...publicParts, integer(web.d)];
    }
}

function bytes(field: string | undefined): Buffer {
    return Buffer.from(field ?? "", "base64url");
}

/** A positive mpint: no needless leading zeros, one where the highest bit is set. */
function integer(field: string | undefined): Buffer {
    const hex = BigInt(`0x${bytes(field).toString("hex") || "0"}`).toString(16);
    const even = hex.length % 2 === 0 ? hex : `0${hex}`;
    return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, "hex");
}

function strings(...items: (string | Buffer)[]): Buffer {
    return Buffer.concat(
        items.flatMap((item) => {
            const content = Buffer.from(item);
            const length = Buffer.alloc(4);
            length.writeUInt32BE(content.length);
            return [length, content];
        }),
    );
}
