import assert from "node:assert/strict";
import { make } from "./issuedCertificates.test";

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
