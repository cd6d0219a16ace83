import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { audit, type AuditOptions } from "../audit/audit";
import { withoutKnown } from "../audit/baseline";
import { findConfiguration, readConfiguration, type Configuration } from "../audit/configuration";
import type { Report } from "../audit/finding";
import { readCluster } from "../audit/read/cluster";
import { readPaths, together } from "../audit/read/read";
import type { Reading } from "../audit/read/source";
import { reportContext, reporters } from "../audit/reports";
import { visible } from "../audit/reports/visible";
import { rules } from "../rules";
import { cnpg, databaseKinds, kubernetesKinds } from "../rules/kinds";
import { severities, type Severity } from "../rules/rule";
import { defaultWaiverFile, readWaiverFile } from "../waivers";
import { version } from "../package.json";
import { targetsOf, type Target } from "./formats";
import { mend, showMending } from "./mend";
import { progressLine } from "./progress";
import { selectedRules } from "./selectedRules";

export interface AuditFlags {
    readonly format?: readonly string[];
    readonly failOn?: Severity | "never";
    readonly waivers?: string;
    readonly baseline?: string;
    readonly rule?: readonly string[];
    readonly control?: readonly string[];
    readonly engine?: readonly string[];
    readonly complete?: boolean;
    readonly fix?: boolean;
    readonly dryRun?: boolean;
    readonly cluster?: string | true;
    readonly readSecrets?: boolean;
    readonly config?: string;
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
    const missing = paths.filter((path) => path !== "-" && !existsSync(path));
    if (missing.length > 0) {
        throw new Error(missing.map((path) => `${path}: no such file or folder`).join("\n"));
    }
    if (flags.fix === true && (paths.includes("-") || flags.cluster !== undefined)) {
        throw new Error("--fix changes files: it cannot be used with standard input or --cluster");
    }
    if (flags.readSecrets === true && flags.cluster === undefined) {
        throw new Error("--read-secrets belongs to --cluster: Secrets in files are always looked into");
    }
}

function configurationFor(flags: AuditFlags): Configuration {
    return readConfiguration(flags.config ?? findConfiguration(process.cwd()));
}

function optionsFor(paths: readonly string[], flags: AuditFlags, configuration: Configuration): AuditOptions {
    const selected = selectedRules(rules, flags).filter(({ id }) => !configuration.off.has(id));
    const file = waiverFile(flags, configuration);
    const knownRules = rules.map(({ id }) => id);
    return {
        rules: selected,
        severities: configuration.severities,
        complete: flags.complete ?? configuration.complete,
        scope: configuration.scope,
        selectors: configuration.selectors,
        waivers: {
            file:
                file === undefined
                    ? { waivers: [], problems: [] }
                    : readWaiverFile(readFileSync(file, "utf8"), file, { knownRules }),
            knownRules,
            activeRules: new Set(selected.map(({ id }) => id)),
            partial: flags.cluster === undefined && !paths.some(isFolder),
            now: new Date(),
        },
    };
}

function waiverFile(flags: AuditFlags, configuration: Configuration): string | undefined {
    const named = flags.waivers ?? configuration.waivers;
    if (named !== undefined) {
        if (!existsSync(named) || isFolder(named)) {
            throw new Error(`${named}: there is no such waiver file; \`hardened-db waive --file ${named}\` begins one`);
        }
        return named;
    }
    return [defaultWaiverFile, join(configuration.folder, defaultWaiverFile)].find((file) => existsSync(file));
}

async function readAll(paths: readonly string[], flags: AuditFlags, configuration: Configuration): Promise<Reading> {
    const readings: Reading[] = [];
    if (paths.length > 0) {
        const progress = progressLine("files read");
        readings.push(
            readPaths(paths, {
                exclude: { folder: configuration.folder, patterns: configuration.exclude },
                progress: progress.update,
            }),
        );
        progress.end();
    }
    if (flags.cluster !== undefined) {
        const progress = progressLine("kinds listed");
        readings.push(
            await readCluster(kubernetesKinds, {
                ...(flags.cluster === true ? {} : { context: flags.cluster }),
                readSecrets: flags.readSecrets === true,
                progress: progress.update,
            }),
        );
        progress.end();
    }
    return together(readings);
}

/** Nothing is silent: a rule that a repository has switched off is named in every run, with the reason. */
function sayWhatIsOff({ off }: Configuration): void {
    for (const [id, reason] of off) {
        process.stderr.write(`off by configuration: ${id} (${reason})\n`);
    }
}

/** A gate that looked at no database must not be taken for one that found nothing wrong with it. */
function sayWhetherDatabases({ subjects }: Reading): void {
    if (!subjects.some(({ subject }) => subject.is(...Object.values(cnpg), ...databaseKinds))) {
        process.stderr.write(
            "note: no custom resource of CloudNativePG, Altinity ClickHouse, Percona MongoDB or XtraDB Cluster is among these objects\n",
        );
    }
}

function sayNothingReadable({ errors, readable }: Reading): void {
    const lines = errors.map(({ file, message }) => `  ${visible(`${file}: ${message}`)}\n`);
    const why =
        readable === 0
            ? "nothing could be read"
            : "no Kubernetes object and no Pulumi resource was found; was the right folder named, and the chart rendered?";
    process.stderr.write(`hardened-db: ${why}\n${lines.join("")}`);
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
            writeReport(file, text);
        }
    }
}

function writeReport(file: string, text: string): void {
    try {
        writeFileSync(file, text);
    } catch (problem) {
        const reason = problem instanceof Error ? problem.message.replace(/^\w+: /, "") : String(problem);
        throw new Error(`--format …=${file}: cannot be written (${reason}); name a file in a folder that is there`, {
            cause: problem,
        });
    }
}

function failLevel(flags: AuditFlags, configuration: Configuration): Severity | "never" {
    return flags.failOn ?? configuration.failOn ?? "high";
}

function statusOf({ summary }: Report, level: Severity | "never"): number {
    const from = level === "never" ? severities.length : severities.indexOf(level);
    return severities.slice(from).some((severity) => summary.bySeverity[severity] > 0) ? 1 : 0;
}

function isFolder(path: string): boolean {
    return path !== "-" && existsSync(path) && statSync(path).isDirectory();
}
