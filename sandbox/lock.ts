import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { isAlive, startOf } from "./processes";
import { hasCode } from "./run";

interface Holder {
    pid: number;
    started: string;
}

let counter = 0;

/**
 * Does the work while holding a lock file that names this process. Waits for a living holder (`onWait` is told once, and
 * may throw to refuse waiting); takes over from one that died.
 */
export async function withLock<T>(file: string, onWait: (pid: number) => void, work: () => Promise<T>): Promise<T> {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    const mine: Holder = { pid: process.pid, started: startOf(process.pid) ?? "" };
    counter += 1;
    const own = `${file}.${mine.pid}-${counter}`;
    fs.writeFileSync(own, JSON.stringify(mine));
    try {
        await acquire(file, own, onWait);
        try {
            return await work();
        } finally {
            fs.rmSync(file, { force: true });
        }
    } finally {
        fs.rmSync(own, { force: true });
    }
}

async function acquire(file: string, own: string, onWait: (pid: number) => void): Promise<void> {
    for (let told = false; ;) {
        try {
            // A link appears with its content or not at all: nobody ever reads a half-written holder.
            fs.linkSync(own, file);
            return;
        } catch (error) {
            if (!hasCode(error, "EEXIST")) {
                throw error;
            }
        }
        const holder = readHolder(file);
        if (holder === undefined) {
            continue;
        }
        if (isAlive(holder)) {
            if (!told) {
                onWait(holder.pid);
                told = true;
            }
            await sleep(200);
        } else {
            takeAway(file, own, holder);
        }
    }
}

/** Moves a dead holder's lock aside; puts it back when meanwhile somebody else's stood there. */
function takeAway(file: string, own: string, dead: Holder): void {
    const aside = `${own}.stale`;
    try {
        fs.renameSync(file, aside);
    } catch (error) {
        if (hasCode(error, "ENOENT")) {
            return;
        }
        throw error;
    }
    const moved = readHolder(aside);
    if (moved !== undefined && (moved.pid !== dead.pid || moved.started !== dead.started)) {
        fs.renameSync(aside, file);
        return;
    }
    fs.rmSync(aside, { force: true });
}

function readHolder(file: string): Holder | undefined {
    try {
        const holder: unknown = JSON.parse(fs.readFileSync(file, "utf8"));
        return isHolder(holder) ? holder : { pid: 0, started: "" };
    } catch (error) {
        if (hasCode(error, "ENOENT")) {
            return undefined;
        }
        return { pid: 0, started: "" };
    }
}

function isHolder(value: unknown): value is Holder {
    return (
        typeof value === "object" &&
        value !== null &&
        "pid" in value &&
        typeof value.pid === "number" &&
        "started" in value &&
        typeof value.started === "string"
    );
}
