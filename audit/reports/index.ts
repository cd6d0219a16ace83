import type { Reporter } from "./context";
import { htmlReport } from "./html";
import { jsonReport } from "./json";
import { junitReport } from "./junit";
import { markdownReport } from "./markdown";
import { sarifReport } from "./sarif";
import { textReport } from "./text";

export { reportContext, type ReportContext, type Reporter } from "./context";

/** Every format, by the name that the command line gives it. */
export const reporters = {
    text: textReport,
    json: jsonReport,
    sarif: sarifReport,
    junit: junitReport,
    markdown: markdownReport,
    html: htmlReport,
} as const satisfies Readonly<Record<string, Reporter>>;

export type Format = keyof typeof reporters;
