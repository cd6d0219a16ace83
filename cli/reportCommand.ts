import { existsSync } from "node:fs";
import { audit } from "../audit/audit";
import type { FileRead } from "../audit/read/source";
import { readText, type Text } from "../audit/read/text";
import type { RecordedEvidence } from "../compliance/evidence";
import { readEvidence } from "../report/evidence/evidenceFile";
import { severities, type Severity } from "../rules/rule";
import { rules } from "../rules";
import { version } from "../package.json";
import { complianceReport } from "../report/build";
import { complianceHtml } from "../report/html";
import { complianceMarkdown } from "../report/markdown";
import { complianceJson } from "../report/json";
import type { ComplianceReport } from "../report/report";
import {
    configurationFor,
    failLevel,
    optionsFor,
    readAll,
    refuseMissing,
    sayNothingReadable,
    sayWhatIsOff,
    sayWhetherDatabases,
    statusOf,
    waiverFile,
    type InputFlags,
} from "./inputs";
import { writeOut } from "./writeOut";

export interface ReportFlags extends Omit<InputFlags, "rule" | "control" | "engine"> {
    readonly evidence?: string;
    readonly format?: Format;
    readonly output?: string;
}

const formats = { html: complianceHtml, json: complianceJson, markdown: complianceMarkdown } as const;
type Format = keyof typeof formats;

/** What the endings of file names stand for. */
const endings: Readonly<Record<string, Format>> = { html: "html", htm: "html", json: "json", md: "markdown" };

/** Answers the exit status: 0 nothing open at or above the level, 1 violations, 2 nothing readable. Wrong use throws. */
export async function reportCommand(paths: readonly string[], flags: ReportFlags): Promise<number> {
    const format = formatOf(flags);
    if (paths.length === 0 && flags.cluster === undefined) {
        throw new Error(
            "nothing to report on: name a Pulumi state, files or folders, - for standard input, or --cluster. hardened-db report --help has examples.",
        );
    }
    refuseMissing(paths);
    const configuration = configurationFor(flags);
    const options = optionsFor(paths, flags, configuration);
    const reading = await readAll(paths, flags, configuration);
    if (reading.subjects.length === 0) {
        sayNothingReadable(reading);
        return 2;
    }
    const audited = audit(reading, options);
    const waivers = waiverFile(flags, configuration);
    const report = complianceReport(audited, reading, {
        version,
        now: options.waivers.now,
        names: [
            ...paths,
            ...(flags.cluster === undefined ? [] : [flags.cluster === true ? "of the current context" : flags.cluster]),
        ],
        cluster: flags.cluster !== undefined,
        rules,
        off: configuration.off,
        evidence: evidenceOf(flags.evidence, options.waivers.now),
        ...(waivers === undefined ? {} : { waiverFile: waivers }),
        ...(flags.evidence === undefined ? {} : { evidenceFile: flags.evidence }),
        digests: {
            ...(waivers === undefined ? {} : { waiverFile: digestOf(waivers) }),
            ...(flags.evidence === undefined ? {} : { evidenceFile: digestOf(flags.evidence) }),
        },
    });
    write(report, format, flags.output);
    sayWhatIsOff(configuration);
    sayWhetherDatabases(reading);
    const level = failLevel(flags, configuration);
    return statusOf(audited.report, level) === 1 || (isRefuted(report) && countsHigh(level)) ? 1 : 0;
}

/** Evidence that speaks against a control, as a scan that found something HIGH does, weighs as much as a finding of severity high. */
function isRefuted({ scopes }: ComplianceReport): boolean {
    return scopes.some(({ controls }) =>
        controls.some(({ evidence }) => evidence.some(({ verdict }) => verdict === "refutes")),
    );
}

function countsHigh(level: Severity | "never"): boolean {
    return level !== "never" && severities.indexOf(level) <= severities.indexOf("high");
}

/** Read before anything else is: a mistake in it is told at once. */
function evidenceOf(file: string | undefined, now: Date): readonly RecordedEvidence[] {
    if (file === undefined) {
        return [];
    }
    if (!existsSync(file)) {
        throw new Error(
            `--evidence ${file}: there is no such file; hardened-db report --help shows what to write in it`,
        );
    }
    const read = (path: string): Text => (existsSync(path) ? readText(path) : { problem: "is not there" });
    const text = readText(file);
    if ("problem" in text) {
        throw new Error(`--evidence ${file}: ${text.problem}`);
    }
    return readEvidence(text.text, file, { now, read });
}

function digestOf(name: string): FileRead {
    const text = readText(name);
    if ("problem" in text) {
        throw new Error(`${name}: ${text.problem}`);
    }
    return { name, sha256: text.sha256 };
}

function formatOf({ format, output }: ReportFlags): Format {
    if (format !== undefined) {
        return format;
    }
    const byEnding = endings[/\.(\w+)$/.exec(output ?? "")?.[1]?.toLowerCase() ?? ""];
    if (byEnding === undefined && output === undefined && process.stdout.isTTY) {
        throw new Error(
            "the report is a web page: write it into a file with -o report.html, or choose --format markdown or json for the terminal",
        );
    }
    return byEnding ?? "html";
}

function write(report: ComplianceReport, format: Format, file: string | undefined): void {
    const text = formats[format](report);
    if (file === undefined) {
        process.stdout.write(text);
    } else {
        writeOut(`-o ${file}`, file, text);
    }
}
