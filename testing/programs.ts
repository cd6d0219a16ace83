import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { at, isRecord, textAt } from "../sandbox/json";
import { installForProgram } from "./python/environment";
import type { ProgramFolder } from "./stack";

/** The languages besides TypeScript that examples are written in, a folder each. */
export const otherLanguages = ["python", "yaml"] as const;

/**
 * The program of an example, as its Pulumi.yaml says, made ready to run: the packages of one in Python in an environment in `scratch`.
 */
export async function preparedProgram(folder: string, scratch: string): Promise<ProgramFolder> {
    const project: unknown = parse(readFileSync(join(folder, "Pulumi.yaml"), "utf8"));
    const name = textAt(project, "runtime", "name") ?? textAt(project, "runtime") ?? "";
    if (name !== "python") {
        return { folder, runtime: name };
    }
    const virtualenv = join(scratch, "venv");
    await installForProgram(folder, ["--requirement", "requirements.txt"], virtualenv);
    const options = at(project, "runtime", "options");
    return { folder, runtime: { name, options: { ...(isRecord(options) ? options : {}), virtualenv } } };
}
