/** Releases of PostgreSQL that closed holes in the server. */
interface SecurityRelease {
    /** The minor version with the fixes, by major version. */
    readonly fixed: Readonly<Record<number, number>>;
    readonly holes: readonly string[];
}

/**
 * Through each of these a user of the database runs code as the server, by its CVE record; newest first. From the records that the
 * PostgreSQL project keeps (https://www.postgresql.org/support/security/) and its release notes, read on 28 November 2026. It is not
 * every hole of such a release: what does less, and what concerns clients alone, is not here.
 */
const releases: readonly SecurityRelease[] = [
    // 2026-11-12
    {
        fixed: { 18: 7, 17: 12, 16: 16, 15: 20, 14: 25 },
        holes: ["CVE-2026-6460", "CVE-2026-120141"],
    },
    // 2026-08-13
    {
        fixed: { 18: 6, 17: 11, 16: 15, 15: 19, 14: 24 },
        holes: ["CVE-2026-14680", "CVE-2026-16239"],
    },
    // 2026-05-14
    {
        fixed: { 18: 4, 17: 10, 16: 14, 15: 18, 14: 23 },
        holes: ["CVE-2026-6473", "CVE-2026-6637"],
    },
    // 2026-02-12
    {
        fixed: { 18: 2, 17: 8, 16: 12, 15: 16, 14: 21 },
        holes: ["CVE-2026-2004", "CVE-2026-2005", "CVE-2026-2006"],
    },
    // 2024-11-14
    {
        fixed: { 17: 1, 16: 5, 15: 9, 14: 14, 13: 17, 12: 21 },
        holes: ["CVE-2024-10979"],
    },
];

export interface OpenHoles {
    /** `17.11` */
    readonly version: string;
    readonly holes: readonly string[];
    /** The first version without any of them; undefined where the major version gets no fixes any more. */
    readonly fixed: string | undefined;
}

/** The holes of the PostgreSQL in an image, by its tag. Undefined where the tag tells no version, or there are none. */
export function openHoles(image: string): OpenHoles | undefined {
    const [, major = "", minor = ""] = /:v?(\d{2})\.(\d{1,3})(?![\d.])[^/]*$/.exec(image.split("@")[0] ?? "") ?? [];
    if (major === "") {
        return undefined;
    }
    const open = releases.filter(({ fixed }) => isBefore(Number(major), Number(minor), fixed));
    const [newest] = open;
    const last = newest?.fixed[Number(major)];
    return newest === undefined
        ? undefined
        : {
              version: `${major}.${minor}`,
              holes: open.flatMap(({ holes }) => holes),
              fixed: last === undefined ? undefined : `${major}.${last}`,
          };
}

/** A major version that got no fix has the hole where it is older than those that did. */
function isBefore(major: number, minor: number, fixed: SecurityRelease["fixed"]): boolean {
    const first = fixed[major];
    return first === undefined ? major < Math.min(...Object.keys(fixed).map(Number)) : minor < first;
}
