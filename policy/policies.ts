import auditSchema from "../audit/configuration.schema.json";
import { waiverRules } from "../audit/waiverRules";
import { controlOf, type ControlKey } from "../controls";
import { rules } from "../rules";
import type { Rule, Severity } from "../rules/rule";
import type { RuleText } from "../audit/reports/context";

/** Of Pulumi. `remediate` is `mandatory` where there is no safe fix. */
export const levels = ["advisory", "mandatory", "disabled", "remediate"] as const;
export type Level = (typeof levels)[number];

/** A policy of the pack: a rule, or what is said about waivers. */
export interface Policy {
    /** The rule's id. */
    readonly name: string;
    readonly title: string;
    readonly why: string;
    readonly fix: string;
    readonly severity: Severity;
    readonly level: Level;
    /** `resource`: judged before each resource is made. `stack`: may need the others, so that it is judged at the end where it does. */
    readonly type: "resource" | "stack";
    readonly controls: readonly ControlKey[];
    readonly url?: string;
    readonly tags: readonly string[];
    /** JSON Schema of what may be configured, by name, besides `enforcementLevel`. */
    readonly settings: Readonly<Record<string, object>>;
}

/** The pack's name, and that of the policy that holds its own settings. */
export const packName = "hardened-db";

/** Critical and high stop an update, medium and low are told. */
export function levelOf(severity: Severity): Level {
    return severity === "critical" || severity === "high" ? "mandatory" : "advisory";
}

export const ruleSettings = {
    severity: {
        description: "low, medium, high or critical",
        type: "string",
        enum: ["low", "medium", "high", "critical"],
    },
    reason: { description: "why the level or the severity is not the pack's", type: "string", pattern: "\\S" },
} as const;

export const packSettings = {
    trustAnnotations: {
        description:
            "true or false (whether waivers count that resources carry as annotations, written by whoever writes the program)",
        type: "boolean",
        default: false,
    },
    waivers: {
        description: "the path of the waiver file, absolute or from the folder in which pulumi runs",
        type: "string",
        pattern: "\\S",
    },
    failOnUnknown: {
        description: "true or false (whether a verdict that is not known yet counts as a failure)",
        type: "boolean",
        default: false,
    },
    scope: { ...auditSchema.properties.scope, default: "databases" },
    selectors: auditSchema.properties.selectors,
} as const;

const packPolicy: Policy = {
    name: packName,
    title: "The settings of the pack itself",
    why: "It finds nothing; what is configured of it is for all policies.",
    fix: "See its configuration: trustAnnotations, waivers, failOnUnknown, scope, selectors.",
    severity: "low",
    level: "advisory",
    type: "stack",
    controls: [],
    tags: ["security"],
    settings: packSettings,
};

export const policies: readonly Policy[] = [...rules.map(ofRule), ...waiverRules.map(ofWaivers), packPolicy];

function ofRule(rule: Rule): Policy {
    const { id, title, why, fix, severity, controls, engine, references } = rule;
    const url = references[0]?.url;
    return {
        name: id,
        title,
        why,
        fix,
        severity,
        level: levelOf(severity),
        type: needsOthers(rule) ? "stack" : "resource",
        controls,
        tags: ["security", ...(engine === undefined ? [] : [engine]), ...controls],
        settings: ruleSettings,
        ...(url === undefined ? {} : { url }),
    };
}

/** Whether a rule looks at other objects at all. */
function needsOthers(rule: Rule): boolean {
    return rule.scope === "estate" || rule.check.length > 1;
}

function ofWaivers({ id, title, why, fix, severity }: RuleText): Policy {
    return {
        name: id,
        title,
        why,
        fix,
        severity,
        level: levelOf(severity),
        type: "stack",
        controls: [],
        tags: ["security", "waivers"],
        settings: ruleSettings,
    };
}

/** `UM-1: Superuser access is off; NM-2: ...` */
export function controlsInWords({ controls }: Policy): string {
    return controls.map((key) => `${key}: ${controlOf(key).name}`).join("; ");
}
