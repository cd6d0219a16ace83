import assert from "node:assert/strict";
import { join } from "node:path";
import type { Finding } from "../../audit/finding";
import { readPaths } from "../../audit/read/read";
import { auditForTests } from "../../testing/audit";

function findingsIn(file: string): readonly Finding[] {
    const report = auditForTests(readPaths([join(__dirname, file)]));
    assert.deepEqual(report.errors, []);
    return report.findings;
}

function failing(file: string): string[] {
    const ids = findingsIn(file).flatMap(({ rule, status }) => (status === "fail" ? [rule] : []));
    return [...new Set(ids)].sort();
}

describe("examples/audit", () => {
    it("the hardened manifests fail no rule", () => {
        assert.deepEqual(failing("hardened.yaml"), []);
    });

    it("the weak ones fail these", () => {
        assert.deepEqual(failing("weak.yaml"), [
            "postgres-audit-log",
            "postgres-backup-deprecated",
            "postgres-backup-encryption",
            "postgres-image-pinned",
            "postgres-log-content",
            "postgres-metrics-tls",
            "postgres-open-network",
            "postgres-plaintext-connections",
            "postgres-static-cloud-keys",
            "postgres-storage-class",
            "postgres-superuser-access",
            "postgres-weak-auth-method",
            "postgres-weak-password",
            "service-exposure",
        ]);
    });
});
