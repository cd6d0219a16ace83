import assert from "node:assert/strict";
import { serverCertificateObject } from "./certManager";

const request = {
    name: "orders-server",
    namespace: "shop",
    secretName: "orders-server",
    secretLabels: { "cnpg.io/reload": "true" },
    commonName: "orders-rw",
    dnsNames: ["orders-rw", "orders-rw.shop"],
    issuer: { name: "company", kind: "ClusterIssuer", group: "cert-manager.io" },
    hours: 2160,
};

describe("A Certificate of cert-manager", () => {
    const { metadata, spec } = serverCertificateObject(request);

    it("is a server's alone, with a new key each time, for the names asked [NM-4] [NM-7]", () => {
        assert.deepEqual(spec["usages"], ["digital signature", "server auth"]);
        assert.deepEqual(spec["privateKey"], {
            algorithm: "ECDSA",
            size: 256,
            encoding: "PKCS8",
            rotationPolicy: "Always",
        });
        assert.deepEqual(spec["dnsNames"], request.dnsNames);
        assert.deepEqual(spec["issuerRef"], request.issuer);
        assert.equal(metadata.namespace, "shop");
    });

    it("lands in a Secret that the operator takes up at once [NM-7]", () => {
        assert.equal(spec["secretName"], "orders-server");
        assert.deepEqual(spec["secretTemplate"], {
            labels: { "app.kubernetes.io/managed-by": "hardened-db", "cnpg.io/reload": "true" },
        });
    });

    const durations: [hours: number, duration: string, renewBefore: string][] = [
        [2160, "2160h0m0s", "720h0m0s"],
        [100, "100h0m0s", "33h20m0s"],
        [1, "1h0m0s", "0h20m0s"],
    ];
    for (const [hours, duration, renewBefore] of durations) {
        it(`of ${hours} hours is renewed when a third is left [NM-7]`, () => {
            const { spec } = serverCertificateObject({ ...request, hours });
            assert.equal(spec["duration"], duration);
            assert.equal(spec["renewBefore"], renewBefore);
        });
    }
});
