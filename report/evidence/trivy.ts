import type { Vulnerability } from "../../compliance/evidence";
import { digestsIn, listIn, memberOf, textIn, worstFirst, type Scan } from "./scan";

/**
 * A report of `trivy image --format json`, schema version 2 (aquasecurity/trivy pkg/types/report.go): Results with their
 * Vulnerabilities; what .trivyignore or VEX took out stands in ExperimentalModifiedFindings.
 */
export function readTrivy(report: unknown): Scan {
    const version = memberOf(report, "SchemaVersion");
    if (version !== 2) {
        return {
            problem:
                version === undefined
                    ? "it is no report of Trivy (it has no SchemaVersion): write one with trivy image --format json"
                    : `its SchemaVersion is ${textIn(JSON.stringify(version))}: write one of version 2 with a Trivy of 0.20 or newer`,
        };
    }
    const results = listIn(report, "Results");
    if (results.length === 0) {
        return { problem: "it lists no package at all, so it shows nothing: scan with --scanners vuln" };
    }
    const found = results.flatMap((result) => listIn(result, "Vulnerabilities"));
    const serious = found.flatMap(seriousOne);
    const created = textIn(memberOf(report, "CreatedAt")).slice(0, 10);
    return {
        made: /^\d{4}-\d{2}-\d{2}$/.test(created) ? created : undefined,
        images: [
            {
                tool: "Trivy",
                image: textIn(memberOf(report, "ArtifactName")) || "(an image without a name)",
                digests: digestsIn([
                    memberOf(report, "ArtifactName"),
                    ...listIn(memberOf(report, "Metadata"), "RepoDigests"),
                ]),
                serious: worstFirst(serious),
                others: found.length - serious.length,
                suppressed: results.flatMap((result) => listIn(result, "ExperimentalModifiedFindings")).length,
            },
        ],
    };
}

function seriousOne(found: unknown): Vulnerability[] {
    const severity = memberOf(found, "Severity");
    return severity === "HIGH" || severity === "CRITICAL"
        ? [
              {
                  id: textIn(memberOf(found, "VulnerabilityID")),
                  severity,
                  package: textIn(memberOf(found, "PkgName")),
                  installed: textIn(memberOf(found, "InstalledVersion")),
                  fixed: textIn(memberOf(found, "FixedVersion")),
              },
          ]
        : [];
}
