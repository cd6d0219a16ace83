import assert from "node:assert/strict";
import fc from "fast-check";
import { readSarif } from "./sarif";
import { readTrivy } from "./trivy";
import type { Scan } from "./scan";

const digest = `sha256:${"ab".repeat(32)}`;

function onlyImage(scan: Scan) {
    assert.ok("images" in scan, "problem" in scan ? scan.problem : "");
    return scan.images[0] ?? assert.fail();
}

describe("a report of Trivy", () => {
    it("names the image, its digests, what is HIGH and CRITICAL, and how many others there are", () => {
        const scan = readTrivy({
            SchemaVersion: 2,
            CreatedAt: "2026-11-20T04:11:00.123456789Z",
            ArtifactName: "ghcr.io/x/postgresql:17",
            ArtifactType: "container_image",
            Metadata: { RepoDigests: [`ghcr.io/x/postgresql@${digest}`] },
            Results: [
                {
                    Target: "debian",
                    Class: "os-pkgs",
                    Vulnerabilities: [
                        {
                            VulnerabilityID: "CVE-1",
                            PkgName: "libssl3",
                            InstalledVersion: "3.0",
                            FixedVersion: "3.1",
                            Severity: "HIGH",
                        },
                        { VulnerabilityID: "CVE-2", PkgName: "zlib", InstalledVersion: "1", Severity: "UNKNOWN" },
                    ],
                },
                {
                    Target: "app",
                    Class: "lang-pkgs",
                    Vulnerabilities: null,
                    ExperimentalModifiedFindings: [{ Type: "vulnerability", Status: "not_affected" }],
                },
            ],
        });
        assert.equal("made" in scan && scan.made, "2026-11-20");
        assert.deepEqual(onlyImage(scan), {
            tool: "Trivy",
            image: "ghcr.io/x/postgresql:17",
            digests: [digest],
            serious: [{ id: "CVE-1", severity: "HIGH", package: "libssl3", installed: "3.0", fixed: "3.1" }],
            others: 1,
            suppressed: 1,
        });
    });

    it("of another version is refused", () => {
        assert.match((readTrivy({ SchemaVersion: 1 }) as { problem: string }).problem, /SchemaVersion is 1/);
    });
});

describe("a SARIF log", () => {
    const log = (rule: object, result: object, run: object = {}): object => ({
        version: "2.1.0",
        runs: [
            {
                tool: { driver: { name: "Scanner", rules: [{ id: "CVE-1", ...rule }] } },
                results: [
                    {
                        ruleId: "CVE-1",
                        ruleIndex: 0,
                        message: { text: "Package: zlib\nInstalled Version: 1\nFixed Version: 2" },
                        ...result,
                    },
                ],
                properties: { imageName: "postgres:17", repoDigests: [`postgres@${digest}`] },
                ...run,
            },
        ],
    });

    it("is read by its rules' tags, their scores, or the level of its results", () => {
        const severity = (rule: object, result: object = {}): string | undefined =>
            onlyImage(readSarif(log(rule, result))).serious[0]?.severity;
        assert.equal(severity({ properties: { tags: ["vulnerability", "security", "HIGH"] } }), "HIGH");
        assert.equal(severity({ properties: { tags: ["MEDIUM"], "security-severity": "9.8" } }), undefined);
        assert.equal(severity({ properties: { "security-severity": "9.0" } }), "CRITICAL");
        assert.equal(severity({ properties: { "security-severity": "7.0" } }), "HIGH");
        assert.equal(severity({ properties: { "security-severity": "6.9" } }, { level: "error" }), undefined);
        assert.equal(severity({}, { level: "error" }), "HIGH");
        assert.equal(severity({ defaultConfiguration: { level: "error" } }), "HIGH");
        assert.equal(severity({}), undefined, "a result without a level is a warning");
    });

    it("names image, digests, package and versions", () => {
        assert.deepEqual(onlyImage(readSarif(log({ properties: { tags: ["CRITICAL"] } }, {}))), {
            tool: "Scanner",
            image: "postgres:17",
            digests: [digest],
            serious: [{ id: "CVE-1", severity: "CRITICAL", package: "zlib", installed: "1", fixed: "2" }],
            others: 0,
            suppressed: 0,
        });
    });

    it("leaves out what was suppressed and accepted, and says how much; not what is under review", () => {
        const bad = { properties: { tags: ["HIGH"] } };
        const accepted = onlyImage(readSarif(log(bad, { suppressions: [{ kind: "external", status: "accepted" }] })));
        assert.deepEqual([accepted.serious.length, accepted.suppressed], [0, 1]);
        const open = onlyImage(readSarif(log(bad, { suppressions: [{ kind: "external", status: "underReview" }] })));
        assert.deepEqual([open.serious.length, open.suppressed], [1, 0]);
    });

    it("of a scan that did not end well is refused", () => {
        const broken = readSarif(log({}, {}, { invocations: [{ executionSuccessful: false }] }));
        assert.match((broken as { problem: string }).problem, /did not end well/);
        assert.match((readSarif({ version: "2.1.0", runs: [] }) as { problem: string }).problem, /no run/);
    });
});

it("whatever JSON stands in a scan, reading it throws nothing", () => {
    const shaped = fc.record({
        SchemaVersion: fc.constantFrom(2, "2", null),
        version: fc.constantFrom("2.1.0", 2),
        Results: fc.oneof(fc.jsonValue(), fc.array(fc.record({ Vulnerabilities: fc.array(fc.jsonValue()) }))),
        runs: fc.oneof(
            fc.jsonValue(),
            fc.array(
                fc.record({ tool: fc.jsonValue(), results: fc.array(fc.jsonValue()), properties: fc.jsonValue() }),
            ),
        ),
    });
    fc.assert(
        fc.property(fc.oneof(fc.jsonValue(), shaped), (value) => {
            readTrivy(value);
            readSarif(value);
        }),
    );
});
