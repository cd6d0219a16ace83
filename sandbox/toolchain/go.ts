import * as fs from "node:fs";
import * as path from "node:path";

import { hasCode, messageOf, run } from "../run";
import { oldestGo, type Part } from "./parts";

/** The environment of every go command of a part; registries and proxies stay those of the user. */
export function goEnvironment(part: Part, goFlags: string): NodeJS.ProcessEnv {
    return {
        GOFLAGS: goFlags,
        GOWORK: "off",
        ...(part.goToolchain === undefined ? {} : { GOTOOLCHAIN: part.goToolchain }),
    };
}

export interface InstalledGo {
    /** go1.26.8 */
    version: string;
    /** linux/amd64 */
    system: string;
    /** Where sources and compiled packages are kept, which is where most of the disk goes. */
    folders: readonly string[];
}

/** The Go that will build the modules in this folder, or one clear error that says what to install. */
export async function findGo(moduleFolder: string): Promise<InstalledGo> {
    const wanted = ["GOVERSION", "GOOS", "GOARCH", "GOCACHE", "GOMODCACHE"];
    let answer;
    try {
        answer = await run("go", ["env", ...wanted], { cwd: moduleFolder, env: { GOWORK: "off" } });
    } catch (error) {
        const why = hasCode(error, "ENOENT") ? "there is no go on PATH" : messageOf(error);
        throw new Error(`The sandbox builds its tools with Go, but ${why}. ${advice}`, { cause: error });
    }
    const [version = "", os = "", architecture = "", ...folders] = answer.stdout.trim().split("\n");
    if (answer.code !== 0 || !isNewEnough(version)) {
        const found = answer.code === 0 ? `go on PATH is ${version}` : lastLine(answer.stderr);
        throw new Error(`The sandbox builds its tools with Go, but ${found}. ${advice}`);
    }
    return { version, system: `${os}/${architecture}`, folders: folders.filter((folder) => folder !== "") };
}

const advice = `Install Go ${oldestGo} or newer (https://go.dev/dl) and run this again.`;

export function isNewEnough(version: string): boolean {
    const numbers = (text: string) => (/(\d+)\.(\d+)/.exec(text) ?? []).slice(1).map(Number);
    const [major = 0, minor = 0] = numbers(version);
    const [oldestMajor = 0, oldestMinor = 0] = numbers(oldestGo);
    return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}

function lastLine(text: string): string {
    return text.trim().split("\n").at(-1) ?? "";
}

/** Free bytes where this folder is or will be. */
export async function freeBytes(folder: string): Promise<number> {
    for (let at = path.resolve(folder); ; at = path.dirname(at)) {
        try {
            const { bavail, bsize } = await fs.promises.statfs(at);
            return bavail * bsize;
        } catch (error) {
            if (!hasCode(error, "ENOENT") || at === path.dirname(at)) {
                throw error;
            }
        }
    }
}

/** Refuses to begin a build that the disk cannot hold. */
export function requireSpace(needed: number, free: readonly { folder: string; gigabytes: number }[]): void {
    const short = free.filter(({ gigabytes }) => gigabytes < needed);
    if (short.length > 0) {
        const where = short.map(({ folder, gigabytes }) => `${folder} (${gigabytes.toFixed(1)} GB free)`);
        throw new Error(
            `Building the sandbox's tools needs about ${needed.toFixed(1)} GB of disk, and there is less at ` +
                `${where.join(" and ")}. Make room, or point HARDENED_DB_CACHE (the tools), GOCACHE and GOMODCACHE ` +
                `(Go's own caches) to a disk that has it.`,
        );
    }
}
