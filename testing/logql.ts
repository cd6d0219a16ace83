import { execFile } from "node:child_process";
import { isRecord, recordsAt, type JsonRecord } from "../sandbox/json";
import { ensureToolchain, program } from "../sandbox/toolchain/build";

/** The log of one container, as a collector brings it to Loki. */
export interface Stream {
    labels: Readonly<Record<string, string>>;
    lines: readonly { at: Date; text: string }[];
}

/** An element of an answer: labels, and the value at the time that was asked about. */
export interface Sample {
    labels: JsonRecord;
    value: string;
}

export interface Loki {
    /** What Loki's ruler gets at a time: an alert is firing for each sample that there is. Throws for what is no LogQL. */
    ask(query: string, at: Date, streams: readonly Stream[]): Promise<Sample[]>;
}

/** Loki's own engine. */
export async function loki(): Promise<Loki> {
    const path = program(await ensureToolchain(["logql"], () => undefined), "logql", "logql");
    return {
        ask: async (query, at, streams) => {
            const given = streams.map(({ labels, lines }) => ({
                labels: `{${Object.entries(labels)
                    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
                    .join(", ")}}`,
                lines: lines.map((line) => ({ at: line.at.toISOString(), text: line.text })),
            }));
            const answer: unknown = JSON.parse(await answered(path, { query, at: at.toISOString(), streams: given }));
            // As Prometheus' API writes a vector: [{ metric: {...}, value: [seconds, "number"] }].
            return recordsAt({ answer }, "answer").map(({ metric, value }) => ({
                labels: isRecord(metric) ? metric : {},
                value: Array.isArray(value) ? String(value[1]) : "",
            }));
        },
    };
}

function answered(path: string, question: object): Promise<string> {
    return new Promise((resolve, reject) => {
        const child = execFile(path, { maxBuffer: 64 * 2 ** 20 }, (problem, stdout, stderr) => {
            if (problem === null) {
                resolve(stdout);
            } else {
                reject(new Error(stderr, { cause: problem }));
            }
        });
        child.stdin?.end(JSON.stringify(question));
    });
}
