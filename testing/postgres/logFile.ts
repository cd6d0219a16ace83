import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { recordsOf, type LogRecord } from "./log";
import { succeeded, type Superuser } from "./statements";

const beginning = "mark of the tests";
let marks = 0;

/** All that was logged until now. PostgreSQL's collector writes a little later; what came before a mark is in the file once the mark is. */
export async function logUntilNow(superuser: Superuser, file: string): Promise<LogRecord[]> {
    marks += 1;
    const mark = `${beginning} ${process.pid}-${marks}`;
    await superuser("postgres", (session) =>
        succeeded(session.query(`DO $$ BEGIN RAISE LOG '${mark}'; END $$`), "a mark in the log"),
    );
    const deadline = Date.now() + 10_000;
    for (;;) {
        const records = recordsOf(readFileSync(file, "utf8"));
        const end = records.findIndex(({ record }) => record.message === mark);
        if (end >= 0) {
            return records.slice(0, end).filter(({ record }) => record.message?.startsWith(beginning) !== true);
        }
        assert.ok(Date.now() < deadline, `"${mark}" reaches the log within 10 s`);
        await sleep(10);
    }
}
