import "reflect-metadata";
import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";
import { certificateProblems } from "./certificate";
import { unknown } from "./known";

describe("A certificate among the arguments", () => {
    let pem = "";
    before(async () => {
        const algorithm = { name: "ECDSA", namedCurve: "P-256" };
        const keys = await webcrypto.subtle.generateKey(algorithm, false, ["sign", "verify"]);
        const made = await x509.X509CertificateGenerator.createSelfSigned({
            name: "CN=test",
            keys,
            signingAlgorithm: { name: "ECDSA", hash: "SHA-256" },
        });
        pem = made.toString("pem");
    });

    it("is one in PEM, or several, or not known yet", () => {
        for (const value of [pem, `${pem}\n${pem}\n`, unknown]) {
            assert.deepEqual(certificateProblems("tls.ca", value), []);
        }
    });

    it("is nothing else", () => {
        const none = "is no certificate in PEM; give the text from -----BEGIN CERTIFICATE----- on";
        for (const value of ["", "orders-ca", `${pem}x`, pem.replace(/[A-Z]{4}/, "!!!!"), pem.slice(0, 100)]) {
            assert.deepEqual(certificateProblems("tls.ca", value), [{ path: "tls.ca", reason: none }]);
        }
    });

    it("comes without its key, and the message shows nothing of it", () => {
        const key = "-----BEGIN EC PRIVATE KEY-----\nabc\n-----END EC PRIVATE KEY-----";
        assert.deepEqual(certificateProblems("tls.ca", `${pem}\n${key}`), [
            { path: "tls.ca", reason: "holds a private key, which belongs nowhere here; give the certificate alone" },
        ]);
    });
});
