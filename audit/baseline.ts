import Ajv from "ajv";
import { summaryOf } from "./audit";
import type { Finding, Report, Resource } from "./finding";
import { fingerprint } from "./fingerprint";

/** What of an earlier report is read: all that a finding is recognised by. */
interface Baseline {
    readonly findings: readonly Known[];
}

type Known = Pick<Finding, "rule" | "status" | "file" | "path"> & { readonly resource: Resource };

const text = { type: "string" };

const baselineSchema = {
    type: "object",
    required: ["findings"],
    properties: {
        findings: {
            type: "array",
            items: {
                type: "object",
                required: ["rule", "status", "file", "path", "resource"],
                properties: {
                    rule: text,
                    status: { enum: ["fail", "waived", "unknown"] },
                    file: text,
                    path: text,
                    resource: {
                        type: "object",
                        required: ["apiVersion", "kind", "namespace", "name"],
                        properties: { apiVersion: text, kind: text, namespace: text, name: text, urn: text },
                    },
                },
            },
        },
    },
};

const remedy = "make one with the json format of this version";

/**
 * The report without the findings that an earlier report has, each as often as it has it. A finding is known only in its status:
 * what was waived or unknown then and fails now is new, or the end of a waiver would pass unseen.
 */
export function withoutKnown(
    report: Report,
    baseline: unknown,
): { readonly report: Report } | { readonly problem: string } {
    const version: unknown =
        typeof baseline === "object" && baseline !== null && "version" in baseline && baseline.version;
    if (version === false || version === undefined) {
        return { problem: `the baseline is not a report of this tool: ${remedy}` };
    }
    if (version !== 1) {
        return {
            problem: `the baseline is a report of version ${JSON.stringify(version)}, and only version 1 can be read: ${remedy}`,
        };
    }
    const isBaseline = new Ajv().compile<Baseline>(baselineSchema);
    if (!isBaseline(baseline)) {
        const [error] = isBaseline.errors ?? [];
        const where = error === undefined || error.instancePath === "" ? "it" : error.instancePath;
        return { problem: `the baseline is not a whole report: ${where} ${error?.message ?? "is wrong"}; ${remedy}` };
    }
    const known = knownOf(report.findings, baseline.findings);
    const findings = report.findings.filter((finding) => !known.has(finding));
    return { report: { ...report, findings, summary: { ...summaryOf(findings), known: known.size } } };
}

/** Those of the same file first, so that of one resource in two files the other one is left. */
function knownOf(findings: readonly Finding[], baseline: readonly Known[]): ReadonlySet<Finding> {
    const known = new Set<Finding>();
    const left = count(baseline, keyOf);
    const leftInFile = count(baseline, keyInFile);
    const take = (finding: Finding): void => {
        const key = keyOf(finding);
        left.set(key, (left.get(key) ?? 0) - 1);
        known.add(finding);
    };
    for (const finding of findings) {
        const key = keyInFile(finding);
        const rest = leftInFile.get(key) ?? 0;
        if (rest > 0) {
            leftInFile.set(key, rest - 1);
            take(finding);
        }
    }
    for (const finding of findings) {
        if (!known.has(finding) && (left.get(keyOf(finding)) ?? 0) > 0) {
            take(finding);
        }
    }
    return known;
}

function keyOf(finding: Known): string {
    return `${finding.status} ${fingerprint(finding)}`;
}

function keyInFile(finding: Known): string {
    return `${keyOf(finding)} ${finding.file}`;
}

function count(items: readonly Known[], key: (item: Known) => string): Map<string, number> {
    const counts = new Map<string, number>();
    for (const item of items) {
        counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
    }
    return counts;
}
