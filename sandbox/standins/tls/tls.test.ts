import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createPrivateKey, createPublicKey, X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import * as lifecycle from "../lifecycle";
import { schemaOf } from "../schemas-for-tests";
import type { Made, Scope, Standin } from "../standin";
import { isSecret, revealedProperties, secret, text, type Properties } from "../values";
import { tlsStandin } from "./models";

const scope: Scope = { config: {}, now: new Date() };
const types = {
    key: "tls:index/privateKey:PrivateKey",
    selfSigned: "tls:index/selfSignedCert:SelfSignedCert",
    request: "tls:index/certRequest:CertRequest",
    locallySigned: "tls:index/locallySignedCert:LocallySignedCert",
};

let folder: string;

function command(program: string, args: string[], install: string): string {
    try {
        return execFileSync(program, args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
    } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "ENOENT") {
            throw new Error(`this test needs ${program}; install it with: ${install}`, { cause: error });
        }
        throw error;
    }
}

const openssl = (...args: string[]): string => command("openssl", args, "apt-get install openssl");
const inFile = (name: string, content: string): string => {
    writeFileSync(path.join(folder, name), content, { mode: 0o600 });
    return name;
};

describe("the tls stand-in", () => {
    let tls: Standin;

    before(async () => {
        tls = tlsStandin(await schemaOf("tls"));
        folder = mkdtempSync(path.join(os.tmpdir(), "tls-"));
    });
    after(() => {
        rmSync(folder, { recursive: true });
    });

    const make = async (type: keyof typeof types, inputs: Properties): Promise<Made> =>
        lifecycle.create(tls, types[type], inputs, scope);
    const output = (made: Made, name: string): string => text(revealedProperties(made.outputs)[name]) ?? "";
    const problems = (type: keyof typeof types, inputs: Properties): string[] =>
        lifecycle
            .check(tls, types[type], { name: "x", seed: new Uint8Array() }, inputs, {})
            .problems.map(({ reason }) => reason);

    async function authority(
        key: Properties,
        more: Properties = {},
    ): Promise<{ pem: string; key: string; made: Made }> {
        const pair = await make("key", key);
        const made = await make("selfSigned", {
            privateKeyPem: secret(output(pair, "privateKeyPem")),
            isCaCertificate: true,
            validityPeriodHours: 100,
            allowedUses: ["cert_signing", "crl_signing"],
            subject: { commonName: "the ca", organization: "sandbox" },
            ...more,
        });
        return { pem: output(made, "certPem"), key: output(pair, "privateKeyPem"), made };
    }

    async function server(ca: { pem: string; key: string }, key: Properties, more: Properties = {}): Promise<Made> {
        const pair = await make("key", key);
        const request = await make("request", {
            privateKeyPem: output(pair, "privateKeyPem"),
            dnsNames: ["db.example.org"],
            ipAddresses: ["10.0.0.1", "fd00::1"],
            subject: { commonName: "db" },
        });
        return make("locallySigned", {
            certRequestPem: output(request, "certRequestPem"),
            caCertPem: ca.pem,
            caPrivateKeyPem: secret(ca.key),
            validityPeriodHours: 50,
            allowedUses: ["server_auth", "client_auth", "digital_signature"],
            ...more,
        });
    }

    const kinds: Record<string, Properties> = {
        RSA: { algorithm: "RSA", rsaBits: 2048 },
        P256: { algorithm: "ECDSA", ecdsaCurve: "P256" },
        P384: { algorithm: "ECDSA", ecdsaCurve: "P384" },
        P521: { algorithm: "ECDSA", ecdsaCurve: "P521" },
        ED25519: { algorithm: "ED25519" },
    };
    for (const [name, kind] of Object.entries(kinds)) {
        it(`makes chains of ${name} keys that openssl accepts for the purpose, name and address`, async () => {
            const ca = await authority(kind);
            const made = await server(ca, kind);
            const [caFile, file] = [inFile("ca.pem", ca.pem), inFile("server.pem", output(made, "certPem"))];
            const verify = (...args: string[]): string =>
                openssl("verify", "-x509_strict", "-CAfile", caFile, ...args, file);
            assert.match(verify("-purpose", "sslserver", "-verify_hostname", "db.example.org"), /: OK/);
            assert.match(verify("-purpose", "sslclient", "-verify_ip", "fd00::1"), /: OK/);
            assert.throws(() => verify("-verify_hostname", "other.example.org"), /hostname mismatch/i);
            const other = await authority(kind);
            inFile("ca.pem", other.pem);
            assert.throws(() => verify(), /error/i);
        });

        it(`writes ${name} keys in each form, all of the same key`, async () => {
            const made = await make("key", kind);
            const key = createPrivateKey(output(made, "privateKeyPem"));
            assert.ok(key.equals(createPrivateKey(output(made, "privateKeyPemPkcs8"))));
            assert.ok(createPublicKey(key).equals(createPublicKey(output(made, "publicKeyPem"))));
            const file = inFile("key", output(made, "privateKeyOpenssh"));
            const keygen = (...args: string[]): string => command("ssh-keygen", args, "apt-get install openssh-client");
            assert.equal(keygen("-y", "-f", file).trim(), output(made, "publicKeyOpenssh").trim());
            assert.ok(keygen("-l", "-f", file).includes(output(made, "publicKeyFingerprintSha256")));
        });
    }

    it("makes a P224 key, the SDK's default, which OpenSSH has no form for and nobody should sign with", async () => {
        const made = await make("key", { algorithm: "ECDSA" });
        assert.equal(createPrivateKey(output(made, "privateKeyPem")).asymmetricKeyDetails?.namedCurve, "secp224r1");
        assert.equal(output(made, "publicKeyOpenssh"), "");
        await assert.rejects(authority({ algorithm: "ECDSA" }), /take ecdsaCurve P256, P384 or P521/);
    });

    it("keeps every form of a private key secret", async () => {
        const { outputs } = await make("key", { algorithm: "ED25519" });
        for (const [name, value] of Object.entries(outputs)) {
            assert.equal(isSecret(value), name.startsWith("privateKey"), name);
        }
        const { made } = await authority({ algorithm: "ED25519" });
        assert.ok(isSecret(made.outputs["privateKeyPem"]));
        assert.ok(!isSecret(made.outputs["certPem"]));
    });

    it("does not keep a write-only key among the outputs", async () => {
        const pair = await make("key", { algorithm: "ED25519" });
        const made = await make("selfSigned", {
            privateKeyPemWo: secret(output(pair, "privateKeyPem")),
            validityPeriodHours: 1,
            allowedUses: [],
        });
        assert.ok(output(made, "certPem").startsWith("-----BEGIN CERTIFICATE-----\n"));
        assert.ok(!JSON.stringify(made.outputs).includes("PRIVATE KEY"));
    });

    it("writes extensions as Go does: uses, constraints without a path length, identifiers", async () => {
        const ca = await authority(kinds["P256"]!);
        const authorityText = openssl("x509", "-in", inFile("ca.pem", ca.pem), "-noout", "-text");
        assert.match(authorityText, /Basic Constraints: critical\s+CA:TRUE\n/);
        assert.match(authorityText, /Key Usage: critical\s+Certificate Sign, CRL Sign\n/);
        assert.match(authorityText, /Subject Key Identifier/);
        assert.doesNotMatch(authorityText, /pathlen|Authority Key Identifier/);
        assert.match(authorityText, /Subject: O = sandbox, CN = the ca/);

        const made = await server(ca, kinds["P256"]!, { setSubjectKeyId: true });
        const serverText = openssl("x509", "-in", inFile("server.pem", output(made, "certPem")), "-noout", "-text");
        assert.match(serverText, /Key Usage: critical\s+Digital Signature\n/);
        assert.match(serverText, /TLS Web Server Authentication, TLS Web Client Authentication/);
        assert.match(serverText, /CA:FALSE/);
        assert.match(serverText, /DNS:db\.example\.org, IP Address:10\.0\.0\.1, IP Address:FD00:/);
        const [, keyId] = /Subject Key Identifier:\s+(\S+)/.exec(authorityText) ?? [];
        assert.match(serverText, new RegExp(`Authority Key Identifier:\\s+${keyId}`));
        assert.match(serverText, /Subject Key Identifier/);
    });

    it("limits the path and names its own key where that is asked", async () => {
        const { pem } = await authority(kinds["P256"]!, { maxPathLength: 0, setAuthorityKeyId: true });
        const written = openssl("x509", "-in", inFile("ca.pem", pem), "-noout", "-text");
        assert.match(written, /CA:TRUE, pathlen:0/);
        assert.match(written, /Authority Key Identifier/);
    });

    it("is valid from now for the hours asked, and says so", async () => {
        const { made, pem } = await authority(kinds["P256"]!);
        const certificate = new X509Certificate(pem);
        const [start, end] = [output(made, "validityStartTime"), output(made, "validityEndTime")];
        assert.match(start, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
        assert.equal(Date.parse(certificate.validFrom), Date.parse(start));
        assert.equal(Date.parse(certificate.validTo), Date.parse(end));
        assert.equal(Date.parse(end) - Date.parse(start), 100 * 3_600_000);
        assert.equal(BigInt(`0x${certificate.serialNumber}`).toString(), made.id);
    });

    it("is due for replacement once its early renewal begins, and not a moment before", async () => {
        const { made } = await authority(kinds["P256"]!, { earlyRenewalHours: 10 });
        const inputs = revealedProperties(made.outputs);
        const old = { id: made.id, inputs, outputs: made.outputs };
        const replaced = (hours: number): string[] => {
            const now = new Date(scope.now.getTime() + hours * 3_600_000);
            return lifecycle.diff(tls, types.selfSigned, old, inputs, { ...scope, now }).replaces;
        };
        assert.deepEqual(replaced(89.9), []);
        assert.deepEqual(replaced(90.1), ["readyForRenewal"]);
    });

    it("changes the time of renewal in place, and makes anew for anything else", async () => {
        const { made } = await authority(kinds["P256"]!);
        const inputs: Properties = {
            validityPeriodHours: 100,
            allowedUses: ["cert_signing"],
            subject: { commonName: "a" },
        };
        const old = { id: made.id, inputs, outputs: made.outputs };
        const after = (change: Properties): lifecycle.Difference =>
            lifecycle.diff(tls, types.selfSigned, old, { ...inputs, ...change }, scope);
        assert.deepEqual(after({ earlyRenewalHours: 5 }).replaces, []);
        assert.deepEqual([...after({ earlyRenewalHours: 5 }).changes.keys()], ["earlyRenewalHours"]);
        assert.deepEqual(after({ validityPeriodHours: 200 }).replaces, ["validityPeriodHours"]);
        assert.deepEqual(after({ subject: { commonName: "b" } }).replaces, ["subject.commonName"]);
    });

    it("refuses a CA key that is not the CA certificate's", async () => {
        const [one, other] = [await authority(kinds["P256"]!), await authority(kinds["P256"]!)];
        await assert.rejects(
            server({ pem: one.pem, key: other.key }, kinds["P256"]!),
            /give the pair that belongs together/,
        );
    });

    it("refuses what it does not know, and says what to write", () => {
        assert.match(problems("key", { algorithm: "DSA" })[0]!, /write one of RSA, ECDSA, ED25519/);
        assert.match(problems("key", { algorithm: "ECDSA", ecdsaCurve: "P-256" })[0]!, /write one of P224, P256/);
        const certificate = { validityPeriodHours: 1, privateKeyPem: "x" };
        assert.match(problems("selfSigned", { ...certificate, allowedUses: ["serverAuth"] })[0]!, /write server_auth$/);
        assert.match(
            problems("selfSigned", { validityPeriodHours: 1, allowedUses: [] })[0]!,
            /exactly one of privateKeyPem/,
        );
    });
});
