import assert from "node:assert/strict";
import { unknown, type Known } from "../core/known";
import { openSsl } from "../kubernetes/openssl.test";
import type { PostgresTlsArgs, TlsIssuer } from "./tlsArguments";
import { tlsProblems } from "./tlsProblems";
import type { PostgresUserArgs } from "./userArguments";

type Tls = Known<PostgresTlsArgs>;
type User = Known<PostgresUserArgs>;

const provided = { serverSecret: "s", serverCaSecret: "sc", replicationSecret: "r", clientCaSecret: "cc" };
const certManager = { issuerName: "company" };
const waiver = { reason: "legacy ETL", owner: "data", expires: "2027-03-31" };

describe("tls", () => {
    const openssl = openSsl();
    let ca = "";
    let complete: Record<TlsIssuer, Tls>;

    before(() => {
        const key = openssl.file("ca.key", openssl.run("genpkey", "-algorithm", "ED25519"));
        ca = openssl.run("req", "-x509", "-new", "-key", key, "-subj", "/CN=company", "-days", "2");
        complete = {
            operator: {},
            generated: { issuer: "generated" },
            certManager: { issuer: "certManager", certManager, ca },
            provided: { issuer: "provided", provided, ca },
        };
    });

    function problemsOf(tls: Tls, ...users: Partial<User>[]): string[] {
        const all = users.map((user, index): User => ({
            name: `user${index}`,
            database: "orders",
            access: "read",
            from: [{ podLabels: { app: "api" } }],
            ...user,
        }));
        return tlsProblems(tls, all, "orders").map(({ path, reason }) => `${path}: ${reason}`);
    }

    function problemOf(tls: Tls, ...users: Partial<User>[]): string {
        const [problem, ...more] = problemsOf(tls, ...users);
        assert.deepEqual(more, []);
        return problem ?? assert.fail("there is a problem");
    }

    for (const issuer of ["operator", "generated", "certManager", "provided"] as const) {
        it(`is accepted with issuer "${issuer}" and what belongs to it [NM-7]`, () => {
            assert.deepEqual(problemsOf({ ...complete[issuer], previousCa: ca, minimumVersion: "1.2" }, {}), []);
        });
    }

    it("is accepted while its certificates are not known", () => {
        assert.deepEqual(problemsOf({ ...complete.certManager, ca: unknown, previousCa: unknown }), []);
    });

    it("needs with an issuer of yours what is known to you alone, and is told all of it at once [NM-8]", () => {
        assert.deepEqual(problemsOf({ issuer: "certManager" }), [
            'tls.certManager: is required with issuer "certManager": name the issuer that cert-manager takes, { issuerName }',
            'tls.ca: is required with issuer "certManager": write the root certificate of that issuer in PEM, which clients verify the servers by',
        ]);
        assert.deepEqual(problemsOf({ issuer: "provided" }), [
            'tls.provided: is required with issuer "provided": name the four Secrets, { serverSecret, serverCaSecret, replicationSecret, clientCaSecret }',
            'tls.ca: is required with issuer "provided": write the root certificate of the servers in PEM, which clients verify them by',
        ]);
    });

    const misplaced: [argument: string, issuer: TlsIssuer, tls: () => Tls, problem: RegExp][] = [
        [
            "certManager",
            "operator",
            () => ({ certManager }),
            /^tls\.certManager: does not go with issuer "operator": take it out, or write issuer: "certManager"$/,
        ],
        [
            "provided",
            "generated",
            () => ({ provided }),
            /^tls\.provided: does not go with issuer "generated": take it out, or write issuer: "provided"$/,
        ],
        [
            "ca",
            "operator",
            () => ({ ca }),
            /^tls\.ca: does not go with issuer "operator": the root is made here \(output caCertificate\): take it out, or write a root that clients trust besides as previousCa$/,
        ],
        [
            "roots",
            "certManager",
            () => ({ roots: ["2"] }),
            /^tls\.roots: does not go with issuer "certManager": no root is made here: take it out, and change your root by ca and previousCa$/,
        ],
        ["roots", "provided", () => ({ roots: ["1", "2"] }), /^tls\.roots: does not go with issuer "provided"/],
        [
            "serverNames",
            "provided",
            () => ({ serverNames: ["db.example.org"] }),
            /^tls\.serverNames: does not go with issuer "provided": the certificate is yours: take it out, and put these names into that$/,
        ],
    ];
    for (const [argument, issuer, tls, problem] of misplaced) {
        it(`has no ${argument} with issuer "${issuer}", which does not read it`, () => {
            assert.match(problemOf({ ...complete[issuer], ...tls() }), problem);
        });
    }

    it("names roots in PEM [NM-8]", () => {
        assert.match(problemOf({ ...complete.provided, ca: "ca.pem" }), /^tls\.ca: is no certificate in PEM/);
        assert.match(problemOf({ previousCa: "old" }), /^tls\.previousCa: is no certificate in PEM/);
    });

    it("names the roots that are made here as children can be named, each once", () => {
        assert.deepEqual(problemsOf({ roots: ["1", "2", "2027-q1"] }), []);
        assert.match(
            problemOf({ roots: ["1", ""] }),
            /^tls\.roots\[1\]: "" cannot be the name of a root; write up to 20/,
        );
        assert.match(problemOf({ roots: ["New"] }), /^tls\.roots\[0\]: "New" cannot be the name of a root/);
        assert.match(problemOf({ roots: ["x".repeat(21)] }), /cannot be the name of a root/);
        assert.match(
            problemOf({ roots: ["1", "2", "1"] }),
            /^tls\.roots\[2\]: "1" is in the list already; write it once$/,
        );
    });

    for (const name of [
        "",
        "DB.example.org",
        "*.example.org",
        "db.example.org:5432",
        "10.0.0.1",
        "2001:db8::1",
        "a_b",
        "db..org",
    ]) {
        it(`takes "${name}" for no host name`, () => {
            assert.match(
                problemOf({ serverNames: ["db.example.org", name] }),
                /^tls\.serverNames\[1\]: ".*" is no host name; write one in lower case, without a port, "\*" or an address, for example db\.example\.org$/,
            );
        });
    }

    it("names each host once", () => {
        assert.deepEqual(problemsOf({ serverNames: ["db.example.org", "localhost", "xn--bcher-kva.example"] }), []);
        assert.match(
            problemOf({ serverNames: ["a.org", "a.org"] }),
            /^tls\.serverNames\[1\]: "a\.org" is in the list already/,
        );
    });

    it("asks cert-manager for no longer than the audit lets pass", () => {
        const asked = (hours: number): Tls => ({ ...complete.certManager, certManager: { ...certManager, hours } });
        assert.deepEqual(problemsOf(asked(9552)), []);
        assert.equal(
            problemOf(asked(9553)),
            "tls.certManager.hours: is 9553; write at most 9552 (398 days), or leave it out",
        );
        assert.match(
            problemOf({ ...complete.certManager, certManager: { issuerName: "" } }),
            /^tls\.certManager\.issuerName: is empty/,
        );
    });

    it("names Secrets as Kubernetes does", () => {
        assert.equal(
            problemOf({ ...complete.provided, provided: { ...provided, clientCaSecret: "Client_CA" } }),
            'tls.provided.clientCaSecret: "Client_CA" cannot be the name of a Secret; write lower-case letters, digits, "-" and ".", with a letter or digit at both ends',
        );
        const dotted = { ...provided, serverSecret: "orders.example.org" };
        assert.deepEqual(problemsOf({ ...complete.provided, provided: dotted }), []);
    });

    it("asks no certificate of clients that may come without TLS [NM-4]", () => {
        assert.equal(
            problemOf({ allowPlaintext: waiver, clientCertificates: "required" }),
            'tls.allowPlaintext: lets clients in without TLS, which can show no certificate, but clientCertificates is "required": take one of the two out',
        );
        assert.deepEqual(problemsOf({ allowPlaintext: waiver }), []);
    });

    const elsewhere: Partial<User> = {
        name: "batch",
        from: [{ podLabels: { app: "api" } }, { namespace: "shop", podLabels: { app: "batch" } }],
    };

    for (const issuer of ["operator", "certManager"] as const) {
        it(`promises nobody a certificate that issuer "${issuer}" keeps in another namespace [UM-5]`, () => {
            assert.equal(
                problemOf(complete[issuer], {}, { ...elsewhere, clientCertificate: true }),
                'users[1].from[1].namespace: "shop" is not the database\'s namespace "orders", where CloudNativePG keeps the certificate of "batch" (clientCertificate): write tls.issuer: "generated", which puts it into the connection Secret, or connectionSecret: false here and bring it there yourself',
            );
            assert.match(
                problemOf({ ...complete[issuer], clientCertificates: "required" }, {}, elsewhere),
                /of "batch" \(tls\.clientCertificates: "required" asks it to show one\): write tls\.issuer: "generated"/,
            );
            const own = [{ namespace: "orders", podLabels: { app: "api" } }, { cidr: "10.20.0.0/16" }];
            const brought = [{ namespace: "shop", podLabels: { app: "api" }, connectionSecret: false }];
            for (const from of [own, brought]) {
                assert.deepEqual(problemsOf(complete[issuer], { clientCertificate: true, from }), []);
            }
        });
    }

    for (const issuer of ["generated", "provided"] as const) {
        it(`lets clients of any namespace show certificates with issuer "${issuer}" [UM-5]`, () => {
            assert.deepEqual(
                problemsOf({ ...complete[issuer], clientCertificates: "required" }, elsewhere, {
                    ...elsewhere,
                    clientCertificate: true,
                }),
                [],
            );
        });
    }
});
