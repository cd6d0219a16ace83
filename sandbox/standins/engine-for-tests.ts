import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { transform } from "esbuild";
import { buildStandins } from "./build";
import { schemaOf } from "./schemas-for-tests";
import { providers } from "./sources";

const root = path.resolve(__dirname, "..", "..");

/** The real engine over the stand-ins, in a folder of its own; for the tests of this room. */
export interface Engine {
    /** Exit code, and everything the engine said. */
    run(...args: string[]): Promise<{ code: number; said: string }>;
    /** What it wrote to standard output; an exit code other than 0 is an error. */
    must(...args: string[]): Promise<string>;
    json(...args: string[]): Promise<unknown>;
    end(): Promise<void>;
}

export interface Program {
    /** File name -> content. */
    texts?: Record<string, string>;
    /** A YAML program in fixtures/. */
    yaml?: string;
    /** A TypeScript program in fixtures/; it becomes index.js. */
    typescript?: string;
}

/** `programs` are the folders of the engine and its language hosts. */
export async function startEngine(programs: readonly string[], program: Program): Promise<Engine> {
    const folder = await mkdtemp(path.join(os.tmpdir(), "standins-"));
    const at = (...names: string[]): string => path.join(folder, ...names);
    await Promise.all(["program", "backend", "home"].map((name) => mkdir(at(name))));
    for (const [name, text] of Object.entries(await filesOf(program))) {
        await writeFile(at("program", name), text);
    }
    await symlink(path.join(root, "node_modules"), at("program", "node_modules"));
    await layStandins(at("home", "plugins"));
    const env = {
        ...process.env,
        PATH: [...new Set(programs), process.env["PATH"]].join(path.delimiter),
        PULUMI_BACKEND_URL: `file://${at("backend")}`,
        PULUMI_CONFIG_PASSPHRASE: "only for this test",
        PULUMI_HOME: at("home"),
        PULUMI_SKIP_UPDATE_CHECK: "true",
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    };
    const pulumi = (args: string[]): Promise<Answer> => answerOf("pulumi", args, at("program"), env);
    const must = async (...args: string[]): Promise<string> => {
        const { code, stdout, stderr } = await pulumi(args);
        if (code !== 0) {
            throw new Error(`pulumi ${args.join(" ")} ended with ${code}:\n${stdout}${stderr}`);
        }
        return stdout;
    };
    await must("stack", "init", "test");
    return {
        run: async (...args) => {
            const { code, stdout, stderr } = await pulumi(args);
            return { code, said: stdout + stderr };
        },
        must,
        json: async (...args) => JSON.parse(await must(...args)) as unknown,
        end: () => rm(folder, { recursive: true, force: true }),
    };
}

async function filesOf({ texts = {}, yaml, typescript }: Program): Promise<Record<string, string>> {
    const nodeProject = {
        "Pulumi.yaml": "name: standins\nruntime: nodejs\n",
        "package.json": '{ "main": "index.js" }',
    };
    return {
        ...texts,
        ...(yaml === undefined ? nodeProject : { "Pulumi.yaml": await fixture(yaml) }),
        ...(typescript === undefined ? {} : { "index.js": await transpiled(await fixture(typescript)) }),
    };
}

function fixture(name: string): Promise<string> {
    return readFile(path.join(__dirname, "fixtures", name), "utf8");
}

async function transpiled(program: string): Promise<string> {
    return (await transform(program, { loader: "ts", format: "cjs", platform: "node" })).code;
}

/** Where the engine looks for plugins by version; there they are symlinks, as in the sandbox. */
async function layStandins(plugins: string): Promise<void> {
    const built = path.join(root, "dist", "standins-for-tests");
    await buildStandins(built);
    for (const name of providers) {
        const { version } = await schemaOf(name);
        const folder = path.join(plugins, `resource-${name}-v${version}`);
        await mkdir(folder, { recursive: true });
        await symlink(path.join(built, `pulumi-resource-${name}`), path.join(folder, `pulumi-resource-${name}`));
    }
}

interface Answer {
    code: number;
    stdout: string;
    stderr: string;
}

function answerOf(program: string, args: string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Answer> {
    return new Promise((resolve) => {
        const all = [...args, "--non-interactive"];
        execFile(program, all, { cwd, env, maxBuffer: 1e9 }, (error, stdout, stderr) => {
            const code = error === null ? 0 : typeof error.code === "number" ? error.code : 1;
            resolve({ code, stdout, stderr: error === null || stderr !== "" ? stderr : error.message });
        });
    });
}
