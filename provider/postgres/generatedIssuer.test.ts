import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { IssuingStack } from "../kubernetes/issuing.test";
import { openSsl } from "../kubernetes/openssl.test";
import { meet } from "./handshake.test";
import { make, content, certificatesIn, namesOf, type Made } from "./issuedCertificates.test";
import type { PostgresTlsArgs } from "./tlsArguments";

describe("Certificates that are generated", function () {
    this.timeout(60_000);
    const openssl = openSsl();
    const generated: PostgresTlsArgs = { issuer: "generated" };

    it("are all that the operator needs, so that it issues none", async () => {
        const made = await make(generated);
        assert.deepEqual(made.fields, {
            serverCASecret: "orders-generated-server-ca",
            serverTLSSecret: "orders-generated-server",
            clientCASecret: "orders-generated-client-ca",
            replicationTLSSecret: "orders-generated-replication",
        });
        for (const name of ["orders-generated-server", "orders-generated-replication"]) {
            assert.equal(made.secrets[name]?.type, "kubernetes.io/tls");
        }
    });

    it("leave no key of a CA in the namespace, and of CAs the roots alone [NM-9]", async () => {
        const made = await make(generated);
        for (const name of ["orders-generated-server-ca", "orders-generated-client-ca"]) {
            assert.deepEqual(made.secrets[name]?.content, { "ca.crt": made.caCertificate });
        }
        const [root = ""] = certificatesIn(made.caCertificate);
        assert.equal(certificatesIn(made.caCertificate).length, 1);
        assert.equal(new X509Certificate(root).subject, new X509Certificate(root).issuer);
    });

    it("have a server's leaf and intermediate, which clients with the root verify under every name of the database [NM-4] [NM-9]", async () => {
        const made = await make(
            { ...generated, serverNames: ["db.example.org"] },
            { services: ["orders-service"], pooler: "orders-pooler" },
        );
        const chain = content(made, "orders-generated-server", "tls.crt");
        assert.equal(certificatesIn(chain).length, 2);
        const services = ["orders-rw", "orders-r", "orders-ro", "orders-service", "orders-pooler"];
        const names = services.flatMap((service) => [
            service,
            `${service}.shop`,
            `${service}.shop.svc`,
            `${service}.shop.svc.cluster.local`,
        ]);
        assert.deepEqual(namesOf(chain), [...names, "db.example.org"]);
        for (const name of [...names, "db.example.org"]) {
            assert.match(
                openssl.verify(chain, made.caCertificate, "-purpose", "sslserver", "-verify_hostname", name),
                /: OK/,
            );
        }
    });

    it("have a replica's under the name that pg_hba maps, which proves no server [NM-3] [NM-5] [UM-6]", async () => {
        const made = await make(generated);
        const chain = content(made, "orders-generated-replication", "tls.crt");
        assert.equal(new X509Certificate(chain).subject, "CN=streaming_replica");
        const roots = content(made, "orders-generated-client-ca", "ca.crt");
        assert.match(openssl.verify(chain, roots, "-purpose", "sslclient"), /: OK/);
        assert.throws(() => openssl.verify(chain, roots, "-purpose", "sslserver"), /unsuitable certificate purpose/);
    });

    it("have one for each user who shows one, under its name, and for all when all must [NM-4] [UM-5]", async () => {
        const some = await make(generated);
        assert.equal(some.certificates["app"], undefined);
        const all = await make({ ...generated, clientCertificates: "required" });
        for (const [made, user] of [
            [some, "batch_job"],
            [all, "batch_job"],
            [all, "app"],
        ] as const) {
            const { certificate, privateKey } = made.certificates[user] ?? assert.fail(`${user} has one`);
            assert.equal(new X509Certificate(certificate).subject, `CN=${user}`);
            assert.match(openssl.verify(certificate, made.caCertificate, "-purpose", "sslclient"), /: OK/);
            assert.match(privateKey, /^-----BEGIN PRIVATE KEY-----/, "PKCS #8, as pgjdbc wants it");
        }
    });

    it("carry a TLS 1.3 connection in which each side verifies the other by the root [NM-3] [NM-4]", async () => {
        const made = await make(generated);
        const { certificate, privateKey } = made.certificates["batch_job"] ?? assert.fail();
        const met = await meet(
            {
                cert: content(made, "orders-generated-server", "tls.crt"),
                key: content(made, "orders-generated-server", "tls.key"),
                ca: content(made, "orders-generated-client-ca", "ca.crt"),
            },
            { cert: certificate, key: privateKey, ca: made.caCertificate, servername: "orders-rw.shop.svc" },
        );
        assert.deepEqual(met, { protocol: "TLSv1.3", user: "batch_job", refused: undefined, sent: 2 });
    });

    it("refuse a client that another root vouches for, whatever its name [NM-4] [UM-5]", async () => {
        const [made, stranger] = [await make(generated), await make(generated)];
        const { certificate, privateKey } = stranger.certificates["batch_job"] ?? assert.fail();
        const met = await meet(
            {
                cert: content(made, "orders-generated-server", "tls.crt"),
                key: content(made, "orders-generated-server", "tls.key"),
                ca: content(made, "orders-generated-client-ca", "ca.crt"),
            },
            { cert: certificate, key: privateKey, ca: made.caCertificate, servername: "orders-rw.shop.svc" },
        );
        assert.equal(met.user, "batch_job");
        assert.match(met.refused ?? "", /^UNABLE_TO_GET_ISSUER_CERT/);
    });

    it("let the key sign PgBouncer's certificate that may: that of the intermediate for clients, never the root's", async () => {
        const made = await make(generated, { pooler: "orders-pooler" });
        const { "ca.crt": bundle = "", "ca.key": key = "" } = made.secrets["orders-generated-client-ca"]?.content ?? {};
        assert.match(key, /^-----BEGIN EC PRIVATE KEY-----/);
        const [signer = ""] = certificatesIn(bundle);
        assert.notEqual(new X509Certificate(signer).subject, new X509Certificate(signer).issuer);
        const leaf = signedBy(openssl, signer, key, "cnpg_pooler_pgbouncer", "clientAuth");
        assert.match(openssl.verify(leaf, bundle, "-purpose", "sslclient"), /: OK/);
        const server = signedBy(openssl, signer, key, "orders-rw", "serverAuth");
        assert.throws(() => openssl.verify(server + signer, made.caCertificate, "-purpose", "sslserver"), /purpose/);
    });

    it("change their root in steps, none of which breaks with the one before: server, replica, user and PgBouncer [NM-8] [UM-6]", async () => {
        const stack = new IssuingStack();
        const steps: Made[] = [];
        for (const roots of [["1"], ["1", "2"], ["2", "1"], ["2"]]) {
            steps.push(await make({ ...generated, roots }, { stack, pooler: "orders-pooler" }));
        }
        const signed = (made: Made) => {
            const { "ca.crt": bundle = "", "ca.key": key = "" } =
                made.secrets["orders-generated-client-ca"]?.content ?? {};
            return signedBy(openssl, certificatesIn(bundle)[0] ?? "", key, "cnpg_pooler_pgbouncer", "clientAuth");
        };
        const pooler = signed(steps[0] ?? assert.fail());
        steps.forEach((after, index) => {
            const before = steps[index - 1] ?? after;
            for (const [shows, verifies] of [
                [after, after],
                [before, after],
                [after, before],
            ] as const) {
                const roots = verifies.caCertificate;
                const server = content(shows, "orders-generated-server", "tls.crt");
                assert.match(openssl.verify(server, roots, "-purpose", "sslserver"), /: OK/);
                const clientRoots = content(verifies, "orders-generated-client-ca", "ca.crt");
                for (const client of [
                    content(shows, "orders-generated-replication", "tls.crt"),
                    shows.certificates["batch_job"]?.certificate ?? "",
                ]) {
                    assert.match(openssl.verify(client, clientRoots, "-purpose", "sslclient"), /: OK/);
                }
            }
            // The operator does not sign it anew, so that of the first step has to last.
            const clientRoots = content(after, "orders-generated-client-ca", "ca.crt");
            assert.match(openssl.verify(pooler, clientRoots, "-purpose", "sslclient"), /: OK/);
        });
        const [first, , , last] = steps;
        assert.throws(
            () => openssl.verify(content(last!, "orders-generated-server", "tls.crt"), first!.caCertificate),
            /error/,
            "the root did change",
        );
        assert.notEqual(
            content(last!, "orders-generated-server", "tls.key"),
            content(first!, "orders-generated-server", "tls.key"),
            "and so did the server's key",
        );
    });

    it("trust a root of before when they verify servers, and not when they let clients in [NM-8] [UM-6]", async () => {
        const company = (await make({})).caCertificate;
        const made = await make({ ...generated, previousCa: company });
        assert.ok(made.caCertificate.endsWith(company));
        assert.ok(content(made, "orders-generated-server-ca", "ca.crt").endsWith(company));
        assert.ok(!content(made, "orders-generated-client-ca", "ca.crt").includes(company));
    });

    it("have the operator's root, so that clients notice no change of issuer", async () => {
        const stack = new IssuingStack();
        const before = await make({}, { stack });
        const after = await make(generated, { stack });
        assert.equal(after.caCertificate, before.caCertificate);
    });
});

function signedBy(
    openssl: ReturnType<typeof openSsl>,
    ca: string,
    key: string,
    commonName: string,
    purpose: string,
): string {
    const own = openssl.file(
        "signed.key",
        openssl.run("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"),
    );
    const request = openssl.run("req", "-new", "-key", own, "-subj", `/CN=${commonName}`);
    const extensions = [
        "basicConstraints=critical,CA:FALSE",
        "keyUsage=critical,digitalSignature",
        `extendedKeyUsage=${purpose}`,
        "authorityKeyIdentifier=keyid",
    ];
    return openssl.run(
        ...["x509", "-req", "-in", openssl.file("signed.csr", request), "-set_serial", "7", "-days", "1"],
        ...["-CA", openssl.file("signer.crt", ca), "-CAkey", openssl.file("signer.key", key)],
        ...["-extfile", openssl.file("signed.extensions", extensions.join("\n"))],
    );
}
