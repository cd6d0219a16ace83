import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { withLock } from "../../sandbox/lock";
import { hasCode, run } from "../../sandbox/run";
import { cacheFolder } from "../../sandbox/toolchain/build";

/** Programs in Python that judge in tests. Each has an environment of its own, since they want different versions of the same packages. */
export const judges = ["parliament", "moto", "checkov"] as const;

export type Judge = (typeof judges)[number];

const folder = __dirname;

const advice =
    "these tests ask judges that are written in Python: install Python 3.11 or newer with its venv module (Debian: `apt-get install python3 python3-venv`)";

/**
 * The Python of a judge's environment, in the user's cache, made the first time: exactly what requirements/ pins, each file held against
 * its checksum. `tell` hears when that takes a while.
 */
export async function pythonOf(judge: Judge, tell: (line: string) => void = () => undefined): Promise<string> {
    const requirements = join(folder, "requirements", `${judge}.txt`);
    const identity = JSON.stringify([readFileSync(requirements, "utf8"), await systemPython()]);
    const key = createHash("sha256").update(identity).digest("hex").slice(0, 16);
    const place = join(dirname(cacheFolder(process.env)), "python", `${judge}-${key}`);
    const python = join(place, "bin", "python");
    const wait = (pid: number): void => {
        tell(`${judge}: waiting for process ${pid}, which installs it`);
    };
    await withLock(`${place}.lock`, wait, async () => {
        // The link leads nowhere once the system's Python is gone.
        if (!existsSync(python)) {
            tell(`${judge}: installing (about a minute)`);
            await install(requirements, place);
            tell(`${judge}: installed`);
        }
    });
    return python;
}

/** What a judge's program says of `input`, which it reads from a file; both are JSON. */
export async function ask(python: string, program: string, input: unknown): Promise<unknown> {
    const scratch = mkdtempSync(join(tmpdir(), "hardened-db-judge-"));
    try {
        const file = join(scratch, "input.json");
        writeFileSync(file, JSON.stringify(input));
        const { code, stdout, stderr } = await run(python, [join(folder, program), file], { env: environment });
        if (code !== 0) {
            throw new Error(`${program} ended with ${String(code)}:\n${stderr}`);
        }
        return JSON.parse(stdout);
    } finally {
        rmSync(scratch, { recursive: true, force: true });
    }
}

/** No settings, keys or packages of the user's own. */
export const environment = {
    PYTHONNOUSERSITE: "1",
    PYTHONPATH: "",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_PROFILE: undefined,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_SESSION_TOKEN: undefined,
    AWS_EC2_METADATA_DISABLED: "true",
};

/** What decides what is installed: an environment is of one Python, and a home folder may be shared between machines. */
async function systemPython(): Promise<string> {
    const program =
        "import sys, sysconfig; print(sys.version, sysconfig.get_platform(), sys.prefix); sys.exit(sys.version_info < (3, 11))";
    return (await succeed("python3", ["-c", program])).stdout;
}

/** Beside the final place, so that it holds the whole environment or nothing. Programs are run as modules: their scripts name this place. */
async function install(requirements: string, place: string): Promise<void> {
    const partial = `${place}.partial`;
    rmSync(partial, { recursive: true, force: true });
    mkdirSync(dirname(place), { recursive: true });
    const pip = (...args: string[]) =>
        succeed(join(partial, "bin", "python"), ["-m", "pip", "--no-input", "--disable-pip-version-check", ...args]);
    try {
        await succeed("python3", ["-m", "venv", partial]);
        await pip(
            ...["install", "--quiet", "--no-deps", "--require-hashes", "--only-binary", ":all:", "--no-compile"],
            ...["--requirement", requirements],
        );
        await pip("check");
        rmSync(place, { recursive: true, force: true });
        renameSync(partial, place);
    } finally {
        rmSync(partial, { recursive: true, force: true });
    }
}

async function succeed(program: string, args: readonly string[]): Promise<{ stdout: string }> {
    try {
        const { code, stdout, stderr } = await run(program, args);
        if (code === 0) {
            return { stdout };
        }
        throw new Error(
            `${program} ${args.slice(0, 3).join(" ")} ended with ${String(code)}: ${stdout}${stderr}; ${advice}`,
        );
    } catch (error) {
        throw hasCode(error, "ENOENT") ? new Error(`${program} is not there; ${advice}`) : error;
    }
}
