import { unpackedPackages } from "../packages";

/** CloudNativePG 1.30 supports 14 and newer, of which 14 has reached its end of life. */
export const oldestMajor = 15;

const byHand =
    "these tests run a PostgreSQL with pgaudit: install one (Debian: `apt-get install postgresql-15 postgresql-15-pgaudit`)";

/** Folder with the unpacked packages of the distribution's newest PostgreSQL that has pgaudit: the server, its clients and extensions. */
export function distributionPackages(): Promise<string> {
    return unpackedPackages({
        name: "postgres",
        choose: async (known) => {
            const names = await known("postgresql-");
            const majors = names.flatMap((name) => /^postgresql-(\d+)-pgaudit$/.exec(name)?.[1] ?? []);
            const major = Math.max(...majors.map(Number));
            if (major < oldestMajor) {
                throw new Error(`this distribution has no PostgreSQL ${oldestMajor} or newer with pgaudit; ${byHand}`);
            }
            return [`postgresql-${major}`, `postgresql-client-${major}`, `postgresql-${major}-pgaudit`, "libpq5"];
        },
        // The compiler behind `jit`, which is off in these tests, and what only builds of other programs use.
        unneeded: /^(libllvm|libz3|libpq-dev)/,
        byHand,
    });
}
