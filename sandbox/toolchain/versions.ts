/** The Pulumi CLI whose engine the components are written for: 3.248 is the SDK that package.json pins. */
export const oldestPulumi = { major: 3, minor: 248 };

/** The language hosts that examples and tests run programs with. */
export const languageHosts = [
    "pulumi-language-nodejs",
    "pulumi-language-python",
    "pulumi-language-go",
    "pulumi-language-yaml",
];

export interface InstalledPulumi {
    /** What `pulumi version` printed. */
    version: string;
    /** Names of the executables in the folder of `pulumi`. */
    beside: readonly string[];
}

export type Decision = { use: true } | { use: false; because: string };

/** Whether the Pulumi found on PATH can stand in for the one that would be built here. */
export function decideOnPulumi(installed: InstalledPulumi | undefined): Decision {
    if (installed === undefined) {
        return { use: false, because: "no pulumi on PATH" };
    }
    const found = /^v?(\d+)\.(\d+)\.\d+/.exec(installed.version.trim());
    if (found === null) {
        return {
            use: false,
            because: `pulumi on PATH reports no version that can be read: "${installed.version.trim()}"`,
        };
    }
    const [major, minor] = [Number(found[1]), Number(found[2])];
    if (major !== oldestPulumi.major || minor < oldestPulumi.minor) {
        const wanted = `${oldestPulumi.major}.${oldestPulumi.minor}`;
        return { use: false, because: `pulumi on PATH is ${found[0]}; ${wanted} or newer of the same major is needed` };
    }
    const missing = languageHosts.filter((host) => !installed.beside.includes(host));
    return missing.length === 0
        ? { use: true }
        : { use: false, because: `pulumi on PATH has no ${missing.join(", ")} beside it` };
}
