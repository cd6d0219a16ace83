import assert from "node:assert/strict";
import type { RecordedEvidence } from "../../compliance/evidence";
import { EvidenceError, readEvidence } from "./evidenceFile";

const now = new Date("2026-11-27T12:00:00Z");

const complete: Readonly<Record<string, string>> = {
    control: "SSC-1",
    statement: "The regression tests passed",
    link: "https://ci.example.org/812",
    date: "2026-11-01",
    owner: "platform",
};

function yaml(...entries: Readonly<Record<string, string | undefined>>[]): string {
    const items = entries.map((entry) =>
        Object.entries({ ...complete, ...entry })
            .filter((pair): pair is [string, string] => pair[1] !== undefined)
            .map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
            .join("\n    "),
    );
    return `evidence:\n${items.map((item) => `  - ${item}\n`).join("")}`;
}

function read(text: string, files: Readonly<Record<string, string>> = {}): readonly RecordedEvidence[] {
    return readEvidence(text, "proof/evidence.yaml", {
        now,
        read: (path) => {
            const content = files[path];
            return content === undefined ? { problem: "is not there" } : { text: content };
        },
    });
}

function problemsOf(text: string, files: Readonly<Record<string, string>> = {}): readonly string[] {
    try {
        read(text, files);
    } catch (problem) {
        if (problem instanceof EvidenceError) {
            return problem.problems;
        }
        throw problem;
    }
    return [];
}

const trivy = (...severities: string[]): string =>
    JSON.stringify({
        SchemaVersion: 2,
        CreatedAt: "2026-11-20T04:00:00Z",
        ArtifactName: "ghcr.io/x/postgresql:17",
        Results: [
            {
                Class: "os-pkgs",
                Vulnerabilities: severities.map((Severity, index) => ({
                    VulnerabilityID: `CVE-${index}`,
                    PkgName: "p",
                    InstalledVersion: "1",
                    Severity,
                })),
            },
        ],
    });

describe("an evidence file", () => {
    it("gives each piece of evidence with its place", () => {
        assert.deepEqual(read(yaml({}, { control: "D-2", database: "Cluster/shop/orders" })), [
            { ...complete, verdict: "shows", file: "proof/evidence.yaml", line: 2 },
            {
                ...complete,
                control: "D-2",
                database: "Cluster/shop/orders",
                verdict: "shows",
                file: "proof/evidence.yaml",
                line: 7,
            },
        ]);
    });

    it("is told everything that is wrong at once, each with its line, its path and what to write", () => {
        const text = yaml(
            { control: "NM-99", date: "2026-13-40" },
            { statement: undefined, owner: " ", trivy: "scan.json" },
            { date: "2027-11-27", database: "orders" },
        ).replace("evidence:", "evidences: []\nevidence:");
        assert.deepEqual(problemsOf(text), [
            "proof/evidence.yaml:1: evidences: there is no such key; write evidence",
            'proof/evidence.yaml:3: evidence[0].control is "NM-99": there is no such control; hardened-db controls lists the 52',
            'proof/evidence.yaml:6: evidence[0].date is "2026-13-40": there is no such day; write YYYY-MM-DD',
            "proof/evidence.yaml:8: evidence[1] has no statement: write control, statement, link, date and owner; also database, trivy or sarif",
            'proof/evidence.yaml:11: evidence[1].owner is " ": write who saw it and answers for it: a person or a team',
            'proof/evidence.yaml:12: evidence[1].trivy is "scan.json": a scan of images is evidence for SSC-3 and SSC-4; write one of them as control',
            'proof/evidence.yaml:16: evidence[2].date is "2027-11-27": it lies in the future; write the day on which it was seen',
            'proof/evidence.yaml:18: evidence[2].database is "orders": write Kind/namespace/name, Kind/name for an object without a namespace, type:token:Here/name or a Pulumi URN',
        ]);
    });

    it("says where YAML ends to be YAML", () => {
        assert.match(problemsOf("evidence: [").join(), /^proof\/evidence\.yaml:\d+: it cannot be read as YAML: /);
    });

    it("counts for a year, and then says so", () => {
        assert.equal(read(yaml({ date: "2025-11-27" }))[0]?.verdict, "shows");
        const [old] = read(yaml({ date: "2025-11-26" }));
        assert.equal(old?.verdict, "outdated");
        assert.equal(old.objection, "The evidence is 366 days old; it counts for 365.");
    });

    it("takes a scan of Trivy, whose own date counts for 30 days", () => {
        const entry = yaml({ control: "SSC-4", trivy: "scans/a.json", date: "2026-11-26" });
        const [fresh] = read(entry, { "proof/scans/a.json": trivy("LOW", "MEDIUM") });
        assert.deepEqual([fresh?.verdict, fresh?.date, fresh?.scan?.[0]?.others], ["shows", "2026-11-20", 2]);
        const stale = trivy().replace("2026-11-20", "2026-10-20");
        const [old] = read(entry, { "proof/scans/a.json": stale });
        assert.deepEqual([old?.verdict, old?.objection], ["outdated", "The scan is 38 days old; it counts for 30."]);
    });

    it("speaks against the control where a scan found something HIGH", () => {
        const [bad] = read(yaml({ control: "SSC-4", trivy: "a.json" }), {
            "proof/a.json": trivy("HIGH", "CRITICAL", "LOW"),
        });
        assert.equal(bad?.verdict, "refutes");
        assert.equal(bad.objection, "A scan found 2 HIGH or CRITICAL vulnerabilities in ghcr.io/x/postgresql:17.");
        assert.deepEqual(
            bad.scan?.[0]?.serious.map(({ id, severity }) => `${severity} ${id}`),
            ["CRITICAL CVE-1", "HIGH CVE-0"],
        );
    });

    it("refuses scans that are not there, no JSON, or no scan", () => {
        const entry = yaml({ control: "SSC-3", trivy: "a.json" });
        const at = "proof/evidence.yaml:7: evidence[0].trivy: proof/a.json";
        assert.deepEqual(problemsOf(entry), [`${at} is not there`]);
        assert.deepEqual(problemsOf(entry, { "proof/a.json": "{" }), [`${at} is no JSON`]);
        assert.match(problemsOf(entry, { "proof/a.json": "[]" }).join(), /it is no report of Trivy/);
        assert.match(problemsOf(entry, { "proof/a.json": '{"SchemaVersion":2}' }).join(), /it lists no package at all/);
    });

    it("takes one report an entry", () => {
        assert.match(
            problemsOf(yaml({ control: "SSC-3", trivy: "a.json", sarif: "b.json" }), { "proof/a.json": trivy() }).join(
                "\n",
            ),
            /evidence\[0\]\.sarif is "b\.json": there is a trivy beside it; write one entry for each report/,
        );
    });
});
