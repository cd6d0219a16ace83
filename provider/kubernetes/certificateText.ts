import { X509Certificate } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { isUnknown, type Unknown } from "../core/known";
import type { Problem } from "../core/problems";

/** Certificates one after the other, each on lines of its own. One alone stays as it is. */
export function bundle(certificates: readonly pulumi.Input<string>[]): pulumi.Output<string> {
    const [first, ...others] = certificates;
    return first !== undefined && others.length === 0
        ? pulumi.output(first)
        : pulumi.all([...certificates]).apply((texts) => texts.map((text) => `${text.trimEnd()}\n`).join(""));
}

/** What keeps a text from being root certificates in PEM. What it holds is never repeated: it may be a key. */
export function rootProblems(path: string, value: string | Unknown): Problem[] {
    if (isUnknown(value)) {
        return [];
    }
    const problem = (reason: string): Problem[] => [{ path, reason }];
    if (/PRIVATE KEY-----/.test(value)) {
        return problem("holds a private key; write the certificate alone, and take the key for published");
    }
    const texts = value.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
    const certificates = texts.flatMap((text) => parsed(text) ?? []);
    if (texts.length === 0 || certificates.length < texts.length) {
        return problem(
            "is no certificate in PEM; write the content of the file that begins with -----BEGIN CERTIFICATE-----",
        );
    }
    const other = certificates.find((certificate) => !certificate.ca);
    if (other !== undefined) {
        return problem(
            `holds the certificate of "${shown(other)}", which is no CA; write the root that it was signed by`,
        );
    }
    return certificates.some(isRoot)
        ? []
        : problem(
              `holds an intermediate alone ("${certificates.map(shown).join('", "')}"); write the root above it, which clients look for`,
          );
}

function parsed(pem: string): X509Certificate | undefined {
    try {
        return new X509Certificate(pem);
    } catch {
        return undefined;
    }
}

function isRoot(certificate: X509Certificate): boolean {
    return certificate.checkIssued(certificate) && certificate.verify(certificate.publicKey);
}

function shown({ subject }: X509Certificate): string {
    return subject.replaceAll("\n", ", ");
}
