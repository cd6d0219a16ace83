import assert from "node:assert/strict";
import { createPrivateKey, X509Certificate } from "node:crypto";
import { intermediateCertificate, leafCertificate, type IssuedCertificate, type Issuer } from "./certificateChain";
import { daysBetweenRuns, generatedLifetimes } from "./certificateLifetimes";
import { valueOf } from "../aws/recording.test";
import { IssuingStack } from "./issuing.test";
import { openSsl } from "./openssl.test";
import { rootCertificate } from "./rootCertificate";

const place = { name: "orders", namespace: "shop" };
const child = () => ({});
const day = 24 * 3_600_000;

interface Chain {
    root: Issuer;
    server: IssuedCertificate;
    client: IssuedCertificate;
    /** A client's certificate from the intermediate for servers, as its thief would make it. */
    stray: IssuedCertificate;
}

function chain(): Chain {
    const root = rootCertificate("orders", place, "1", child);
    const servers = intermediateCertificate(
        "orders-servers",
        root,
        { commonName: "servers", purpose: "server_auth" },
        child,
    );
    const clients = intermediateCertificate(
        "orders-clients",
        root,
        { commonName: "clients", purpose: "client_auth" },
        child,
    );
    return {
        root,
        server: leafCertificate(
            "orders-server",
            servers,
            { commonName: "orders-rw", dnsNames: ["orders-rw.shop.svc"], purpose: "server_auth" },
            child,
        ),
        client: leafCertificate("orders-app", clients, { commonName: "app", purpose: "client_auth" }, child),
        stray: leafCertificate("orders-stray", servers, { commonName: "app", purpose: "client_auth" }, child),
    };
}

async function textOf(output: Issuer["certificate"]): Promise<string> {
    return (await valueOf(output)) ?? assert.fail("it is known");
}

function certificatesIn(bundle: string): string[] {
    return bundle.match(/-----BEGIN[\s\S]*?-----END CERTIFICATE-----\n/g) ?? [];
}

describe("A chain that is generated here", function () {
    this.timeout(60_000);
    const openssl = openSsl();
    let root = "";
    let server = "";
    let client = "";
    let stray = "";
    let serverKey = "";

    before(async () => {
        const made = await new IssuingStack().up(chain);
        root = await textOf(made.root.certificate);
        server = await textOf(made.server.chain);
        client = await textOf(made.client.chain);
        stray = await textOf(made.stray.chain);
        serverKey = await textOf(made.server.privateKey);
    });

    it("is root, intermediate, leaf; its owner shows leaf and intermediate, and whoever has the root alone verifies it [NM-9]", () => {
        assert.equal(certificatesIn(server).length, 2);
        assert.match(openssl.verify(server, root, "-purpose", "sslserver"), /: OK/);
        assert.match(openssl.verify(client, root, "-purpose", "sslclient"), /: OK/);
        const [leaf = "", intermediate = ""] = certificatesIn(server);
        assert.throws(() => openssl.verify(leaf, root), /unable to get local issuer certificate/);
        assert.equal(new X509Certificate(leaf).issuer, new X509Certificate(intermediate).subject);
        assert.equal(new X509Certificate(intermediate).issuer, new X509Certificate(root).subject);
        assert.ok(!server.includes(root), "the root is not sent");
    });

    it("is good for its host names and no other [NM-4]", () => {
        assert.match(openssl.verify(server, root, "-verify_hostname", "orders-rw.shop.svc"), /: OK/);
        assert.throws(() => openssl.verify(server, root, "-verify_hostname", "orders-rw"), /hostname mismatch/i);
    });

    it("is good for one purpose, and so is what its intermediate signs: a server's proves no client [NM-5]", () => {
        assert.throws(() => openssl.verify(server, root, "-purpose", "sslclient"), /unsuitable certificate purpose/);
        assert.throws(() => openssl.verify(client, root, "-purpose", "sslserver"), /unsuitable certificate purpose/);
        assert.throws(() => openssl.verify(stray, root, "-purpose", "sslclient"), /unsuitable certificate purpose/);
    });

    it("ends there: an intermediate signs no further CA, a leaf nothing", () => {
        const [leaf = "", intermediate = ""] = certificatesIn(server);
        assert.match(openssl.text(intermediate), /Basic Constraints: critical\s+CA:TRUE, pathlen:0\n/);
        assert.match(openssl.text(intermediate), /Key Usage: critical\s+Certificate Sign, CRL Sign\n/);
        assert.match(openssl.text(leaf), /Basic Constraints: critical\s+CA:FALSE\n/);
        assert.match(openssl.text(leaf), /Key Usage: critical\s+Digital Signature\n/);
        assert.match(openssl.text(leaf), /Extended Key Usage:\s+TLS Web Server Authentication\n/);
    });

    it("has keys of its own on P-256, each in the form that its reader takes", () => {
        assert.match(serverKey, /^-----BEGIN PRIVATE KEY-----/);
        assert.ok(new X509Certificate(server).checkPrivateKey(createPrivateKey(serverKey)));
        for (const certificate of [root, ...certificatesIn(server), ...certificatesIn(client)]) {
            assert.match(openssl.text(certificate), /ASN1 OID: prime256v1/);
        }
        const keys = [root, ...certificatesIn(server), ...certificatesIn(client)].map(
            (certificate) =>
                new X509Certificate(certificate).publicKey.export({ type: "spki", format: "pem" }) as string,
        );
        assert.equal(new Set(keys).size, 5);
    });

    it("lives as the published lifetimes say", () => {
        const [leaf = "", intermediate = ""] = certificatesIn(server);
        const hours = [root, intermediate, leaf].map((pem) => {
            const { validFrom, validTo } = new X509Certificate(pem);
            return (Date.parse(validTo) - Date.parse(validFrom)) / 3_600_000;
        });
        assert.deepEqual(hours, [87600, 8760, 2160]);
    });
});

describe("Renewal of a chain that is generated here", function () {
    this.timeout(120_000);

    it(`never lets one end while \`up\` runs every ${daysBetweenRuns} days, for two years: neither leaf nor intermediate [NM-7]`, async () => {
        const stack = new IssuingStack();
        const start = Date.now();
        const seen = { intermediate: new Set<string>(), leaf: new Set<string>() };
        let shortest = Number.POSITIVE_INFINITY;
        for (let days = 0; days < 2 * 365; days += daysBetweenRuns) {
            const now = start + days * day;
            const made = await stack.up(chain, new Date(now));
            const root = await textOf(made.root.certificate);
            const [leaf = "", intermediate = ""] = certificatesIn(await textOf(made.server.chain));
            seen.intermediate.add(intermediate);
            seen.leaf.add(leaf);
            const [leafEnd, ...above] = [leaf, intermediate, root].map((pem) =>
                Date.parse(new X509Certificate(pem).validTo),
            );
            assert.ok(
                leafEnd !== undefined && above.every((end) => end >= leafEnd),
                "nothing above a leaf ends before it",
            );
            shortest = Math.min(shortest, (leafEnd - now) / day - daysBetweenRuns);
            assert.ok(
                new X509Certificate(intermediate).verify(new X509Certificate(root).publicKey) &&
                    new X509Certificate(leaf).verify(new X509Certificate(intermediate).publicKey),
                `the chain of day ${days} holds together`,
            );
        }
        assert.ok(shortest >= 14, `two weeks are left before the next run, for an alert: ${shortest} days`);
        assert.ok(seen.intermediate.size > 2 && seen.leaf.size > 2 * 4, "they were renewed");
    });

    it("begins early enough for two runs, above before below, so that no issuer ends before what it signs [NM-7]", () => {
        const { root, intermediate, leaf } = generatedLifetimes;
        const run = daysBetweenRuns * 24;
        assert.ok(leaf.earlyRenewalHours > run);
        assert.ok(intermediate.earlyRenewalHours - run >= leaf.validityPeriodHours);
        assert.ok(root.earlyRenewalHours >= intermediate.validityPeriodHours);
    });

    it("of the root keeps its key, so that clients with the old one verify what the new one signs [NM-8]", async () => {
        const stack = new IssuingStack();
        const start = Date.now();
        const old = await textOf((await stack.up(chain, new Date(start))).root.certificate);
        const later = await stack.up(
            chain,
            new Date(start + (generatedLifetimes.root.validityPeriodHours - 8000) * 3_600_000),
        );
        const renewed = await textOf(later.root.certificate);
        assert.notEqual(renewed, old);
        const [, intermediate = ""] = certificatesIn(await textOf(later.server.chain));
        for (const root of [old, renewed]) {
            assert.ok(new X509Certificate(intermediate).verify(new X509Certificate(root).publicKey));
            assert.ok(new X509Certificate(intermediate).checkIssued(new X509Certificate(root)));
        }
    });

    it("changes nothing on the day after", async () => {
        const stack = new IssuingStack();
        const start = Date.now();
        const before = await textOf((await stack.up(chain, new Date(start))).server.chain);
        const after = await textOf((await stack.up(chain, new Date(start + day))).server.chain);
        assert.equal(after, before);
    });
});
