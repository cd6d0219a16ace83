import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { withLock } from "../../sandbox/lock";
import { hasCode, run } from "../../sandbox/run";
import { cacheFolder } from "../../sandbox/toolchain/build";

/** CloudNativePG 1.30 supports 14 and newer, of which 14 has reached its end of life. */
export const oldestMajor = 15;

/**
 * Folder with the unpacked packages of the distribution's newest PostgreSQL that has pgaudit, in the user's cache, fetched the first
 * time. apt verifies them: the lists against the signatures of the sources that this machine trusts, each package against the
 * lists' checksums. Nothing is installed, and apt's own lists and cache stay as they are, so no root is needed.
 * The version is the distribution's of the day on which the cache was filled.
 */
export async function distributionPackages(): Promise<string> {
    const place = join(dirname(cacheFolder(process.env)), "postgres");
    const folder = join(place, "distribution");
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
                const packages = await fetched(join(partial, "apt"));
                for (const file of packages) {
                    await succeed("dpkg-deb", ["--extract", file, join(partial, "root")]);
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

/** The package files of the server, its clients and extensions, and of all libraries that they need and this machine lacks. */
async function fetched(state: string): Promise<string[]> {
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
    await succeed("apt-get", ["update", ...settings]);
    const { stdout } = await succeed("apt-cache", ["pkgnames", "postgresql-", ...settings]);
    const majors = stdout.split("\n").flatMap((name) => /^postgresql-(\d+)-pgaudit$/.exec(name)?.[1] ?? []);
    const major = Math.max(...majors.map(Number));
    if (major < oldestMajor) {
        throw new Error(`this distribution has no PostgreSQL ${oldestMajor} or newer with pgaudit; ${byHand}`);
    }
    const wanted = ["postgresql-N", "postgresql-client-N", "postgresql-N-pgaudit", "libpq5"].map((name) =>
        name.replace("N", String(major)),
    );
    await succeed("apt-get", [
        ...["install", "--download-only", "--reinstall", "--no-install-recommends", "--yes", ...settings],
        ...wanted,
    ]);
    return readdirSync(archives)
        .filter((name) => name.endsWith(".deb") && !unneeded.test(name))
        .map((name) => join(archives, name));
}

/** The compiler behind `jit`, which is off in these tests, and what only builds of other programs use. */
const unneeded = /^(libllvm|libz3|libpq-dev)/;

const byHand =
    "these tests run a PostgreSQL with pgaudit: install one (Debian: `apt-get install postgresql-15 postgresql-15-pgaudit`)";

async function succeed(program: string, args: readonly string[]): Promise<{ stdout: string }> {
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
