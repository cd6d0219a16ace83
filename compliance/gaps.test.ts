import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { cluster, gapsIn, object } from "../testing/gaps";
import { controlIn, reportForTests } from "../testing/report";

describe("what the checks of a control do not carry is a gap", () => {
    it("none where a variable may yet bring what is missing", () => {
        const open = cluster(
            'managed: "${MANAGED}", storage: { storageClass: "${CLASS}" }, postgresql: { shared_preload_libraries: "${LIBRARIES}", pg_hba: "${HBA}", parameters: "${PARAMETERS}" }',
        );
        for (const control of ["UM-3", "UM-4", "UM-5", "NM-11", "SM-1", "ED-2"] as const) {
            assert.equal(gapsIn(control, [open]), "", control);
        }
    });

    it("which makes a control partial whose checks all pass", () => {
        const hardened = readFileSync("examples/audit/hardened.yaml", "utf8");
        const encrypted = object(
            "storage.k8s.io/v1",
            "StorageClass",
            "encrypted",
            'provisioner: ebs.csi.aws.com\nparameters: { encrypted: "true", kmsKeyId: "arn:aws:kms:x" }',
            "",
        );
        const statusOf = (files: Readonly<Record<string, string>>): string =>
            controlIn(reportForTests(files), "SM-1").status;
        assert.equal(statusOf({ "a.yaml": hardened }), "partial");
        assert.equal(statusOf({ "a.yaml": hardened, "b.yaml": encrypted }), "enforced");
    });

    it("none in what the example of a hardened database sets itself", () => {
        const report = reportForTests({ "a.yaml": readFileSync("examples/audit/hardened.yaml", "utf8") });
        for (const key of ["UM-1", "UM-2", "UM-3", "UM-4", "NM-4", "NM-7", "ED-1", "ED-2", "MAA-3", "CM-5"]) {
            assert.deepEqual(controlIn(report, key).gaps, [], key);
            assert.equal(controlIn(report, key).status, "enforced", key);
        }
    });
});
