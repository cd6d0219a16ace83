import { X509Certificate } from "node:crypto";
import { isUnknown, type Unknown } from "./known";
import type { Problem } from "./problems";

/** What is wrong with a certificate in PEM, or several of them one after the other. Their dates are not looked at: no clock in `construct`. */
export function certificateProblems(path: string, value: string | Unknown): Problem[] {
    if (isUnknown(value)) {
        return [];
    }
    if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(value)) {
        return [{ path, reason: "holds a private key, which belongs nowhere here; give the certificate alone" }];
    }
    const blocks = value.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
    const rest = blocks.reduce((text, block) => text.replace(block, ""), value).trim();
    return blocks.length > 0 && rest === "" && blocks.every(isCertificate)
        ? []
        : [{ path, reason: "is no certificate in PEM; give the text from -----BEGIN CERTIFICATE----- on" }];
}

function isCertificate(pem: string): boolean {
    try {
        return new X509Certificate(pem).raw.length > 0;
    } catch {
        return false;
    }
}
