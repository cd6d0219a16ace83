import "reflect-metadata";
import { createPublicKey, randomBytes, type KeyObject } from "node:crypto";
import * as x509 from "@peculiar/x509";
import { count, flag, isProperties, text, texts, type Properties, type Value } from "../values";
import { signingKeys } from "./keys";
import { usageExtensions } from "./uses";

/** X.509 as Go's crypto/x509 makes it, on which the real provider stands. */
export interface Certificate {
    pem: string;
    serial: string;
    start: Date;
    end: Date;
}

export async function selfSigned(inputs: Properties, key: KeyObject, now: Date): Promise<Certificate> {
    const subject = subjectName(inputs["subject"]);
    const ownId = flag(inputs["setAuthorityKeyId"]) ? await keyIdOf(key) : undefined;
    return issue(inputs, now, {
        subject,
        issuer: subject,
        publicKey: key,
        signer: key,
        names: alternativeNames(inputs),
        authorityKeyId: ownId,
    });
}

export async function locallySigned(inputs: Properties, ca: KeyObject, now: Date): Promise<Certificate> {
    const authority = readCertificate(text(inputs["caCertPem"]) ?? "");
    if (!createPublicKey(ca).equals(publicKeyOf(authority.publicKey.rawData))) {
        throw new Error(
            "caPrivateKeyPem is not the key of the certificate in caCertPem; give the pair that belongs together",
        );
    }
    const request = readRequest(text(inputs["certRequestPem"]) ?? "");
    if (!(await request.verify())) {
        throw new Error("certRequestPem is not signed with its own key; make it anew");
    }
    const names = request.extensions.filter((extension) => extension instanceof x509.SubjectAlternativeNameExtension);
    return issue(inputs, now, {
        subject: request.subjectName,
        issuer: authority.subjectName,
        publicKey: publicKeyOf(request.publicKey.rawData),
        signer: ca,
        names,
        authorityKeyId: authority.getExtension(x509.SubjectKeyIdentifierExtension)?.keyId,
    });
}

export async function certificateRequest(inputs: Properties, key: KeyObject): Promise<string> {
    const { algorithm, keys } = await signingKeys(key);
    const request = await x509.Pkcs10CertificateRequestGenerator.create({
        name: subjectName(inputs["subject"]),
        keys,
        signingAlgorithm: algorithm,
        extensions: alternativeNames(inputs),
    });
    return `${request.toString("pem")}\n`;
}

interface Issue {
    subject: x509.Name;
    issuer: x509.Name;
    publicKey: KeyObject;
    signer: KeyObject;
    names: x509.Extension[];
    authorityKeyId: string | undefined;
}

async function issue(inputs: Properties, now: Date, parts: Issue): Promise<Certificate> {
    const { algorithm, keys } = await signingKeys(parts.signer);
    const isCa = flag(inputs["isCaCertificate"]);
    const length = count(inputs["maxPathLength"]);
    const start = new Date(Math.floor(now.getTime() / 1000) * 1000);
    const end = new Date(start.getTime() + (count(inputs["validityPeriodHours"]) ?? 0) * 3_600_000);
    const serial = randomBytes(16);
    serial[0] = (serial[0] ?? 0) & 0x7f; // positive
    const certificate = await x509.X509CertificateGenerator.create({
        serialNumber: serial.toString("hex"),
        subject: parts.subject,
        issuer: parts.issuer,
        notBefore: start,
        notAfter: end,
        publicKey: new x509.PublicKey(publicKeyDer(parts.publicKey)),
        signingKey: keys.privateKey,
        signingAlgorithm: algorithm,
        extensions: [
            ...usageExtensions(texts(inputs["allowedUses"])),
            new x509.BasicConstraintsExtension(
                isCa,
                isCa && length !== undefined && length >= 0 ? length : undefined,
                true,
            ),
            // A CA gets its identifier unasked (Go, crypto/x509, CreateCertificate).
            ...(isCa || flag(inputs["setSubjectKeyId"])
                ? [new x509.SubjectKeyIdentifierExtension(await keyIdOf(parts.publicKey))]
                : []),
            ...(parts.authorityKeyId === undefined
                ? []
                : [new x509.AuthorityKeyIdentifierExtension(parts.authorityKeyId)]),
            ...parts.names,
        ],
    });
    return {
        pem: `${certificate.toString("pem")}\n`,
        serial: BigInt(`0x${serial.toString("hex")}`).toString(),
        start,
        end,
    };
}

/** In the order in which Go writes a name. */
const subjectFields: readonly (readonly [string, string])[] = [
    ["country", "C"],
    ["organization", "O"],
    ["organizationalUnit", "OU"],
    ["locality", "L"],
    ["province", "ST"],
    ["streetAddresses", "2.5.4.9"],
    ["postalCode", "2.5.4.17"],
    ["commonName", "CN"],
    ["serialNumber", "2.5.4.5"],
    ["emailAddress", "E"],
];

function subjectName(subject: Value | undefined): x509.Name {
    const given = isProperties(subject) ? subject : {};
    return new x509.Name(
        subjectFields.flatMap(([property, field]) => {
            const value = given[property];
            const all = typeof value === "string" && value !== "" ? [value] : texts(value);
            return all.length === 0 ? [] : [{ [field]: all }];
        }),
    );
}

function alternativeNames(inputs: Properties): x509.Extension[] {
    const of = (type: x509.GeneralNameType, property: string): x509.GeneralName[] =>
        texts(inputs[property]).map((value) => new x509.GeneralName(type, value));
    const names = [...of("dns", "dnsNames"), ...of("ip", "ipAddresses"), ...of("url", "uris")];
    return names.length === 0 ? [] : [new x509.SubjectAlternativeNameExtension(names)];
}

/** SHA-1 of the key itself (RFC 5280, 4.2.1.2, method 1). */
async function keyIdOf(key: KeyObject): Promise<string> {
    const publicKey = new x509.PublicKey(publicKeyDer(key));
    return Buffer.from(await publicKey.getKeyIdentifier()).toString("hex");
}

function publicKeyDer(key: KeyObject): Buffer {
    const publicKey = key.type === "private" ? createPublicKey(key) : key;
    return publicKey.export({ type: "spki", format: "der" });
}

function publicKeyOf(der: ArrayBuffer): KeyObject {
    return createPublicKey({ key: Buffer.from(der), type: "spki", format: "der" });
}

function readCertificate(pem: string): x509.X509Certificate {
    try {
        return new x509.X509Certificate(pem);
    } catch {
        throw new Error("caCertPem is no certificate in PEM");
    }
}

function readRequest(pem: string): x509.Pkcs10CertificateRequest {
    try {
        return new x509.Pkcs10CertificateRequest(pem);
    } catch {
        throw new Error("certRequestPem is no certificate request in PEM; take CertRequest.certRequestPem");
    }
}
