import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parse } from "yaml";

import { at, textAt } from "./json";
import { startOf } from "./processes";

/** The name of the stack that `make up` brings up from the root Pulumi.yaml. */
export const stackName = "sandbox";

/** Runs pulumi with its output on this terminal; answers its exit code. */
export function pulumi(root: string, env: Record<string, string>, args: readonly string[]): Promise<number> {
    return new Promise((resolve, reject) => {
        const child = spawn("pulumi", args, { cwd: root, env: { ...process.env, ...env }, stdio: "inherit" });
        child.on("error", reject);
        child.on("close", (code) => {
            resolve(code ?? 1);
        });
    });
}

export async function mustPulumi(root: string, env: Record<string, string>, args: readonly string[]): Promise<void> {
    const code = await pulumi(root, env, args);
    if (code !== 0) {
        throw new Error(`pulumi ${args.join(" ")} ended with ${code}; what it said stands above`);
    }
}

/**
 * Copies the stack's configuration from beside the program to `stackConfigDir` of Pulumi.yaml, once. Pulumi writes the salt of the
 * passphrase into its copy, which must not end up in the checked-in file: the passphrase is forgotten with the sandbox.
 */
export function seedConfig(root: string): void {
    const project: unknown = parse(fs.readFileSync(path.join(root, "Pulumi.yaml"), "utf8"));
    const name = `Pulumi.${stackName}.yaml`;
    const source = path.join(root, textAt(project, "main") ?? ".", name);
    const copy = path.join(root, textAt(project, "stackConfigDir") ?? ".", name);
    if (fs.existsSync(source) && !fs.existsSync(copy)) {
        fs.mkdirSync(path.dirname(copy), { recursive: true });
        fs.copyFileSync(source, copy);
    }
}

/**
 * Makes way for the next update after an interrupted one: waits for a pulumi that still works on the stack (it outlives a killed
 * `make up`), and removes the locks of those that were killed themselves.
 */
export async function waitForStack(directory: string, say: (line: string) => void, patience = 180_000): Promise<void> {
    const deadline = Date.now() + patience;
    for (let told = false; ; told = true) {
        const holders = locks(directory).filter(({ file, pid }) => {
            const alive = startOf(pid) !== undefined;
            if (!alive) {
                fs.rmSync(file, { force: true });
            }
            return alive;
        });
        const [holder] = holders;
        if (holder === undefined) {
            return;
        }
        if (Date.now() > deadline) {
            throw new Error(
                `pulumi (process ${holder.pid}) works on the stack and does not come to an end; end it first`,
            );
        }
        if (!told) {
            say(`waiting for pulumi (process ${holder.pid}), which works on the stack`);
        }
        await sleep(500);
    }
}

/** The locks of Pulumi's file backend: one JSON file a lock, with the pid of its holder. */
function locks(directory: string): { file: string; pid: number }[] {
    const folder = path.join(directory, "state", ".pulumi", "locks");
    const files = fs.existsSync(folder) ? fs.readdirSync(folder, { recursive: true, encoding: "utf8" }) : [];
    return files
        .filter((file) => file.endsWith(".json"))
        .map((file) => path.join(folder, file))
        .flatMap((file) => {
            const pid = at(JSON.parse(fs.readFileSync(file, "utf8")), "pid");
            return typeof pid === "number" ? [{ file, pid }] : [];
        });
}
