import { execFile } from "node:child_process";
import { dirname, join } from "node:path";

/** A check of the whole tree by a tool of its own. */
export interface Gate {
    title: string;
    tool: { package: string; file: string };
    args: string[];
}

export const gates: readonly Gate[] = [
    { title: "types: tsc finds nothing", tool: { package: "typescript", file: "bin/tsc" }, args: ["-p", "."] },
    {
        title: "types of the quickstart: tsc finds nothing",
        tool: { package: "typescript", file: "bin/tsc" },
        args: ["-p", "examples/quickstart"],
    },
    {
        title: "types of the program for EKS: tsc finds nothing",
        tool: { package: "typescript", file: "bin/tsc" },
        args: ["-p", "examples/aws"],
    },
    {
        title: "types of the program for a fleet: tsc finds nothing",
        tool: { package: "typescript", file: "bin/tsc" },
        args: ["-p", "examples/automation"],
    },
    {
        title: "style and import directions: eslint finds nothing",
        tool: { package: "eslint", file: "bin/eslint.js" },
        args: [".", "--max-warnings", "0"],
    },
    {
        title: "formatting: prettier would change nothing",
        tool: { package: "prettier", file: "bin/prettier.cjs" },
        args: ["--check", "--log-level", "warn", "."],
    },
];

/** Runs one; answers what it complained of, or nothing. */
export function runGate({ tool, args }: Gate): Promise<string | undefined> {
    const program = join(dirname(require.resolve(`${tool.package}/package.json`)), tool.file);
    return new Promise((resolve) => {
        execFile(process.execPath, [program, ...args], { maxBuffer: 64 * 2 ** 20 }, (problem, stdout, stderr) => {
            resolve(problem === null ? undefined : `${stdout}${stderr}`);
        });
    });
}
