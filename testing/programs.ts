import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { at, isRecord, textAt } from "../sandbox/json";
import { run } from "../sandbox/run";
import { goFlags } from "../sandbox/toolchain/hash";
import { installForProgram } from "./python/environment";
import type { ProgramFolder } from "./stack";

/** The languages besides TypeScript that examples are written in, a folder each. */
export const otherLanguages = ["python", "go", "yaml"] as const;

/** For stacks whose program may be in Go: what is compiled here is what Pulumi finds compiled. */
export const goEnvironment = { GOFLAGS: goFlags, GOWORK: "off" };

/**
 * The program of an example, as its Pulumi.yaml says, made ready to run: the packages of one in Python in an environment in `scratch`, one
 * in Go compiled, since no `pulumi up` may wait for the first time.
 */
export async function preparedProgram(folder: string, scratch: string): Promise<ProgramFolder> {
    const project: unknown = parse(readFileSync(join(folder, "Pulumi.yaml"), "utf8"));
    const name = textAt(project, "runtime", "name") ?? textAt(project, "runtime") ?? "";
    if (name === "go") {
        await compileGo(folder);
    }
    if (name !== "python") {
        return { folder, runtime: name };
    }
    const virtualenv = join(scratch, "venv");
    await installForProgram(folder, ["--requirement", "requirements.txt"], virtualenv);
    const options = at(project, "runtime", "options");
    return { folder, runtime: { name, options: { ...(isRecord(options) ? options : {}), virtualenv } } };
}

/** Checks and compiles what is in a folder, with what its go.sum vouches for. */
export async function compileGo(folder: string): Promise<void> {
    for (const args of [
        ["vet", "./..."],
        ["build", "-o", "/dev/null", "./..."],
    ]) {
        const { code, stdout, stderr } = await run("go", args, { cwd: folder, env: goEnvironment });
        if (code !== 0) {
            throw new Error(`go ${args.join(" ")} in ${folder} ended with ${String(code)}: ${stdout}${stderr}`);
        }
    }
}
