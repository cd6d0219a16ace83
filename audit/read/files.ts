import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import ignore, { type Ignore } from "ignore";
import type { AuditError } from "../finding";

export interface Found {
    /** Paths as they are to be shown: the one given, or below the folder given. */
    readonly files: readonly string[];
    readonly errors: readonly AuditError[];
}

/** Patterns as in a .gitignore, and the folder they are relative to. */
export interface Exclude {
    readonly folder: string;
    readonly patterns: readonly string[];
}

/** What a folder is searched for. A file that is named itself is read whatever it is called. */
const readable = /\.(ya?ml|json)$/i;

/** What git and npm keep; nobody's own manifests. */
const neverSearched: ReadonlySet<string> = new Set([".git", "node_modules"]);

interface Ignoring {
    /** The folder that the patterns are relative to. */
    readonly folder: string;
    readonly patterns: Ignore;
}

/**
 * The files below the paths, in the order of their names. Folders are searched with their `.gitignore`s and those of the repository
 * they lie in.
 */
export function findFiles(paths: readonly string[], exclude?: Exclude): Found {
    const files: string[] = [];
    const errors: AuditError[] = [];
    const visited = new Map<string, string>();
    const excluding: Ignoring = {
        folder: resolve(exclude?.folder ?? "."),
        patterns: ignore().add([...(exclude?.patterns ?? [])]),
    };

    const visit = (path: string, ignoring: readonly Ignoring[], named: boolean): void => {
        try {
            const status = statSync(path);
            if (status.isDirectory()) {
                visitFolder(path, ignoring);
            } else if (!status.isFile() && !(named && status.isFIFO())) {
                errors.push({ file: path, message: "neither a file nor a folder" });
            } else if (named || readable.test(path)) {
                visitFile(path);
            }
        } catch (problem) {
            errors.push({ file: path, message: reasonOf(problem, path) });
        }
    };

    const visitFile = (path: string): void => {
        const real = realpathSync(path);
        const before = visited.get(real);
        if (before === undefined) {
            visited.set(real, path);
            files.push(path);
        } else if (resolve(before) !== resolve(path)) {
            errors.push({ file: path, message: `the same file as ${before}, which is read there` });
        }
    };

    const visitFolder = (folder: string, ignoring: readonly Ignoring[]): void => {
        const real = realpathSync(folder);
        const before = visited.get(real);
        if (before !== undefined) {
            if (resolve(before) === resolve(folder)) {
                return;
            }
            errors.push({ file: folder, message: `the same folder as ${before}, which is read there` });
            return;
        }
        visited.set(real, folder);
        const own = gitIgnoreOf(folder);
        const all = own === undefined ? ignoring : [...ignoring, own];
        for (const name of readdirSync(folder).sort()) {
            const path = join(folder, name);
            if (!neverSearched.has(name) && !isIgnored(path, all)) {
                visit(path, all, false);
            }
        }
    };

    for (const path of paths) {
        visit(path, [excluding, ...gitIgnoresAbove(path)], true);
    }
    return { files, errors };
}

function reasonOf(problem: unknown, path: string): string {
    switch ((problem as NodeJS.ErrnoException).code) {
        case "ENOENT":
            return isLink(path) ? "a link to nowhere" : "no such file or folder";
        case "EACCES":
        case "EPERM":
            return "may not be read";
        case "ELOOP":
            return "a link that leads back to itself";
        default:
            return problem instanceof Error ? problem.message : String(problem);
    }
}

function isLink(path: string): boolean {
    try {
        return lstatSync(path).isSymbolicLink();
    } catch {
        return false;
    }
}

function gitIgnoreOf(folder: string): Ignoring | undefined {
    const file = join(folder, ".gitignore");
    return existsSync(file) && statSync(file).isFile()
        ? { folder: resolve(folder), patterns: ignore().add(readFileSync(file, "utf8")) }
        : undefined;
}

/** Those of the folders between the path and the root of its repository. */
function gitIgnoresAbove(path: string): readonly Ignoring[] {
    const found: Ignoring[] = [];
    let folder = resolve(path);
    while (!existsSync(join(folder, ".git"))) {
        const above = dirname(folder);
        if (above === folder) {
            // Outside a repository only the folders that are searched have a say.
            return [];
        }
        folder = above;
        const own = gitIgnoreOf(folder);
        if (own !== undefined) {
            found.unshift(own);
        }
    }
    return found;
}

/** The nearest pattern file that has an opinion decides, as git does it. */
function isIgnored(path: string, ignoring: readonly Ignoring[]): boolean {
    return ignoring.reduce((ignored, { folder, patterns }) => {
        const below = relative(folder, resolve(path)).split(sep).join("/");
        if (below === "" || below.startsWith("..")) {
            return ignored;
        }
        const asFolder = isFolder(path) ? `${below}/` : below;
        const { ignored: yes, unignored: no } = patterns.test(asFolder);
        return yes || (ignored && !no);
    }, false);
}

function isFolder(path: string): boolean {
    try {
        return statSync(path).isDirectory();
    } catch {
        return false;
    }
}
