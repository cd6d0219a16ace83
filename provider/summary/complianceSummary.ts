import * as pulumi from "@pulumi/pulumi";
import type { ComplianceSummary } from "../../compliance/summary";
import type { Summarised } from "../../compliance/component";
import type { WatchedChildren } from "./children";

export type { ComplianceSummary };

/**
 * How the controls stand with these children. An output of its own: it hangs on no child's secret, and holds counts and keys only. The
 * rules are loaded when the first component has made its children, so that a plugin which is asked for its schema never reads them.
 */
export function complianceSummary(
    { children }: WatchedChildren,
    what: Summarised = {},
): pulumi.Output<ComplianceSummary> {
    const summary = async (): Promise<ComplianceSummary> => {
        const { marks, summaryOf } = await import("../../compliance/component");
        return summaryOf(await children(marks), what);
    };
    return pulumi.output(summary());
}
