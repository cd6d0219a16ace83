import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { AuditOptions } from "../audit/audit";
import { findConfiguration, readConfiguration, type Configuration } from "../audit/configuration";
import type { Report } from "../audit/finding";
import { readCluster } from "../audit/read/cluster";
import { readPaths, together } from "../audit/read/read";
import type { Reading } from "../audit/read/source";
import { visible } from "../audit/reports/visible";
import { rules } from "../rules";
import { cnpg, databaseKinds, kubernetesKinds } from "../rules/kinds";
import { severities, type Severity } from "../rules/rule";
import { defaultWaiverFile, readWaiverFile } from "../waivers";
import { progressLine } from "./progress";
import { selectedRules, type Selection } from "./selectedRules";

/** What the audit and the report are both told of: what to read, and by which rules and waivers to judge it. */
export interface InputFlags extends Selection {
    readonly waivers?: string;
    readonly complete?: boolean;
    readonly cluster?: string | true;
    readonly readSecrets?: boolean;
    readonly config?: string;
    readonly failOn?: Severity | "never";
}

export function refuseMissing(paths: readonly string[]): void {
    const missing = paths.filter((path) => path !== "-" && !existsSync(path));
    if (missing.length > 0) {
        throw new Error(missing.map((path) => `${path}: no such file or folder`).join("\n"));
    }
}

export function configurationFor(flags: InputFlags): Configuration {
    return readConfiguration(flags.config ?? findConfiguration(process.cwd()));
}

export function optionsFor(paths: readonly string[], flags: InputFlags, configuration: Configuration): AuditOptions {
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

export function waiverFile(flags: InputFlags, configuration: Configuration): string | undefined {
    const named = flags.waivers ?? configuration.waivers;
    if (named !== undefined) {
        if (!existsSync(named) || isFolder(named)) {
            throw new Error(`${named}: there is no such waiver file; \`hardened-db waive --file ${named}\` begins one`);
        }
        return named;
    }
    return [defaultWaiverFile, join(configuration.folder, defaultWaiverFile)].find((file) => existsSync(file));
}

export async function readAll(
    paths: readonly string[],
    flags: InputFlags,
    configuration: Configuration,
): Promise<Reading> {
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
export function sayWhatIsOff({ off }: Configuration): void {
    for (const [id, reason] of off) {
        process.stderr.write(`off by configuration: ${id} (${reason})\n`);
    }
}

/** A gate that looked at no database must not be taken for one that found nothing wrong with it. */
export function sayWhetherDatabases({ subjects }: Reading): void {
    if (!subjects.some(({ subject }) => subject.is(...Object.values(cnpg), ...databaseKinds))) {
        process.stderr.write(
            "note: no custom resource of CloudNativePG, Altinity ClickHouse, Percona MongoDB or XtraDB Cluster is among these objects\n",
        );
    }
}

export function sayNothingReadable({ errors, readable }: Reading): void {
    const lines = errors.map(({ file, message }) => `  ${visible(`${file}: ${message}`)}\n`);
    const why =
        readable === 0
            ? "nothing could be read"
            : "no Kubernetes object and no Pulumi resource was found; was the right folder named, and the chart rendered?";
    process.stderr.write(`hardened-db: ${why}\n${lines.join("")}`);
}

export function failLevel(flags: InputFlags, configuration: Configuration): Severity | "never" {
    return flags.failOn ?? configuration.failOn ?? "high";
}

export function statusOf({ summary }: Report, level: Severity | "never"): number {
    const from = level === "never" ? severities.length : severities.indexOf(level);
    return severities.slice(from).some((severity) => summary.bySeverity[severity] > 0) ? 1 : 0;
}

function isFolder(path: string): boolean {
    return path !== "-" && existsSync(path) && statSync(path).isDirectory();
}
