import assert from "node:assert/strict";
import { connect, createServer, type PeerCertificate, type TLSSocket } from "node:tls";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { X509Certificate } from "node:crypto";
import { valueOf } from "../aws/recording.test";
import { IssuingStack } from "../kubernetes/issuing.test";
import { openSsl } from "../kubernetes/openssl.test";
import { databaseCertificates, type CertificateNeeds } from "./certificates";
import type { PostgresTlsArgs } from "./tlsArguments";

const place = { name: "orders", namespace: "shop" };
const child = () => ({});
const app = { name: "app" };
const batch = { name: "batch_job", clientCertificate: true };

interface Made {
    fields: Record<string, unknown>;
    caCertificate: string;
    /** Content of Secrets, by their names in Kubernetes. */
    secrets: Record<string, { type: unknown; content: Record<string, string> }>;
    certificates: Record<string, { certificate: string; privateKey: string } | undefined>;
    children: string[];
    /** What ends, and how many days before somebody is told. */
    endings: Record<string, number>;
    certManagerNames: string[];
}

async function make(
    tls: PostgresTlsArgs,
    { stack = new IssuingStack(), ...needs }: Partial<CertificateNeeds> & { stack?: IssuingStack } = {},
): Promise<Made> {
    const users = needs.users ?? [app, batch];
    const made = await stack.up(() =>
        databaseCertificates("orders", place, { services: [], ...needs, users, tls }, child),
    );
    const resolved = Object.entries(made.fields.certificates).map(async ([field, value]) => [
        field,
        Array.isArray(value) || typeof value === "string" ? value : await valueOf(value as typeof made.caCertificate),
    ]);
    const certificates = users.map(async ({ name }) => {
        const own = made.clientCertificate(name);
        return [
            name,
            own && { certificate: await textOf(own.certificate), privateKey: await textOf(own.privateKey) },
        ] as const;
    });
    const secrets = stack.resources.filter(({ type }) => type === "kubernetes:core/v1:Secret");
    return {
        fields: Object.fromEntries(await Promise.all(resolved)) as Record<string, unknown>,
        caCertificate: await textOf(made.caCertificate),
        secrets: Object.fromEntries(
            secrets.map(({ inputs }) => {
                const { metadata, type, stringData } = inputs as {
                    metadata: { name: string; namespace: string; labels: Record<string, string> };
                    type?: string;
                    stringData: Record<string, string>;
                };
                assert.equal(metadata.namespace, "shop");
                assert.equal(metadata.labels["cnpg.io/reload"], "true", "the operator takes a changed one up at once");
                return [metadata.name, { type, content: stringData }];
            }),
        ),
        certificates: Object.fromEntries(await Promise.all(certificates)),
        endings: Object.fromEntries(
            await Promise.all(
                made.endings.map(async ({ what, end, noticeDays }) => {
                    assert.ok(Date.parse(await textOf(end)) > Date.now(), what);
                    return [what, noticeDays] as const;
                }),
            ),
        ),
        certManagerNames: made.certManagerNames,
        children: stack.resources.map(({ type, name }) => `${type.split(":").at(-1) ?? ""} ${name}`).sort(),
    };
}

async function textOf(output: Parameters<typeof valueOf<string>>[0]): Promise<string> {
    return (await valueOf(output)) ?? assert.fail("it is known");
}

function content(made: Made, secret: string, entry: string): string {
    return made.secrets[secret]?.content[entry] ?? assert.fail(`${secret} has ${entry}`);
}

function certificatesIn(bundle: string): string[] {
    return bundle.match(/-----BEGIN[\s\S]*?-----END CERTIFICATE-----\n/g) ?? [];
}

function namesOf(pem: string): string[] {
    return (new X509Certificate(pem).subjectAltName ?? "").split(", ").map((name) => name.replace("DNS:", ""));
}

describe("Certificates that `up` or cert-manager renews", function () {
    this.timeout(60_000);

    it("are told with their ends, and with the day from which on that is overdue, for alerts [MAA-2] [NM-7]", async () => {
        assert.deepEqual((await make({ roots: ["2", "1"] })).endings, {
            "root certificate": 334,
            "root certificate 2": 334,
        });
        assert.deepEqual((await make({ issuer: "generated" })).endings, {
            "root certificate": 334,
            "certificate of the servers": 14,
            "certificate of the replicas": 14,
            "certificate of user batch_job": 14,
        });
        const made = await make({ issuer: "certManager", certManager: { issuerName: "company" }, ca: "ca" });
        assert.deepEqual(made.endings, {});
        assert.deepEqual(made.certManagerNames, ["orders-cert-manager-server"]);
    });
});

describe("Certificates that the operator issues", function () {
    this.timeout(60_000);
    const openssl = openSsl();

    it("come from a root of ours with its key, in the form that the operator signs with; the names of children stay [NM-7]", async () => {
        const made = await make({});
        assert.deepEqual(made.fields, { serverCASecret: "orders-root" });
        assert.deepEqual(made.children, [
            "PrivateKey orders-root-key",
            "Secret orders-root",
            "SelfSignedCert orders-root-certificate",
        ]);
        assert.deepEqual(Object.keys(made.secrets["orders-root"]?.content ?? {}), ["ca.crt", "ca.key"]);
        assert.match(content(made, "orders-root", "ca.key"), /^-----BEGIN EC PRIVATE KEY-----/);
        assert.equal(made.caCertificate, content(made, "orders-root", "ca.crt"));
        assert.match(openssl.verify(made.caCertificate, made.caCertificate), /: OK/);
    });

    it("leave the CA by which replicas and users log in to the operator, which nobody outside signs with [UM-5] [UM-6]", async () => {
        const made = await make({});
        assert.ok(!("clientCASecret" in made.fields) && !("replicationTLSSecret" in made.fields));
        assert.equal(made.certificates["batch_job"], undefined);
    });

    it("carry the names of PgBouncer's Service and those that are asked for, and of the others what the operator adds by itself", async () => {
        const { fields } = await make(
            { serverNames: ["db.example.org"] },
            { services: ["orders-service"], pooler: "orders-pooler" },
        );
        assert.deepEqual(fields["serverAltDNSNames"], [
            "orders-pooler",
            "orders-pooler.shop",
            "orders-pooler.shop.svc",
            "orders-pooler.shop.svc.cluster.local",
            "db.example.org",
        ]);
    });

    it("change their root in three steps, in which the first one signs and all are trusted [NM-8]", async () => {
        const stack = new IssuingStack();
        const first = await make({}, { stack });
        const both = await make({ roots: ["1", "2"] }, { stack });
        const turned = await make({ roots: ["2", "1"] }, { stack });
        const last = await make({ roots: ["2"] }, { stack });
        const [one = "", two = ""] = certificatesIn(both.caCertificate);
        assert.deepEqual([one], certificatesIn(first.caCertificate));
        assert.equal(turned.caCertificate, two + one);
        assert.equal(last.caCertificate, two);
        const signers = [first, both, turned, last].map((made) => {
            const [signer = ""] = certificatesIn(content(made, "orders-root", "ca.crt"));
            assert.equal(
                made.caCertificate,
                content(made, "orders-root", "ca.crt"),
                "servers trust what clients trust",
            );
            const key = openssl.file("ca.key", content(made, "orders-root", "ca.key"));
            assert.equal(
                openssl.run("pkey", "-in", key, "-pubout"),
                openssl.run("x509", "-in", openssl.file("signer.pem", signer), "-noout", "-pubkey"),
                "ca.key belongs to the first certificate",
            );
            return signer;
        });
        assert.deepEqual(signers, [one, one, two, two]);
        assert.ok(last.children.includes("PrivateKey orders-root-2-key"), last.children.join());
        assert.notEqual(new X509Certificate(one).subject, new X509Certificate(two).subject);
    });

    it("are issued anew at each of these steps, since a name changes that nobody resolves [NM-8]", async () => {
        const names: unknown[] = [];
        for (const roots of [["1"], ["1", "2"], ["2", "1"], ["2"]]) {
            names.push((await make({ roots })).fields["serverAltDNSNames"]);
        }
        assert.deepEqual(names, [undefined, ["1.2.roots.invalid"], ["2.1.roots.invalid"], ["2.roots.invalid"]]);
    });

    it("are verified by a root of before as well, while that is given [NM-8]", async () => {
        const old = (await make({})).caCertificate;
        const made = await make({ previousCa: old });
        const [own = "", previous = ""] = certificatesIn(made.caCertificate);
        assert.equal(previous, old);
        assert.notEqual(own, old);
        assert.equal(content(made, "orders-root", "ca.crt"), own + previous);
    });
});

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

describe("Certificates of cert-manager", function () {
    this.timeout(60_000);
    const tls = async (): Promise<PostgresTlsArgs> => ({
        issuer: "certManager",
        certManager: { issuerName: "company" },
        ca: (await make({})).caCertificate,
    });

    it("are asked for under every name of the database, and land where the operator looks [NM-4] [NM-7]", async () => {
        const stack = new IssuingStack();
        const made = await make({ ...(await tls()), serverNames: ["db.example.org"] }, { stack });
        const { inputs } = stack.resources.find(({ type }) => type.endsWith(":Certificate")) ?? assert.fail();
        const { spec } = inputs as unknown as { spec: { secretName: string; dnsNames: string[]; issuerRef: object } };
        assert.equal(made.fields["serverTLSSecret"], spec.secretName);
        assert.equal(spec.dnsNames.length, 13);
        assert.ok(spec.dnsNames.includes("orders-rw.shop.svc") && spec.dnsNames.includes("db.example.org"));
        assert.deepEqual(spec.issuerRef, { name: "company", kind: "ClusterIssuer", group: "cert-manager.io" });
    });

    it("are verified by the roots that the program names, by replicas and clients alike [NM-3] [NM-8]", async () => {
        const [ca, previousCa] = [(await make({})).caCertificate, (await make({})).caCertificate];
        const made = await make({ ...(await tls()), ca, previousCa });
        assert.equal(made.caCertificate, ca + previousCa);
        assert.equal(made.fields["serverCASecret"], "orders-cert-manager-server-ca");
        assert.deepEqual(made.secrets["orders-cert-manager-server-ca"]?.content, { "ca.crt": made.caCertificate });
    });

    it("let nobody in: whoever logs in by certificate has it from the operator's own CA, not from one that signs for others [UM-6]", async () => {
        const made = await make(await tls());
        assert.deepEqual(Object.keys(made.fields).sort(), ["serverCASecret", "serverTLSSecret"]);
        assert.equal(made.certificates["batch_job"], undefined);
    });
});

describe("Certificates that are provided", () => {
    it("are named to the operator, and nothing is made [NM-7]", async () => {
        const ca = "-----BEGIN CERTIFICATE-----\n";
        const made = await make({
            issuer: "provided",
            ca,
            provided: {
                serverSecret: "server",
                serverCaSecret: "server-ca",
                replicationSecret: "replication",
                clientCaSecret: "client-ca",
            },
        });
        assert.deepEqual(made.fields, {
            serverTLSSecret: "server",
            serverCASecret: "server-ca",
            replicationTLSSecret: "replication",
            clientCASecret: "client-ca",
        });
        assert.deepEqual(made.children, []);
        assert.equal(made.caCertificate, ca);
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

interface Side {
    cert: string;
    key: string;
    ca: string;
}

/** A server that wants a client's certificate, and a client, over 127.0.0.1. */
async function meet(
    server: Side,
    client: Side & { servername: string },
): Promise<{ protocol: string | null; user: string; refused: string | undefined; sent: number }> {
    // What it thinks of the client is asked for, not acted on: an ended connection tells no reason.
    const policy = { requestCert: true, rejectUnauthorized: false, minVersion: "TLSv1.3" } as const;
    const listening = createServer({ ...server, ...policy }).listen(0, "127.0.0.1");
    try {
        await once(listening, "listening");
        const accepted = once(listening, "secureConnection") as Promise<[TLSSocket]>;
        const socket = connect({ ...client, host: "127.0.0.1", port: (listening.address() as AddressInfo).port });
        try {
            await once(socket, "secureConnect");
            const [theirs] = await accepted;
            return {
                protocol: socket.getProtocol(),
                user: String(theirs.getPeerCertificate().subject.CN),
                refused: theirs.authorized ? undefined : String(theirs.authorizationError),
                sent: certificatesSent(socket.getPeerCertificate(true)),
            };
        } finally {
            socket.destroy();
        }
    } finally {
        listening.close();
    }
}

/** Without the root, which the client had already. */
function certificatesSent(leaf: ReturnType<TLSSocket["getPeerCertificate"]>): number {
    const next = (leaf as PeerCertificate & { issuerCertificate?: PeerCertificate }).issuerCertificate;
    return next === undefined || next.fingerprint256 === leaf.fingerprint256 ? 0 : 1 + certificatesSent(next);
}
