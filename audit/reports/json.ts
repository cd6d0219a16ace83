import type { Report } from "../finding";
import { ordered } from "./order";

/** The report as it is. */
export function jsonReport(report: Report): string {
    return `${JSON.stringify(ordered(report), null, 2)}\n`;
}
