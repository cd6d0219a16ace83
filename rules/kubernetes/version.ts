/** A version of three numbers. A release candidate and the like stand before their release. */
export interface Version {
    readonly numbers: readonly [number, number, number];
    readonly isEarly: boolean;
}

/** `v1.30.1`, `0.27.2-ubi9`; undefined for what names no single version (`latest`, `1.30`). */
export function parseVersion(tag: string): Version | undefined {
    const found = /^v?(\d+)\.(\d+)\.(\d+)(?:[-+](.*))?$/.exec(tag);
    return found === null
        ? undefined
        : {
              numbers: [Number(found[1]), Number(found[2]), Number(found[3])],
              isEarly: /^(rc|alpha|beta|dev|preview|snapshot)/i.test(found[4] ?? ""),
          };
}

/** Whether a version still lacks a fix that came with these versions, one for each line (major.minor) of releases. */
export function isBelowFix(version: Version | undefined, fixed: readonly string[]): boolean {
    const fixes = fixed.flatMap((tag) => parseVersion(tag) ?? []);
    if (version === undefined) {
        return false;
    }
    const ofItsLine = fixes.find(
        ({ numbers }) => numbers[0] === version.numbers[0] && numbers[1] === version.numbers[1],
    );
    // A line without a fix of its own: open unless it is newer than all that were mended.
    return ofItsLine === undefined ? fixes.some((fix) => isBefore(version, fix)) : isBefore(version, ofItsLine);
}

function isBefore(a: Version, b: Version): boolean {
    for (const place of [0, 1, 2] as const) {
        if (a.numbers[place] !== b.numbers[place]) {
            return a.numbers[place] < b.numbers[place];
        }
    }
    return a.isEarly && !b.isEarly;
}
