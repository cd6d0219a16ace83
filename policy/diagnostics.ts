import * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import type { Finding } from "../audit/finding";
import { visible } from "../audit/reports/visible";
import type { Severity } from "../rules/rule";
import type { Subject } from "../rules/subject";
import { decide } from "../waivers";
import type { Configuration } from "./configuration";
import { levelOf, packName, policies, type Level, type Policy } from "./policies";
import { carriedWaivers, type Verdicts } from "./session";

export const protoLevels: Readonly<Record<Level, proto.EnforcementLevel>> = {
    advisory: proto.EnforcementLevel.ADVISORY,
    mandatory: proto.EnforcementLevel.MANDATORY,
    disabled: proto.EnforcementLevel.DISABLED,
    remediate: proto.EnforcementLevel.REMEDIATE,
};

export const protoSeverities: Readonly<Record<Severity, proto.PolicySeverity>> = {
    low: proto.PolicySeverity.POLICY_SEVERITY_LOW,
    medium: proto.PolicySeverity.POLICY_SEVERITY_MEDIUM,
    high: proto.PolicySeverity.POLICY_SEVERITY_HIGH,
    critical: proto.PolicySeverity.POLICY_SEVERITY_CRITICAL,
};

export interface DiagnosticContext {
    readonly configuration: Configuration;
    readonly version: string;
    readonly now: Date;
}

/** What the engine shows of a violation (AnalyzeDiagnostic in pulumi/analyzer.proto). */
export interface Diagnostic {
    readonly policy: string;
    readonly packVersion: string;
    readonly description: string;
    readonly message: string;
    readonly level: Level;
    readonly severity: Severity;
    readonly urn: string;
}

const byName = new Map(policies.map((policy) => [policy.name, policy]));

/** What fails, as the engine shows it. What is waived or not known yet is no violation, unless the configuration says so of the latter. */
export function diagnosticsOf({ findings, subjects }: Verdicts, context: DiagnosticContext): readonly Diagnostic[] {
    return findings.flatMap((finding) => {
        const policy = byName.get(finding.rule);
        const counts =
            finding.status === "fail" || (finding.status === "unknown" && context.configuration.failOnUnknown);
        if (policy === undefined || !counts) {
            return [];
        }
        const level = levelFor(policy, finding, context.configuration);
        if (level === "disabled") {
            return [];
        }
        const subject = subjects.get(finding.resource.urn ?? "");
        return [
            {
                policy: policy.name,
                packVersion: context.version,
                description: policy.title,
                message: visible(saying(finding) + remark(finding, subject, context)),
                level,
                severity: finding.severity,
                urn: finding.resource.urn ?? "",
            },
        ];
    });
}

/** As configured; where nothing is, a finding that is more or less severe than its rule has the level of its own severity. */
function levelFor(policy: Policy, finding: Finding, { levels }: Configuration): Level {
    const configured = levels.get(policy.name) ?? policy.level;
    return configured === policy.level && finding.severity !== policy.severity ? levelOf(finding.severity) : configured;
}

function saying({ status, message, resource, file, line }: Finding): string {
    if (resource.urn === undefined && file !== "") {
        return `${line === null ? file : `${file}:${line}`}: ${message}`;
    }
    return status === "unknown" ? `${message}; failOnUnknown counts that as a failure` : message;
}

/** Why a waiver that names a failure does not accept it. */
function remark(
    finding: Finding,
    subject: Subject | undefined,
    { configuration: { waivers, trustAnnotations }, now }: DiagnosticContext,
): string {
    if (finding.status !== "fail" || subject === undefined) {
        return "";
    }
    const carried = carriedWaivers(subject);
    const decision = decide([...waivers.waivers, ...(trustAnnotations ? carried : [])], finding, now);
    if (decision.kind === "expired") {
        const { expires, owner } = decision.waiver;
        return `. Its waiver ended on ${expires || "no day that can be read"} and accepts nothing any more: fix this, or have ${owner} decide on a new date`;
    }
    return !trustAnnotations && decide(carried, finding, now).kind === "waived"
        ? `. The waiver that the resource carries as an annotation does not count: write it into the pack's waiver file, or set trustAnnotations in the configuration of the policy ${packName}`
        : "";
}
