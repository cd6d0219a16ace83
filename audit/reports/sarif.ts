import type { Invocation, Location, Log, Notification, ReportingDescriptor, Result } from "sarif";
import type { Severity } from "../../rules/rule";
import type { AuditError, Finding, Report } from "../finding";
import { fingerprint } from "../fingerprint";
import type { ReportContext, RuleText } from "./context";
import { mostSevereFirst, ordered, sortedBy } from "./order";
import { relativeUri } from "./uri";
import { clipped } from "./visible";
import { nameOf, sayingOf, termsOf } from "./wording";

/** Both of SARIF's and of GitHub's scales: it shows an alert as critical above 9, as high above 7, as medium above 4. */
const scales: Readonly<Record<Severity, { level: "error" | "warning" | "note"; security: string }>> = {
    critical: { level: "error", security: "9.5" },
    high: { level: "error", security: "8.0" },
    medium: { level: "warning", security: "5.5" },
    low: { level: "note", security: "3.0" },
};

/** GitHub refuses a rule with more tags, and longer short descriptions. */
const tagsAtMost = 20;
const descriptionAtMost = 1024;

/** SARIF 2.1.0, as code scanning takes it. */
export function sarifReport(report: Report, context: ReportContext): string {
    const { findings, errors } = ordered(report);
    const rules = ruleList(findings, context);
    const indices = new Map(rules.map(({ id }, index) => [id, index]));
    const log: Log = {
        $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        version: "2.1.0",
        runs: [
            {
                tool: {
                    driver: {
                        name: "hardened-db",
                        version: context.version,
                        semanticVersion: context.version,
                        rules,
                    },
                },
                columnKind: "utf16CodeUnits",
                invocations: [invocation(findings, errors, indices)],
                results: results(findings, indices),
            },
        ],
    };
    return `${JSON.stringify(log, null, 2)}\n`;
}

/**
 * All rules and not only those that failed: GitHub compares runs, and the rules of two runs should not differ.
 * It takes the severity of an alert from its rule, so that a repository's own severities have to stand there.
 */
function ruleList(findings: readonly Finding[], { rules }: ReportContext): ReportingDescriptor[] {
    const found = new Map(
        mostSevereFirst(findings)
            .toReversed()
            .map((finding) => [finding.rule, finding]),
    );
    const described = [...rules.values()].map((rule) =>
        describedRule({ ...rule, severity: found.get(rule.id)?.severity ?? rule.severity }),
    );
    const others = [...found.values()].filter(({ rule }) => !rules.has(rule));
    return sortedBy([...described, ...others.map(bareRule)], ({ id }) => [id]);
}

function describedRule({ id, title, why, fix, severity, controls, references }: RuleText): ReportingDescriptor {
    const sources = references.map(({ title, url, version }) => ({ title: `${title} (${version})`, url }));
    const controlList = controls.join(", ");
    return {
        ...bareRule({ rule: id, severity, controls }),
        shortDescription: { text: clipped(title, descriptionAtMost) },
        fullDescription: { text: clipped(why, descriptionAtMost) },
        help: {
            text: [why, `What to do: ${fix}`, `Controls: ${controlList}`]
                .concat(sources.map(({ title, url }) => `${title}: ${url}`))
                .join("\n\n"),
            markdown: [
                why,
                `**What to do:** ${fix}`,
                `**Controls:** ${controlList}`,
                sources.map(({ title, url }) => `- [${title}](${url})`).join("\n"),
            ].join("\n\n"),
        },
        ...(sources[0] === undefined ? {} : { helpUri: sources[0].url }),
    };
}

/** Of a rule that this version does not know, what its finding says. */
function bareRule({ rule, severity, controls }: Pick<Finding, "rule" | "severity" | "controls">): ReportingDescriptor {
    const { level, security } = scales[severity];
    return {
        id: rule,
        name: rule,
        shortDescription: { text: rule },
        defaultConfiguration: { level },
        properties: {
            "security-severity": security,
            precision: "high",
            tags: ["security", ...controls].slice(0, tagsAtMost),
        },
    };
}

/**
 * Failures, and waived findings as suppressed ones. Unknown findings are not results: GitHub raises an alert for every result,
 * of whatever kind (github.com/microsoft/PSRule/issues/955), and an unknown is no failure.
 */
function results(findings: readonly Finding[], indices: ReadonlyMap<string, number>): Result[] {
    const seen = new Map<string, number>();
    return findings
        .filter(({ status }) => status !== "unknown")
        .map((finding) => {
            const print = fingerprint(finding);
            const place = `${relativeUri(finding.file)}\n${print}`;
            const count = (seen.get(place) ?? 0) + 1;
            seen.set(place, count);
            return result(finding, print, count, indices);
        });
}

function result(finding: Finding, print: string, count: number, indices: ReadonlyMap<string, number>): Result {
    const { rule, severity, status, fix, waiver, controls } = finding;
    const suppression = {
        kind: "external" as const,
        status: "accepted" as const,
        ...(waiver === undefined ? {} : { justification: termsOf(waiver) }),
    };
    return {
        ruleId: rule,
        ruleIndex: indices.get(rule) ?? -1,
        kind: "fail",
        level: scales[severity].level,
        message: { text: withoutLinks(`${nameOf(finding.resource)}: ${sayingOf(finding)}`) },
        locations: [location(finding)],
        partialFingerprints: {
            // The only one that GitHub reads. It would else hash the line and those below it, and a dismissed alert
            // would return when any of them is edited.
            primaryLocationLineHash: `${print}:${count}`,
            "hardenedDb/v1": print,
        },
        ...(status === "waived" ? { suppressions: [suppression] } : {}),
        properties: { severity, controls: [...controls], ...(fix === undefined ? {} : { fix }) },
    };
}

function location(finding: Finding): Location {
    const { namespace, name, kind, urn } = finding.resource;
    return {
        physicalLocation: {
            artifactLocation: { uri: relativeUri(finding.file) },
            // GitHub takes no result without a line; the first stands for the whole file.
            region: { startLine: finding.line ?? 1 },
        },
        logicalLocations: [
            { name, kind: "resource", fullyQualifiedName: urn ?? [kind, namespace, name].filter(Boolean).join("/") },
        ],
    };
}

function invocation(
    findings: readonly Finding[],
    errors: readonly AuditError[],
    indices: ReadonlyMap<string, number>,
): Invocation {
    return {
        executionSuccessful: errors.length === 0,
        toolExecutionNotifications: [
            ...errors.map(({ file, message }): Notification => ({
                descriptor: { id: "not-checked" },
                level: "error",
                message: { text: withoutLinks(`${file}: ${message}`) },
                locations: [{ physicalLocation: { artifactLocation: { uri: relativeUri(file) } } }],
            })),
            ...findings
                .filter(({ status }) => status === "unknown")
                .map((finding): Notification => ({
                    descriptor: { id: "unknown" },
                    associatedRule: { id: finding.rule, index: indices.get(finding.rule) ?? -1 },
                    level: "note",
                    message: { text: withoutLinks(`${nameOf(finding.resource)}: ${sayingOf(finding)}`) },
                    locations: [location(finding)],
                })),
        ],
    };
}

/** `[text](target)` is a link in SARIF's plain messages; what stands in a manifest must not become one. */
function withoutLinks(text: string): string {
    return text.replaceAll("](", "] (");
}
