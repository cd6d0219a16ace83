import { createColors } from "picocolors";
import { severities, type Severity } from "../../rules/rule";
import type { Finding, Report } from "../finding";
import type { ReportContext } from "./context";
import { grouped, mostSevereFirst, ordered, resourceIn, sortedBy } from "./order";
import { visible } from "./visible";
import { counted, fileName, nameOf, placeOf, sayingOf, inOneLine, termsOf } from "./wording";

/** With fewer failures than this, the list itself is the overview. */
const manyFailures = 20;
const rulesInOverview = 10;
/** Of the same kind, before the rest is only counted. */
const examplesShown = 3;

const severityWidth = Math.max(...severities.map(({ length }) => length)) + 2;

type Colors = ReturnType<typeof createColors>;

interface Paper {
    readonly colors: Colors;
    readonly width: number;
    readonly rules: ReportContext["rules"];
}

/** For people at a terminal: failures by file and resource, then what was accepted, what could not be judged, and one last line. */
export function textReport(report: Report, context: ReportContext): string {
    const { findings, errors } = ordered(report);
    const paper: Paper = { colors: createColors(context.color), width: context.width, rules: context.rules };
    const failures = findings.filter(({ status }) => status === "fail");
    const sections = [
        ...failedFiles(failures, paper),
        overview(failures, paper),
        section(
            "Waived: accepted until a date, not counted as failed",
            waived(
                findings.filter(({ status }) => status === "waived"),
                paper,
            ),
            paper,
        ),
        section(
            "Unknown: a value is not known here, so neither passed nor failed",
            unknown(
                findings.filter(({ status }) => status === "unknown"),
                paper,
            ),
            paper,
        ),
        section(
            "Errors: not checked",
            errors.flatMap(({ file, message }) => block(`${visible(fileName(file))}: ${visible(message)}`, 2, paper)),
            paper,
        ),
        lastLine(report, paper),
    ];
    return `${sections.filter((text) => text !== "").join("\n\n")}\n`;
}

function failedFiles(failures: readonly Finding[], paper: Paper): string[] {
    return [...grouped(failures, ({ file }) => file)].map(([file, inFile]) =>
        [
            paper.colors.underline(visible(fileName(file))),
            ...[...grouped(inFile, resourceIn).values()].flatMap((ofResource) => failedResource(ofResource, paper)),
        ].join("\n"),
    );
}

function failedResource(failures: readonly Finding[], paper: Paper): string[] {
    const title = failures.slice(0, 1).map(({ resource }) => `  ${paper.colors.bold(visible(nameOf(resource)))}`);
    return [...title, ...failures.flatMap((finding) => failure(finding, paper))];
}

function failure(finding: Finding, paper: Paper): string[] {
    const { colors } = paper;
    const indent = 4 + severityWidth;
    const head = `${visible(placeOf(finding))}  ${visible(finding.rule)} ${colors.dim(controlsIn(finding))}`.trimEnd();
    return [
        `    ${severityWord(finding.severity, colors)}${head}`,
        ...block(visible(sayingOf(finding)), indent, paper),
        ...(finding.fix === undefined
            ? []
            : block(`--fix would write: ${visible(finding.fix)}`, indent, paper).map((line) => colors.dim(line))),
    ];
}

/** Which rules to begin with, when the list is long. */
function overview(failures: readonly Finding[], paper: Paper): string {
    if (failures.length <= manyFailures) {
        return "";
    }
    const groups = [...grouped(failures, ({ rule, severity }) => `${severity} ${rule}`).values()].map((findings) => ({
        count: findings.length,
        severity: findings[0]?.severity ?? "low",
        rule: findings[0]?.rule ?? "",
    }));
    const rows = mostSevereFirst(sortedBy(groups, ({ count, rule }) => [-count, rule]));
    const countWidth = String(Math.max(...rows.map(({ count }) => count))).length;
    const lines = rows.slice(0, rulesInOverview).flatMap(({ count, severity, rule }) => {
        const title = paper.rules.get(rule)?.title;
        return [
            `  ${severityWord(severity, paper.colors)}${String(count).padStart(countWidth)}  ${visible(rule)}`,
            ...(title === undefined ? [] : block(title, 2 + severityWidth + countWidth + 2, paper)),
        ];
    });
    const rest = rows.length - rulesInOverview;
    return section(
        "Where to begin: failures by rule",
        [...lines, ...(rest > 0 ? [`  and ${counted(rest, "more rule")}`] : [])],
        paper,
    );
}

function waived(findings: readonly Finding[], paper: Paper): string[] {
    const terms = ({ waiver }: Finding): string => (waiver === undefined ? "" : visible(termsOf(waiver)));
    const byWaiver = grouped(byRule(findings), (finding) => `${finding.rule}\n${terms(finding)}`);
    return [...byWaiver.values()].flatMap((group) => [
        ...group
            .slice(0, 1)
            .flatMap((finding) => [
                `  ${paper.colors.bold(visible(finding.rule))}`,
                ...block(terms(finding), 4, paper),
            ]),
        ...examples(group, (finding) => `${visible(nameOf(finding.resource))}, ${visible(placeOf(finding))}`, paper),
    ]);
}

function unknown(findings: readonly Finding[], paper: Paper): string[] {
    return [...grouped(byRule(findings), ({ rule }) => rule)].flatMap(([rule, group]) => [
        `  ${paper.colors.bold(visible(rule))} ${paper.colors.dim(`(${group.length})`)}`,
        ...examples(group, (finding) => `${visible(placeOf(finding))}: ${visible(sayingOf(finding))}`, paper),
    ]);
}

function byRule(findings: readonly Finding[]): Finding[] {
    return sortedBy(findings, ({ rule }) => [rule]);
}

function examples(findings: readonly Finding[], say: (finding: Finding) => string, paper: Paper): string[] {
    const rest = findings.length - examplesShown;
    return [
        ...findings.slice(0, examplesShown).flatMap((finding) => block(say(finding), 4, paper)),
        ...(rest > 0 ? [`    and ${rest} more`] : []),
    ];
}

function lastLine(report: Report, { colors }: Paper): string {
    const line = inOneLine(report);
    if (report.summary.failed > 0 || report.errors.length > 0) {
        return colors.bold(colors.red(line));
    }
    return colors.bold(report.subjects > 0 ? colors.green(line) : colors.yellow(line));
}

function section(title: string, lines: readonly string[], { colors }: Paper): string {
    return lines.length === 0 ? "" : [colors.bold(title), ...lines].join("\n");
}

function severityWord(severity: Severity, colors: Colors): string {
    const paint: Record<Severity, (text: string) => string> = {
        critical: (text) => colors.bold(colors.red(text)),
        high: colors.red,
        medium: colors.yellow,
        low: colors.cyan,
    };
    return paint[severity](severity) + " ".repeat(severityWidth - severity.length);
}

/** Broken at spaces, and never inside a word, which may be a path to copy. */
function block(text: string, indent: number, { width }: Paper): string[] {
    const margin = " ".repeat(indent);
    const lines: string[] = [];
    let line = "";
    for (const word of text.split(" ")) {
        if (line !== "" && indent + line.length + 1 + word.length > width) {
            lines.push(margin + line);
            line = word;
        } else {
            line = line === "" ? word : `${line} ${word}`;
        }
    }
    return line === "" ? lines : [...lines, margin + line];
}

/** Findings about waivers serve no control. */
function controlsIn({ controls }: Finding): string {
    return controls.length === 0 ? "" : `(${controls.join(", ")})`;
}
