import { readFileSync } from "node:fs";
import type { RecordedEvidence } from "../compliance/evidence";
import { reportForTests } from "./report";
import type { ComplianceReport } from "../report/report";

/** Text that is markup to a browser, to Markdown or to a terminal, wherever a stranger can put one. */
export const hostile = `<img src=x onerror=alert(1)>"'\`](javascript:alert(1))\u202e`;

/** A piece of evidence for SSC-4 with everything that evidence can have. */
const scan: RecordedEvidence = {
    control: "SSC-4",
    statement: `Scan ${hostile}`,
    link: "javascript:alert(1)",
    date: "2026-11-26",
    owner: hostile,
    verdict: "refutes",
    objection: "A scan found 1 HIGH or CRITICAL vulnerability in x.",
    file: "evidence.yaml",
    line: 2,
    scan: [
        {
            tool: "Trivy",
            image: hostile,
            digests: [],
            serious: [{ id: hostile, severity: "HIGH", package: hostile, installed: "1", fixed: "" }],
            others: 3,
            suppressed: 1,
        },
    ],
};

const tests: RecordedEvidence = {
    control: "SSC-1",
    statement: "The regression tests passed",
    link: "https://ci.example.org/runs/812",
    date: "2026-11-01",
    owner: "platform",
    verdict: "shows",
    file: "evidence.yaml",
    line: 9,
};

const old: RecordedEvidence = {
    ...tests,
    control: "D-1",
    date: "2025-01-01",
    verdict: "outdated",
    objection: "The evidence is 695 days old; it counts for 365.",
};

const waivers = `waivers:
  - rule: postgres-superuser-access
    resource: Cluster/shop/orders
    reason: ${JSON.stringify(`the nightly export ${hostile}`)}
    owner: data-platform
    ticket: SEC-812
    expires: 2027-03-31
  - rule: postgres-audit-log
    resource: Cluster/shop/gone
    reason: it is gone
    owner: data-platform
    expires: 2026-03-31
`;

/** Two databases and an object of none, with every status there is, and hostile text in names, waivers and evidence. */
export function everyStatus(): ComplianceReport {
    const weak = readFileSync("examples/audit/weak.yaml", "utf8");
    const other = `apiVersion: v1
kind: Secret
metadata: { name: ${JSON.stringify(hostile)}, namespace: elsewhere, labels: { app.kubernetes.io/name: postgresql } }
stringData: { postgres-password: changeme }
---
apiVersion: psmdb.percona.com/v1
kind: PerconaServerMongoDB
metadata: { name: docs, namespace: docs }
spec: {}
`;
    return reportForTests(
        { "weak.yaml": weak, "other.yaml": other },
        {
            waivers,
            evidence: [scan, tests, old, { ...tests, control: "D-2", database: "Cluster/shop/gone" }],
            off: new Map([["postgres-image-pinned", "the registry is immutable"]]),
        },
    );
}
