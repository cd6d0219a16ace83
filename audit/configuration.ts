import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { rules } from "../rules";
import type { Severity } from "../rules/rule";
import { configurationProblems, isWritten, type Written } from "./configurationProblems";
import { readConfigurationText } from "./configurationText";

export const configurationFile = ".hardened-db.yaml";

/** A repository's own defaults. What the command line says goes before them. */
export interface Configuration {
    /** The folder of the file, which `exclude` is relative to; the working directory where there is no file. */
    readonly folder: string;
    /** Rules that are off, each with the reason. */
    readonly off: ReadonlyMap<string, string>;
    readonly severities: ReadonlyMap<string, Severity>;
    readonly failOn?: Severity | "never";
    /** Relative to the working directory, as `baseline`. */
    readonly waivers?: string;
    readonly baseline?: string;
    readonly scope: "databases" | "everything";
    /** The labels of each. */
    readonly selectors: readonly Readonly<Record<string, string>>[];
    readonly complete: boolean;
    /** Patterns as in a `.gitignore`. */
    readonly exclude: readonly string[];
}

/** Names everything that is wrong with a file, a line each: `<file>:<line>: <path> is <seen>: write <wanted>`. */
export class ConfigurationError extends Error {
    constructor(readonly problems: readonly string[]) {
        super(problems.join("\n"));
        this.name = "ConfigurationError";
    }
}

/**
 * The file of this folder or the nearest one above it, up to the root of the repository. Outside a repository only the folder
 * itself is looked at: a file in somebody's home is no repository's.
 */
export function findConfiguration(from: string): string | undefined {
    const folders = foldersUpFrom(resolve(from));
    const root = folders.findIndex((folder) => existsSync(join(folder, ".git")));
    const folder = folders.slice(0, Math.max(root, 0) + 1).find((each) => existsSync(join(each, configurationFile)));
    return folder === undefined ? undefined : shown(join(folder, configurationFile));
}

/** Throws a ConfigurationError. Without a file: the defaults. */
export function readConfiguration(
    file: string | undefined,
    knownRules: readonly string[] = rules.map(({ id }) => id),
): Configuration {
    return file === undefined ? configurationOf({}, ".") : parseConfiguration(textOf(file), file, knownRules);
}

export function parseConfiguration(text: string, file: string, knownRules: readonly string[]): Configuration {
    const { value, lineOf, problem } = readConfigurationText(text);
    if (problem !== undefined) {
        throw new ConfigurationError([`${file}:${problem.line ?? 1}: it cannot be read as YAML: ${problem.reason}`]);
    }
    const problems = configurationProblems(value, knownRules);
    if (problems.length > 0 || !isWritten(value)) {
        const located = problems.map(({ path, message }) => ({ line: lineOf(path), message }));
        located.sort((one, other) => one.line - other.line);
        throw new ConfigurationError(located.map(({ line, message }) => `${file}:${line}: ${message}`));
    }
    return configurationOf(value, dirname(file));
}

function configurationOf(written: Written, folder: string): Configuration {
    const { failOn, scope = "databases", selectors = [], complete = false, exclude = [] } = written;
    const settings = Object.entries(written.rules ?? {});
    const below = (path: string): string => shown(resolve(folder, path));
    return {
        folder,
        off: new Map(settings.flatMap(([id, { off }]) => (off === undefined ? [] : [[id, off.reason]]))),
        severities: new Map(settings.flatMap(([id, { severity }]) => (severity === undefined ? [] : [[id, severity]]))),
        scope,
        selectors: selectors.map(({ labels }) => labels),
        complete,
        exclude,
        ...(failOn === undefined ? {} : { failOn }),
        ...(written.waivers === undefined ? {} : { waivers: below(written.waivers) }),
        ...(written.baseline === undefined ? {} : { baseline: below(written.baseline) }),
    };
}

function textOf(file: string): string {
    try {
        return readFileSync(file, "utf8");
    } catch (problem) {
        const isMissing = problem instanceof Error && "code" in problem && problem.code === "ENOENT";
        const why = isMissing ? "there is no such configuration file" : "the configuration file cannot be read";
        throw new ConfigurationError([`${file}: ${why}; name another with --config, or leave that out`]);
    }
}

/** From the folder itself to the root of the file system. */
function foldersUpFrom(folder: string): readonly string[] {
    const parent = dirname(folder);
    return parent === folder ? [folder] : [folder, ...foldersUpFrom(parent)];
}

function shown(path: string): string {
    return relative(".", path);
}
