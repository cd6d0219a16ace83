import assert from "node:assert/strict";
import { controlIn, reportForTests } from "../testing/report";
import { digest, scanOf } from "../testing/gaps";
import type { RecordedEvidence } from "./evidence";

const cluster = `apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: orders, namespace: shop }
spec: { imageName: "ghcr.io/x/postgresql:17@${digest}" }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: cnpg, namespace: cnpg-system }
spec: { template: { spec: { containers: [{ name: manager, image: "ghcr.io/cloudnative-pg/cloudnative-pg:1.30.1" }] } } }
`;

function shown(evidence: RecordedEvidence): readonly [string, readonly string[]] {
    const { status, gaps } = controlIn(
        reportForTests({ "a.yaml": cluster }, { evidence: [evidence] }),
        evidence.control,
    );
    return [status, gaps];
}

describe("a scan is evidence", () => {
    it("for the image that it is of: by digest where the image has one, else by its name [SSC-3, SSC-4]", () => {
        assert.deepEqual(shown(scanOf("SSC-4", { image: "mirror/postgresql:17", digests: [digest] })), [
            "evidence",
            [],
        ]);
        assert.deepEqual(shown(scanOf("SSC-3", { image: "ghcr.io/cloudnative-pg/cloudnative-pg:1.30.1" })), [
            "evidence",
            [],
        ]);
    });

    it("for no other image: the one without a scan is named", () => {
        assert.deepEqual(shown(scanOf("SSC-4", { image: "ghcr.io/x/postgresql:17" })), [
            "partial",
            [
                `No scan is of ghcr.io/x/postgresql:17@${digest}.`,
                "Scanned instead, and not among what was read: ghcr.io/x/postgresql:17.",
            ],
        ]);
        assert.equal(shown(scanOf("SSC-3", { image: "ghcr.io/cloudnative-pg/cloudnative-pg:1.29.0" }))[0], "partial");
    });
});
