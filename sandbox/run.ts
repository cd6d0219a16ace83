import { spawn } from "node:child_process";

export interface RunOptions {
    cwd?: string;
    /** Set on top of this process's environment. */
    env?: NodeJS.ProcessEnv;
    /** Receives every piece of output as it comes (stdout and stderr as one stream). */
    onOutput?: (piece: Buffer) => void;
    signal?: AbortSignal;
    /** Runs it as another user, which only root may. */
    user?: { uid: number; gid: number };
}

export interface RunResult {
    code: number | null;
    stdout: string;
    stderr: string;
}

/** Runs a program to its end. A non-zero exit is a result, a program that cannot be started is an error. */
export function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
    return new Promise((resolve, reject) => {
        const child = spawn(program, args, {
            env: { ...process.env, ...options.env },
            stdio: ["ignore", "pipe", "pipe"],
            ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
            ...(options.signal === undefined ? {} : { signal: options.signal }),
            ...options.user,
        });
        const stdout: Buffer[] = [];
        const stderr: Buffer[] = [];
        child.stdout.on("data", (piece: Buffer) => {
            stdout.push(piece);
            options.onOutput?.(piece);
        });
        child.stderr.on("data", (piece: Buffer) => {
            stderr.push(piece);
            options.onOutput?.(piece);
        });
        child.on("error", reject);
        child.on("close", (code) => {
            resolve({ code, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() });
        });
    });
}

/** Whether an error carries this system error code (ENOENT, EEXIST, ...). */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
    return error instanceof Error && "code" in error && codes.includes(String(error.code));
}

export function messageOf(error: unknown): string {
    return error instanceof Error ? error.message : String(error);
}
