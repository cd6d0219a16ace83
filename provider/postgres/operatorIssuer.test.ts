import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { IssuingStack } from "../kubernetes/issuing.test";
import { openSsl } from "../kubernetes/openssl.test";
import { make, content, certificatesIn } from "./issuedCertificates.test";

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
