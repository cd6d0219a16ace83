import { rules } from "../../rules";
import type { Rule } from "../../rules/rule";
import type { Report } from "../finding";
import { waiverRules } from "../waiverRules";

/** What reports say of a rule. */
export type RuleText = Pick<Rule, "id" | "title" | "controls" | "severity" | "why" | "fix" | "references">;

/** All that a report is made of besides the findings. Neither clock nor machine: the same findings give the same bytes. */
export interface ReportContext {
    /** Of the tool. */
    readonly version: string;
    readonly rules: ReadonlyMap<string, RuleText>;
    readonly color: boolean;
    /** Columns of the terminal; Infinity where lines are not to be broken. */
    readonly width: number;
}

export type Reporter = (report: Report, context: ReportContext) => string;

export function reportContext(surroundings: Pick<ReportContext, "version" | "color" | "width">): ReportContext {
    return { ...surroundings, rules: new Map([...rules, ...waiverRules].map((rule) => [rule.id, rule])) };
}
