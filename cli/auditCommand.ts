import { readFileSync } from "node:fs";
import { audit } from "../audit/audit";
import { withoutKnown } from "../audit/baseline";
import type { Configuration } from "../audit/configuration";
import type { Report } from "../audit/finding";
import type { Reading } from "../audit/read/source";
import { reportContext, reporters } from "../audit/reports";
import { version } from "../package.json";
import { targetsOf, type Target } from "./formats";
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
    type InputFlags,
} from "./inputs";
import { mend, showMending } from "./mend";
import { writeOut } from "./writeOut";

export interface AuditFlags extends InputFlags {
    readonly format?: readonly string[];
    readonly baseline?: string;
    readonly fix?: boolean;
    readonly dryRun?: boolean;
}

/** Answers the exit status: 0 clean, 1 findings at or above the level, 2 nothing readable. Wrong use throws. */
export async function auditCommand(paths: readonly string[], flags: AuditFlags): Promise<number> {
    const targets = targetsOf(flags.format ?? []);
    refuseWrongUse(paths, flags);
    const configuration = configurationFor(flags);
    const options = optionsFor(paths, flags, configuration);
    const read = (): Promise<Reading> => readAll(paths, flags, configuration);

    const reading = await read();
    if (reading.subjects.length === 0) {
        sayNothingReadable(reading);
        return 2;
    }
    let audited = audit(reading, options);
    if (flags.dryRun === true) {
        showMending(audited, paths);
        return statusOf(knownLeftOut(audited.report, flags, configuration), failLevel(flags, configuration));
    }
    if (flags.fix === true) {
        audited = await mend(audited, paths, read, options);
    }
    const report = knownLeftOut(audited.report, flags, configuration);
    write(report, targets);
    sayWhatIsOff(configuration);
    sayWhetherDatabases(reading);
    return statusOf(report, failLevel(flags, configuration));
}

function refuseWrongUse(paths: readonly string[], flags: AuditFlags): void {
    if (paths.length === 0 && flags.cluster === undefined) {
        throw new Error(
            "nothing to audit: name files or folders, - for standard input, or --cluster. hardened-db audit --help has examples.",
        );
    }
    if (flags.dryRun === true && flags.fix !== true) {
        throw new Error("--dry-run says what --fix would change: write --fix --dry-run");
    }
    if (flags.dryRun === true && flags.format !== undefined) {
        throw new Error("--dry-run prints the changes as a diff, not a report: leave --format out");
    }
    refuseMissing(paths);
    if (flags.fix === true && (paths.includes("-") || flags.cluster !== undefined)) {
        throw new Error("--fix changes files: it cannot be used with standard input or --cluster");
    }
    if (flags.readSecrets === true && flags.cluster === undefined) {
        throw new Error("--read-secrets belongs to --cluster: Secrets in files are always looked into");
    }
}

function knownLeftOut(report: Report, flags: AuditFlags, configuration: Configuration): Report {
    const file = flags.baseline ?? configuration.baseline;
    if (file === undefined) {
        return report;
    }
    const result = withoutKnown(report, parsed(file));
    if ("problem" in result) {
        throw new Error(`${file}: ${result.problem}`);
    }
    return result.report;
}

function parsed(file: string): unknown {
    try {
        return JSON.parse(readFileSync(file, "utf8"));
    } catch (problem) {
        throw new Error(
            `${file}: cannot be read as a baseline (${problem instanceof Error ? problem.message : ""}); write one with --format json=${file}`,
            { cause: problem },
        );
    }
}

function write(report: Report, targets: readonly Target[]): void {
    for (const { format, file } of targets) {
        const color = file === undefined && process.stdout.isTTY && process.env["NO_COLOR"] === undefined;
        // A terminal that does not know its width says 0.
        const width =
            file === undefined && process.stdout.isTTY && process.stdout.columns > 0
                ? process.stdout.columns
                : Infinity;
        const text = reporters[format](report, reportContext({ version, color, width }));
        if (file === undefined) {
            process.stdout.write(text);
        } else {
            writeOut(`--format …=${file}`, file, text);
        }
    }
}
