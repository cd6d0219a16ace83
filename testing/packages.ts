import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { withLock } from "../sandbox/lock";
import { hasCode, run } from "../sandbox/run";
import { cacheFolder } from "../sandbox/toolchain/build";

/** What tests need of the distribution. */
export interface WantedPackages {
    /** Its folder in the user's cache. */
    name: string;
    /** Names of the packages. `known` says which ones there are whose names begin so. */
    choose: (known: (beginning: string) => Promise<string[]>) => Promise<string[]>;
    /** Files of packages that they ask for and the tests do not. */
    unneeded?: RegExp;
    /** What to do where this does not work. */
    byHand: string;
}

/**
 * Folder with the unpacked packages, and of all libraries that they need and this machine lacks, in the user's cache, fetched the first
 * time. apt verifies them: the lists against the signatures of the sources that this machine trusts, each package against the
 * lists' checksums. Nothing is installed, and apt's own lists and cache stay as they are, so no root is needed.
 * The version is the distribution's of the day on which the cache was filled.
 */
export async function unpackedPackages(wanted: WantedPackages): Promise<string> {
    const folder = join(dirname(cacheFolder(process.env)), wanted.name, "distribution");
    await withLock(
        `${folder}.lock`,
        () => undefined,
        async () => {
            if (existsSync(folder)) {
                return;
            }
            const partial = `${folder}.partial`;
            rmSync(partial, { recursive: true, force: true });
            mkdirSync(partial, { recursive: true });
            try {
                const packages = await fetched(wanted, join(partial, "apt"));
                for (const file of packages) {
                    await succeed(wanted, "dpkg-deb", ["--extract", file, join(partial, "root")]);
                }
                for (const unused of ["usr/share/doc", "usr/share/locale", "usr/share/man", "usr/share/lintian"]) {
                    rmSync(join(partial, "root", unused), { recursive: true, force: true });
                }
                renameSync(join(partial, "root"), folder);
            } finally {
                rmSync(partial, { recursive: true, force: true });
            }
        },
    );
    return folder;
}

/** Folders of shared libraries in unpacked packages, below their folder: one for each architecture. */
export function libraryFolders(folder: string): string[] {
    return readdirSync(join(folder, "usr/lib"))
        .filter((name) => name.includes("-linux-"))
        .map((name) => join("usr/lib", name));
}

async function fetched(wanted: WantedPackages, state: string): Promise<string[]> {
    const archives = join(state, "archives");
    const lists = join(state, "lists");
    mkdirSync(join(archives, "partial"), { recursive: true });
    mkdirSync(join(lists, "partial"), { recursive: true });
    const settings = [
        `Dir::State::Lists=${lists}`,
        `Dir::Cache::Archives=${archives}`,
        `Dir::Cache::pkgcache=${join(state, "pkgcache.bin")}`,
        `Dir::Cache::srcpkgcache=${join(state, "srcpkgcache.bin")}`,
        // The locks are on the system's own state, which is only read here.
        "Debug::NoLocking=true",
        // apt's own user cannot write into root's cache.
        "APT::Sandbox::User=root",
        "Acquire::Retries=3",
    ].flatMap((setting) => ["-o", setting]);
    await succeed(wanted, "apt-get", ["update", ...settings]);
    const names = await wanted.choose(async (beginning) => {
        const { stdout } = await succeed(wanted, "apt-cache", ["pkgnames", beginning, ...settings]);
        return stdout.split("\n");
    });
    await succeed(wanted, "apt-get", [
        ...["install", "--download-only", "--reinstall", "--no-install-recommends", "--yes", ...settings],
        ...names,
    ]);
    return readdirSync(archives)
        .filter((name) => name.endsWith(".deb") && wanted.unneeded?.test(name) !== true)
        .map((name) => join(archives, name));
}

async function succeed(
    { byHand }: WantedPackages,
    program: string,
    args: readonly string[],
): Promise<{ stdout: string }> {
    try {
        const { code, stdout, stderr } = await run(program, args, {
            env: { LC_ALL: "C", DEBIAN_FRONTEND: "noninteractive" },
        });
        if (code === 0) {
            return { stdout };
        }
        throw new Error(`${program} ${String(args[0])} ended with ${String(code)}: ${stderr.trim()}; ${byHand}`);
    } catch (error) {
        throw hasCode(error, "ENOENT") ? new Error(`${program} is not there; ${byHand}`) : error;
    }
}
