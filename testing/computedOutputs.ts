import { createHash } from "node:crypto";
import { isObject, secret, unknown, unmarked, valueAt, type Wire, type WireObject } from "./wire";

/** What a provider answers to a resource: its id, and what it adds to the inputs. */
export interface Answer {
    id: string;
    state: WireObject;
}

/** The account of testing/postgresArguments.ts. */
const account = "123456789012";

/** A password as the random provider would make it: one for each resource, always the same, and nowhere in the inputs. */
export function passwordOf(name: string): string {
    return `password-${createHash("sha256").update(name).digest("hex").slice(0, 32)}`;
}

export function privateKeyOf(name: string): string {
    return `-----BEGIN PRIVATE KEY-----\n${createHash("sha256").update(name).digest("base64")}\n-----END PRIVATE KEY-----\n`;
}

export function certificateOf(name: string): string {
    return `-----BEGIN CERTIFICATE-----\n${name}\n-----END CERTIFICATE-----\n`;
}

/** In preview, nothing that is computed is known, and nothing has an id. */
export function answer(type: string, name: string, inputs: WireObject, preview: boolean): Answer {
    const computed = computedBy(type, name, inputs);
    const seen = preview ? Object.fromEntries(Object.keys(computed).map((key) => [key, unknown])) : computed;
    const state = type.startsWith("kubernetes:") ? withMetadata(inputs, preview) : { ...seen, ...inputs, ...seen };
    return { id: preview ? "" : idOf(type, name, inputs), state };
}

function computedBy(type: string, name: string, inputs: WireObject): WireObject {
    switch (type) {
        case "random:index/randomPassword:RandomPassword":
            return { result: secret(passwordOf(name)), bcryptHash: secret("bcrypt") };
        case "tls:index/privateKey:PrivateKey":
            return {
                privateKeyPem: secret(privateKeyOf(name)),
                privateKeyPemPkcs8: secret(privateKeyOf(name)),
                publicKeyPem: `public half of ${name}`,
            };
        case "tls:index/certRequest:CertRequest":
            return { certRequestPem: `request of ${name}` };
        case "tls:index/selfSignedCert:SelfSignedCert":
        case "tls:index/locallySignedCert:LocallySignedCert":
            return { certPem: certificateOf(name), validityEndTime: "2036-11-27T00:00:00Z" };
        case "aws:kms/key:Key": {
            const keyId = uuidOf(name);
            return { keyId, arn: `arn:aws:kms:${textOf(inputs["region"])}:${account}:key/${keyId}` };
        }
        case "aws:kms/alias:Alias":
            return { arn: `arn:aws:kms:${textOf(inputs["region"])}:${account}:${textOf(inputs["name"])}` };
        case "aws:iam/role:Role":
            return { arn: `arn:aws:iam::${account}:role${textOf(inputs["path"])}${textOf(inputs["name"])}` };
        case "aws:s3/bucket:Bucket":
            return { arn: `arn:aws:s3:::${textOf(inputs["bucket"])}` };
        default:
            return {};
    }
}

function idOf(type: string, name: string, inputs: WireObject): string {
    if (type.startsWith("kubernetes:")) {
        const place = [valueAt(inputs, "metadata.namespace"), valueAt(inputs, "metadata.name") ?? name];
        return place.flatMap((part) => (typeof part === "string" ? [part] : [])).join("/");
    }
    return type === "aws:kms/key:Key" ? uuidOf(name) : `${name}-id`;
}

/** Only a create at the API server knows the uid; everything else of the metadata is what was asked for. */
function withMetadata(inputs: WireObject, preview: boolean): WireObject {
    const metadata = inputs["metadata"];
    return { ...inputs, metadata: { ...(isObject(metadata) ? metadata : {}), uid: preview ? unknown : "uid" } };
}

function uuidOf(name: string): string {
    const digits = createHash("sha256").update(name).digest("hex");
    return [8, 4, 4, 4, 12].map((length, index) => digits.slice(index * 12, index * 12 + length)).join("-");
}

function textOf(value: Wire | undefined): string {
    const plain = value === undefined ? "" : unmarked(value);
    return typeof plain === "string" ? plain : "";
}
