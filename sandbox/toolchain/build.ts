import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { withLock } from "../lock";
import { tail } from "../processes";
import { run } from "../run";
import { findGo, freeBytes, goEnvironment, requireSpace } from "./go";
import { goFlags, hashOf, readSources } from "./hash";
import { findKubernetesProvider, findPulumi } from "./installed";
import { engineParts, type Part, type PartName, parts as table } from "./parts";

export interface Progress {
    part: PartName;
    state: "installed" | "cached" | "waiting" | "building" | "built";
    /** Where it is; for `waiting`, whom it waits for. */
    note: string;
    seconds: number;
    /** Minutes that the parts still to build take with empty caches. */
    minutesLeft: number;
}

export interface Toolchain {
    /** Folder of each part asked for. Parts replaced by an installed Pulumi all name its folder. */
    folders: Readonly<Partial<Record<PartName, string>>>;
}

export interface BuildOptions {
    environment?: NodeJS.ProcessEnv;
    signal?: AbortSignal;
}

/** The programs of the parts, from the user-level cache, from PATH when new enough, or else built now. */
export async function ensureToolchain(
    wanted: readonly PartName[],
    progress: (event: Progress) => void,
    options: BuildOptions = {},
): Promise<Toolchain> {
    const environment = options.environment ?? process.env;
    const cache = cacheFolder(environment);
    const folders: Partial<Record<PartName, string>> = {};
    const installed = await installedParts(wanted, environment, cache);
    for (const [part, folder] of installed) {
        folders[part] = folder;
        progress({ part, state: "installed", note: folder, seconds: 0, minutesLeft: 0 });
    }
    const rest = wanted.filter((part) => !installed.has(part));
    if (rest.length === 0) {
        return { folders };
    }
    const go = await findGo(sourceFolder("cloudnative-pg"));
    const planned = rest.map((part) => {
        const built = table[part].goToolchain ?? go.version;
        const hash = hashOf({
            part: table[part],
            files: readSources(sourceFolder(part)),
            goVersion: built,
            system: go.system,
        });
        return { part, folder: path.join(cache, `${part}-${hash}`) };
    });
    const missing = planned.filter(({ folder }) => !fs.existsSync(folder)).map(({ part }) => part);
    if (missing.length > 0) {
        const needed = sum(missing.map((part) => table[part].gigabytes));
        const places = [cache, ...go.folders];
        const free = await Promise.all(
            places.map(async (folder) => ({ folder, gigabytes: (await freeBytes(folder)) / 1e9 })),
        );
        requireSpace(needed, free);
    }
    for (const { part, folder } of planned) {
        const began = Date.now();
        const minutesLeft = sum(missing.slice(missing.indexOf(part)).map((name) => table[name].minutes));
        const tell = (state: Progress["state"], note = folder) => {
            progress({ part, state, note, seconds: (Date.now() - began) / 1000, minutesLeft });
        };
        if (fs.existsSync(folder)) {
            tell("cached");
        } else {
            await buildInto(part, folder, tell, options.signal);
        }
        folders[part] = folder;
    }
    return { folders };
}

/** Path of a program in a part, for parts that were asked for. */
export function program(toolchain: Toolchain, part: PartName, name: string): string {
    const folder = toolchain.folders[part];
    if (folder === undefined) {
        throw new Error(`${name} is in the part ${part}, which this toolchain was not asked for`);
    }
    return path.join(folder, name);
}

export function cacheFolder(environment: NodeJS.ProcessEnv): string {
    const base =
        environment["HARDENED_DB_CACHE"] ??
        (environment["XDG_CACHE_HOME"] === undefined
            ? path.join(os.homedir(), ".cache", "hardened-db")
            : path.join(environment["XDG_CACHE_HOME"], "hardened-db"));
    return path.join(path.resolve(base), "toolchain");
}

async function installedParts(
    wanted: readonly PartName[],
    environment: NodeJS.ProcessEnv,
    cache: string,
): Promise<Map<PartName, string>> {
    const found = new Map<PartName, string>();
    const engine = wanted.filter((part) => engineParts.some((name) => name === part));
    const pulumi = engine.length === 0 ? undefined : await findPulumi(environment, cache);
    if (pulumi !== undefined) {
        engine.forEach((part) => found.set(part, pulumi));
    }
    const provider = wanted.includes("kubernetes-provider") ? findKubernetesProvider() : undefined;
    if (provider !== undefined) {
        found.set("kubernetes-provider", provider);
    }
    return found;
}

/** Builds beside the final place and renames, so that the place holds the whole part or nothing. */
async function buildInto(
    part: PartName,
    folder: string,
    tell: (state: Progress["state"], note?: string) => void,
    signal: AbortSignal | undefined,
): Promise<void> {
    const wait = (pid: number) => {
        tell("waiting", `process ${pid} builds it`);
    };
    await withLock(`${folder}.lock`, wait, async () => {
        if (fs.existsSync(folder)) {
            tell("cached");
            return;
        }
        tell("building");
        const partial = `${folder}.partial`;
        fs.rmSync(partial, { recursive: true, force: true });
        fs.mkdirSync(partial, { recursive: true });
        try {
            await build(part, partial, `${folder}.log`, signal);
            fs.renameSync(partial, folder);
        } finally {
            fs.rmSync(partial, { recursive: true, force: true });
        }
        tell("built");
    });
}

async function build(part: PartName, into: string, log: string, signal: AbortSignal | undefined): Promise<void> {
    const { programs, tags, linkerFlags = "", files = [] }: Part = table[part];
    fs.writeFileSync(log, "");
    const go = async (args: readonly string[]) => {
        fs.appendFileSync(log, `$ go ${args.join(" ")}\n`);
        const result = await run("go", args, {
            cwd: sourceFolder(part),
            env: goEnvironment(table[part], goFlags),
            onOutput: (piece) => {
                fs.appendFileSync(log, piece);
            },
            ...(signal === undefined ? {} : { signal }),
        });
        if (result.code !== 0) {
            throw new Error(`${part} could not be built; the whole log is in ${log}, its end:\n${tail(log)}`);
        }
        return result.stdout.trim();
    };
    for (const [name, goPackage] of Object.entries(programs)) {
        const flags = tags === undefined ? [] : ["-tags", tags];
        await go([
            "build",
            ...flags,
            "-ldflags",
            `-s -w ${linkerFlags}`.trim(),
            "-o",
            path.join(into, name),
            goPackage,
        ]);
    }
    for (const { name, module, from, mode } of files) {
        // A module from which nothing is built may not be here yet.
        await go(["mod", "download", module]);
        const folder = await go(["list", "-m", "-f", "{{.Dir}}", module]);
        const pieces = from.map((file) => fs.readFileSync(path.join(folder, file), "utf8"));
        const joined = pieces.length === 1 ? pieces.join("") : pieces.map((piece) => `${piece}---\n`).join("");
        fs.writeFileSync(path.join(into, name), joined, { mode });
    }
}

function sourceFolder(part: PartName): string {
    return path.join(__dirname, part);
}

function sum(numbers: readonly number[]): number {
    return numbers.reduce((total, number) => total + number, 0);
}
