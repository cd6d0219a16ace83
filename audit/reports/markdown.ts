import type { Finding, Report } from "../finding";
import type { ReportContext, RuleText } from "./context";
import { code, prose, ruleProse } from "./markdownText";
import { fitted, type Part } from "./fitting";
import { grouped, mostSevereFirst, ordered, sortedBy } from "./order";
import { counted, fileName, nameOf, placeOf, sayingOf, termsOf } from "./wording";

/** GitHub takes 65,536 characters in a comment; what a CI job writes around the report wants room too. */
const bytesAtMost = 60_000;

/** By this line a CI job finds its last comment, to write over it. */
const mark = "<!-- hardened-db audit -->";

/** For a comment on a pull request. */
export function markdownReport(report: Report, context: ReportContext): string {
    const { findings, errors } = ordered(report);
    const failures = mostSevereFirst(findings.filter(({ status }) => status === "fail"));
    const accepted = findings.filter(({ status }) => status === "waived");
    const open = sortedBy(
        findings.filter(({ status }) => status === "unknown"),
        ({ rule }) => [rule],
    );
    const rules = [...grouped(failures, ({ rule }) => rule).keys()].flatMap((id) => context.rules.get(id) ?? []);
    const text = fitted(
        head(report),
        [
            {
                share: 0.15,
                head: "#### Errors: not checked\n\n",
                rows: errors.map(({ file, message }) => `- ${code(fileName(file))} ${prose(message)}\n`),
                foot: "\n",
                leftOut: (count) => `\n${counted(count, "error")} more left out.\n`,
            },
            {
                share: 0.55,
                head: "| Severity | Rule | Resource | Where | Seen, and what to write instead |\n| --- | --- | --- | --- | --- |\n",
                rows: failures.map(failureRow),
                foot: "\n",
                leftOut: (count) =>
                    `\n**${counted(count, "finding")} more left out of this comment**, none of them more severe than those above. The text, json and html formats have them all.\n`,
            },
            folded("Why, and what to do", rules.length, 0.2, rules.map(ruleRow), "rule"),
            folded("Waived", accepted.length, 0.05, accepted.map(waivedRow), "waived finding"),
            folded("Unknown: a value is not known here", open.length, 0.05, open.map(unknownRow), "unknown finding"),
        ],
        bytesAtMost,
    );
    return `${text.trimEnd()}\n`;
}

function head({ summary, errors, subjects }: Report): string {
    const { failed, bySeverity, waived, unknown, known } = summary;
    const columns: readonly (readonly [string, number])[] = [
        ["critical", bySeverity.critical],
        ["high", bySeverity.high],
        ["medium", bySeverity.medium],
        ["low", bySeverity.low],
        ["waived", waived],
        ["unknown", unknown],
        ["errors", errors.length],
    ];
    const row = (cells: readonly (string | number)[]): string => `| ${cells.join(" | ")} |`;
    const baseline = known === undefined ? "" : `; ${counted(known, "finding")} known from the baseline not shown`;
    return [
        mark,
        `### hardened-db audit: ${failed === 0 ? "nothing failed" : `${failed} failed`}`,
        "",
        row(columns.map(([name]) => name)),
        row(columns.map(() => "---:")),
        row(columns.map(([, count]) => (count > 0 ? `**${count}**` : "0"))),
        "",
        `${counted(subjects, "object")} checked${baseline}.`,
        "",
        "",
    ].join("\n");
}

function failureRow(finding: Finding): string {
    const { severity, rule, controls, resource, fix } = finding;
    const word = severity === "critical" || severity === "high" ? `**${severity}**` : severity;
    const help = fix === undefined ? "" : `<br>${code("--fix")} would write: ${prose(fix)}`;
    return `| ${word} | ${code(rule)}<br>${prose(controls.join(", "))} | ${code(nameOf(resource))} | ${code(placeOf(finding))} | ${prose(sayingOf(finding))}${help} |\n`;
}

function ruleRow({ id, title, why, fix, references }: RuleText): string {
    const links = references
        .map(({ title, url, version }) => `[${prose(title)}](${url}) (${prose(version)})`)
        .join(", ");
    return `${code(id)} **${ruleProse(title)}.** ${ruleProse(why)}\n\n*What to do:* ${ruleProse(fix)} ${links}\n\n`;
}

function waivedRow(finding: Finding): string {
    const terms = finding.waiver === undefined ? "" : `: ${prose(termsOf(finding.waiver))}`;
    return `- ${code(finding.rule)} ${code(nameOf(finding.resource))} ${code(placeOf(finding))}${terms}\n`;
}

function unknownRow(finding: Finding): string {
    return `- ${code(finding.rule)} ${code(nameOf(finding.resource))} ${code(placeOf(finding))}: ${prose(sayingOf(finding))}\n`;
}

function folded(title: string, count: number, share: number, rows: readonly string[], one: string): Part {
    return {
        share,
        head: `<details><summary>${title} (${count})</summary>\n\n`,
        rows,
        foot: "\n</details>\n\n",
        leftOut: (rest) => `\n${counted(rest, one)} more left out.\n`,
    };
}
