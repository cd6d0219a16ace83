import * as fs from "node:fs";
import * as path from "node:path";

import { isRecord, recordsAt } from "./json";
import type { ProcessRecord } from "./processes";
import { hasCode } from "./run";

/** What runs in a directory: enough to use it again, and to stop only what was started there. */
export interface State {
    ports: Record<string, number>;
    processes: ProcessRecord[];
}

export function readState(file: string): State {
    let text: string;
    try {
        text = fs.readFileSync(file, "utf8");
    } catch (error) {
        if (hasCode(error, "ENOENT")) {
            return { ports: {}, processes: [] };
        }
        throw error;
    }
    const content: unknown = JSON.parse(text);
    const ports: unknown = isRecord(content) ? content["ports"] : undefined;
    return {
        ports: Object.fromEntries(
            Object.entries(isRecord(ports) ? ports : {}).flatMap(([name, port]) =>
                typeof port === "number" ? [[name, port] as const] : [],
            ),
        ),
        processes: recordsAt(content, "processes").flatMap(({ name, pid, started, log }) =>
            typeof name === "string" &&
            typeof pid === "number" &&
            typeof started === "string" &&
            typeof log === "string"
                ? [{ name, pid, started, log }]
                : [],
        ),
    };
}

/** At once and whole: whoever is killed while writing leaves the old file. */
export function writeState(file: string, state: State): void {
    writeWhole(file, `${JSON.stringify(state, undefined, 2)}\n`);
}

/** Writes a file that only its owner may read, replacing it in one step. */
export function writeWhole(file: string, content: string): void {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    const partial = `${file}.${process.pid}.partial`;
    fs.writeFileSync(partial, content, { mode: 0o600 });
    fs.renameSync(partial, file);
}
