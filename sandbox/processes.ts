import { execFileSync, spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { hasCode, messageOf } from "./run";

/** A process that outlives its starter. `started` tells it from a later process that was given the same pid. */
export interface ProcessRecord {
    name: string;
    pid: number;
    started: string;
    log: string;
}

export interface ProcessToStart {
    name: string;
    program: string;
    args: readonly string[];
    log: string;
    env?: NodeJS.ProcessEnv;
    cwd?: string;
}

/** Starts a process in a session of its own (Ctrl-C in the starting terminal does not reach it), output to its log file. */
export function startDetached(what: ProcessToStart): ProcessRecord {
    fs.mkdirSync(path.dirname(what.log), { recursive: true });
    const log = fs.openSync(what.log, "a", 0o600);
    try {
        const child = spawn(what.program, what.args, {
            detached: true,
            stdio: ["ignore", log, log],
            env: what.env ?? process.env,
            ...(what.cwd === undefined ? {} : { cwd: what.cwd }),
        });
        // Without a listener a missing binary would end this process; the pid says the same below.
        child.on("error", () => undefined);
        child.unref();
        if (child.pid === undefined) {
            throw new Error(`${what.name} could not be started: is ${what.program} there and executable?`);
        }
        return { name: what.name, pid: child.pid, started: startOf(child.pid) ?? "", log: what.log };
    } finally {
        fs.closeSync(log);
    }
}

/** When a process started, in the kernel's own words; undefined when there is no such process, or it only waits to be reaped. */
export function startOf(pid: number): string | undefined {
    if (fs.existsSync("/proc/self/stat")) {
        try {
            // proc_pid_stat(5): the name in parentheses may hold spaces; after it, the state is field 3 and starttime field 22.
            const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
            const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
            // The first thread of a killed program may be dead while others still hold its ports and files.
            const ended = (fields[0] === "Z" || fields[0] === "X") && fs.readdirSync(`/proc/${pid}/task`).length <= 1;
            return ended ? undefined : fields[19];
        } catch (error) {
            if (hasCode(error, "ENOENT", "ESRCH")) {
                return undefined;
            }
            throw error;
        }
    }
    try {
        const line = execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
        return line === "" ? undefined : line;
    } catch {
        return undefined;
    }
}

export function isAlive(record: Pick<ProcessRecord, "pid" | "started">): boolean {
    return record.started !== "" && startOf(record.pid) === record.started;
}

/** Sends the signal unless the process is gone or the pid belongs to another one by now. */
export function signal(record: Pick<ProcessRecord, "pid" | "started">, name: NodeJS.Signals): void {
    if (!isAlive(record)) {
        return;
    }
    try {
        process.kill(record.pid, name);
    } catch (error) {
        if (!hasCode(error, "ESRCH")) {
            throw error;
        }
    }
}

/** Asks the processes to end, and after the grace period ends those that did not. */
export async function stopAll(records: readonly ProcessRecord[], graceMilliseconds = 5000): Promise<void> {
    for (const record of records) {
        signal(record, "SIGTERM");
    }
    const deadline = Date.now() + graceMilliseconds;
    while (records.some(isAlive) && Date.now() < deadline) {
        await sleep(25);
    }
    for (const record of records) {
        signal(record, "SIGKILL");
    }
    const last = Date.now() + 2000;
    while (records.some(isAlive)) {
        if (Date.now() > last) {
            const left = records.filter(isAlive).map(({ name, pid }) => `${name} (pid ${pid})`);
            throw new Error(`these processes did not end: ${left.join(", ")}; end them by hand`);
        }
        await sleep(25);
    }
}

/** The last lines of a log file, for messages. */
export function tail(file: string, lines = 15): string {
    try {
        return fs.readFileSync(file, "utf8").trimEnd().split("\n").slice(-lines).join("\n");
    } catch (error) {
        return `(${file} cannot be read: ${messageOf(error)})`;
    }
}
