import assert from "node:assert/strict";
import { make } from "./issuedCertificates.test";

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
