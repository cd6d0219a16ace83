import { code, prose, ruleProse } from "../audit/reports/markdownText";
import { counted } from "../audit/reports/wording";
import type { CheckShown, ControlShown, Scope } from "../compliance/compliance";
import { statuses } from "../compliance/controlStatus";
import { controls, sections } from "../controls";
import { inWords, titleOf } from "./headline";
import type { ComplianceReport } from "./report";
import { openStatuses, statusLabels, waivers, whyOf } from "./words";

/** By this line a CI job finds its last comment, to write over it. */
const mark = "<!-- hardened-db report -->";

/** For a wiki or a pull request: the result, what is open, and the 52 controls folded away. */
export function complianceMarkdown(report: ComplianceReport): string {
    const { source, tool, guide, made } = report;
    const names = [...source.stacks, ...source.names.filter((name) => name !== "-")];
    return [
        mark,
        `## ${prose(titleOf(report))}`,
        "",
        inWords(report),
        "",
        `Read: ${names.map(code).join(", ") || "standard input"} (${counted(source.objects, "object")}, ${source.complete ? "assumed to be all there is" : "assumed to be a part"}). Made ${made.slice(0, 16).replace("T", " ")} UTC by ${tool.name} ${tool.version}, held to the ${guide.title} ${guide.version} of the ${guide.publisher}. Configuration only: whether what is configured also works is not shown.`,
        "",
        ...report.scopes.flatMap(scopeLines),
        ...notes(report),
        ...whatWasRead(report),
    ].join("\n");
}

function scopeLines(scope: Scope): readonly string[] {
    const present = statuses.filter((status) => scope.counts[status] > 0);
    const open = scope.controls
        .filter(({ status }) => openStatuses.includes(status))
        .toSorted((a, b) => statuses.indexOf(a.status) - statuses.indexOf(b.status));
    const folded = sections.flatMap((section) => {
        const own = scope.controls.filter((control) => control.section === section);
        return own.length === 0
            ? []
            : [
                  `**${section}**`,
                  "",
                  "| Control | Status | What shows it |",
                  "| --- | --- | --- |",
                  ...own.map(row),
                  "",
              ];
    });
    return [
        `### ${prose(scope.title)}${scope.database === undefined ? "" : ` (${scope.database}, ${prose(scope.operator ?? "")})`}`,
        "",
        `| ${present.map((status) => statusLabels[status]).join(" | ")} |`,
        `| ${present.map(() => "---:").join(" | ")} |`,
        `| ${present.map((status) => scope.counts[status]).join(" | ")} |`,
        "",
        ...(open.length === 0 ? ["Nothing is open.", ""] : ["#### What is open", "", ...open.flatMap(openLines), ""]),
        `<details><summary>${scope.controls.length === controls.length ? `All ${controls.length} controls` : counted(scope.controls.length, "control")}</summary>`,
        "",
        ...folded,
        "</details>",
        "",
    ];
}

function openLines(control: ControlShown): readonly string[] {
    const failing = control.checks.filter(({ verdict }) => verdict === "fail");
    return [
        `- **${control.key} ${prose(control.name)}**: ${statusLabels[control.status]}. ${ruleProse(whyOf(control))}`,
        ...failing.flatMap(failureLines),
    ];
}

function failureLines({ rule, objects }: CheckShown): readonly string[] {
    return objects.flatMap(({ object, results }) =>
        results
            .filter(({ verdict }) => verdict === "fail")
            .map(({ message, severity }) => `  - ${severity}: ${code(rule)} on ${code(object)}: ${prose(message)}`),
    );
}

function row(control: ControlShown): string {
    const terms = waivers(control).map(
        ({ reason, owner, expires, ticket }) =>
            `${prose(owner)} until ${prose(expires)}${ticket === undefined ? "" : `, ${prose(ticket)}`}: ${prose(reason)}`,
    );
    const links = control.evidence.map(({ link }) => linkTo(link));
    const instead = control.impossible === undefined ? [] : [`Instead: ${ruleProse(control.impossible.instead)}`];
    const checks = control.checks.map(({ rule }) => code(rule));
    const shows = [
        ruleProse(whyOf(control)),
        ...terms,
        ...instead,
        ...links,
        ...(checks.length === 0 ? [] : [checks.join(", ")]),
    ];
    return `| **${control.key}** ${prose(control.name)} | ${statusLabels[control.status]} | ${shows.join("<br>")} |`;
}

/** A link that a renderer follows only if it is one to a page. */
function linkTo(link: string): string {
    return /^https?:\/\/[\w./:?=&%#~+@,;-]+$/i.test(link) ? `<${link.replaceAll("|", "%7C")}>` : code(link);
}

/** A folder's many files as one digest: the JSON report names each. */
const namedAtMost = 12;

function whatWasRead({ provenance }: ComplianceReport): readonly string[] {
    const { inputs, digest, waiverFile, evidenceFile } = provenance;
    const named = [
        ...(inputs.length > namedAtMost ? [] : inputs),
        ...[waiverFile, evidenceFile].flatMap((file) => file ?? []),
    ].map(({ name, sha256 }) => `- ${name === "-" ? "standard input" : code(name)}: ${code(sha256)}`);
    const folded =
        inputs.length > namedAtMost && digest !== undefined
            ? [`- ${inputs.length} files, over their list by sha256sum: ${code(digest)}`]
            : [];
    return named.length + folded.length === 0
        ? []
        : ["<details><summary>What was read, with SHA-256</summary>", "", ...folded, ...named, "", "</details>", ""];
}

function notes({ readTwice, aboutWaivers, unusedEvidence, off, errors }: ComplianceReport): readonly string[] {
    const list = (title: string, items: readonly string[]): readonly string[] =>
        items.length === 0 ? [] : [`### ${title}`, "", ...items.map((item) => `- ${item}`), ""];
    return [
        ...list(
            "Objects read from more than one file: each is judged, and what belongs to one counts for the other too",
            readTwice.map(({ object, files }) => `${code(object)}: ${files.map(code).join(", ")}`),
        ),
        ...list(
            "Waivers that want a decision",
            aboutWaivers.map(({ message }) => prose(message)),
        ),
        ...list(
            "Evidence for databases that are not here",
            unusedEvidence.map(
                ({ control, database = "", file, line }) =>
                    `${control} of ${code(database)} (${code(`${file}:${line}`)})`,
            ),
        ),
        ...list(
            "Checks that are switched off in this repository",
            off.map(({ rule, reason }) => `${code(rule)}: ${prose(reason)}`),
        ),
        ...list(
            "What could not be read",
            errors.map(({ file, message }) => `${code(file)} ${prose(message)}`),
        ),
    ];
}
