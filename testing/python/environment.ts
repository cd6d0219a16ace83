import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { withLock } from "../../sandbox/lock";
import { hasCode, run, type RunOptions } from "../../sandbox/run";
import { cacheFolder } from "../../sandbox/toolchain/build";

/** Programs in Python that judge in tests. Each has an environment of its own, since they want different versions of the same packages. */
export const judges = ["parliament", "moto", "checkov"] as const;

export type Judge = (typeof judges)[number];

const folder = __dirname;

const advice =
    "these tests ask judges that are written in Python: install Python 3.11 or newer with its venv module (Debian: `apt-get install python3 python3-venv`)";

/** Hears when something takes a while. */
type Tell = (line: string) => void;

/**
 * The Python of a judge's environment, in the user's cache, made the first time: exactly what requirements/ pins, each file held against
 * its checksum.
 */
export async function pythonOf(judge: Judge, tell: Tell = () => undefined): Promise<string> {
    const python = join("bin", "python");
    // The link leads nowhere once the system's Python is gone.
    return join(await inCache({ name: judge, whole: python, make: install }, tell), python);
}

/**
 * What pip installs from for programs in Python, in place of a registry: a folder in the user's cache with all that they need besides
 * what is made here, pinned and verified likewise.
 */
export async function pipFromCache(tell: Tell = () => undefined): Promise<Record<string, string>> {
    const wheels = join(await inCache({ name: "programs", whole: "wheels", make: download }, tell), "wheels");
    return { PIP_NO_INDEX: "1", PIP_FIND_LINKS: wheels, PYTHONNOUSERSITE: "1", PYTHONPATH: "" };
}

/** Makes a virtual environment with what programs want (`wanted` as for `pip install`, seen from the folder `from`); its Python. */
export async function installForProgram(from: string, wanted: readonly string[], place: string): Promise<string> {
    const options = { cwd: from, env: await pipFromCache(console.log) };
    const python = join(place, "bin", "python");
    await succeed("python3", ["-m", "venv", place]);
    await succeed(python, [...quietly, "install", "--quiet", "--no-compile", ...wanted], options);
    return python;
}

interface Kept {
    /** Of the list in requirements/. */
    name: string;
    /** What is there when the whole is. */
    whole: string;
    make: (requirements: string, place: string) => Promise<void>;
}

async function inCache({ name, whole, make }: Kept, tell: Tell): Promise<string> {
    const requirements = join(folder, "requirements", `${name}.txt`);
    const identity = JSON.stringify([readFileSync(requirements, "utf8"), await systemPython()]);
    const key = createHash("sha256").update(identity).digest("hex").slice(0, 16);
    const place = join(dirname(cacheFolder(process.env)), "python", `${name}-${key}`);
    const wait = (pid: number): void => {
        tell(`${name}: waiting for process ${pid}, which installs it`);
    };
    await withLock(`${place}.lock`, wait, async () => {
        if (!existsSync(join(place, whole))) {
            tell(`${name}: installing (about a minute)`);
            await wholly(place, (partial) => make(requirements, partial));
            tell(`${name}: installed`);
        }
    });
    return place;
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

/** Made beside the final place, so that it holds everything or nothing. Programs are run as modules: their scripts name this place. */
async function wholly(place: string, make: (partial: string) => Promise<void>): Promise<void> {
    const partial = `${place}.partial`;
    rmSync(partial, { recursive: true, force: true });
    mkdirSync(dirname(place), { recursive: true });
    try {
        await make(partial);
        rmSync(place, { recursive: true, force: true });
        renameSync(partial, place);
    } finally {
        rmSync(partial, { recursive: true, force: true });
    }
}

const quietly = ["-m", "pip", "--no-input", "--disable-pip-version-check"];
const verified = ["--quiet", "--no-deps", "--require-hashes", "--only-binary", ":all:"];

async function install(requirements: string, place: string): Promise<void> {
    const pip = (...args: string[]) => succeed(join(place, "bin", "python"), [...quietly, ...args]);
    await succeed("python3", ["-m", "venv", place]);
    await pip("install", ...verified, "--no-compile", "--requirement", requirements);
    await pip("check");
}

async function download(requirements: string, place: string): Promise<void> {
    await succeed("python3", ["-m", "venv", place]);
    const wanted = ["--dest", join(place, "wheels"), "--requirement", requirements];
    await succeed(join(place, "bin", "python"), [...quietly, "download", ...verified, ...wanted]);
}

async function succeed(
    program: string,
    args: readonly string[],
    options: RunOptions = {},
): Promise<{ stdout: string }> {
    try {
        const { code, stdout, stderr } = await run(program, args, options);
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
