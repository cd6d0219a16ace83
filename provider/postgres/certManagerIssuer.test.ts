import assert from "node:assert/strict";
import { IssuingStack } from "../kubernetes/issuing.test";
import { make } from "./issuedCertificates.test";
import type { PostgresTlsArgs } from "./tlsArguments";

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
