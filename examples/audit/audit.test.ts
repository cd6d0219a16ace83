import assert from "node:assert/strict";
import { join } from "node:path";
import type { Finding } from "../../audit/finding";
import { readPaths } from "../../audit/read/read";
import { readSource } from "../../audit/read/source";
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

/** A stack whose one resource is the operator's own chart. */
function chartFindings(values: object): string[] {
    const release = {
        urn: "urn:pulumi:prod::shop::kubernetes:helm.sh/v3:Release::operator",
        type: "kubernetes:helm.sh/v3:Release",
        inputs: {
            chart: "cloudnative-pg",
            repositoryOpts: { repo: "https://cloudnative-pg.github.io/charts" },
            values,
        },
    };
    const state = { version: 3, deployment: { manifest: {}, resources: [{ ...release, custom: true, outputs: {} }] } };
    const { findings, errors } = auditForTests(readSource("stack", JSON.stringify(state)));
    assert.deepEqual(errors, []);
    return findings.flatMap(({ rule, status }) => (status === "fail" ? [rule] : []));
}

describe("CloudNativePG from its official Helm chart", () => {
    it("is judged by its values: the whole cluster as the chart comes, one namespace when it is told so [CN-1, KSI-2]", () => {
        assert.deepEqual(chartFindings({}), ["helm-operator-scope"]);
        assert.deepEqual(chartFindings({ config: { clusterWide: false } }), []);
    });
});

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
