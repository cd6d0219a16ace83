import type { ComplianceReport } from "./report";

export function complianceJson(report: ComplianceReport): string {
    return `${JSON.stringify(report, null, 2)}\n`;
}
