import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import * as grpc from "@grpc/grpc-js";
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import type { AnalyzeRequest, AnalyzeStackRequest } from "@pulumi/pulumi/proto/analyzer_pb";

/** What an engine has under way at once. */
const inFlight = 16;

const asItIs = (bytes: Buffer): Buffer => bytes;

/** An analyzer as a process. */
export interface Analyzer {
    milliseconds: number;
    mebibytes: number;
    /** Seconds. Requests are written before, so that only their answering is measured. */
    analyze(requests: readonly Buffer[]): Promise<number>;
    analyzeStack(request: Buffer): Promise<number>;
    close(): Promise<void>;
}

export interface Program {
    command: string;
    args: readonly string[];
    cwd?: string;
}

export function written(request: AnalyzeRequest | AnalyzeStackRequest): Buffer {
    return Buffer.from(request.serializeBinary());
}

/** Starts one; `milliseconds` is until it prints its port, which is when an engine can use it. */
export async function startAnalyzer({ command, args, cwd }: Program): Promise<Analyzer> {
    const begin = performance.now();
    const child = spawn(command, [...args], {
        stdio: ["ignore", "pipe", "inherit"],
        ...(cwd === undefined ? {} : { cwd }),
    });
    const [port] = (await once(child.stdout, "data")) as [Buffer];
    const milliseconds = performance.now() - begin;
    child.stdout.resume();
    const status = readFileSync(`/proc/${child.pid ?? 0}/status`, "utf8");
    const client = new grpc.Client(`127.0.0.1:${port.toString("utf8").trim()}`, grpc.credentials.createInsecure(), {
        "grpc.max_receive_message_length": -1,
        "grpc.max_send_message_length": -1,
    });
    const call = (path: string, request: Buffer): Promise<Buffer> =>
        new Promise((resolve, reject) => {
            client.makeUnaryRequest(path, asItIs, asItIs, request, (problem, response) => {
                if (problem === null && response !== undefined) resolve(response);
                else reject(problem ?? new Error("no answer"));
            });
        });
    return {
        milliseconds,
        mebibytes: Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024,
        analyze: async (requests) => {
            const start = performance.now();
            let next = 0;
            const worker = async (): Promise<void> => {
                for (let request = requests[next++]; request !== undefined; request = requests[next++]) {
                    await call(AnalyzerService.analyze.path, request);
                }
            };
            await Promise.all(Array.from({ length: inFlight }, worker));
            return (performance.now() - start) / 1000;
        },
        analyzeStack: async (request) => {
            const start = performance.now();
            await call(AnalyzerService.analyzeStack.path, request);
            return (performance.now() - start) / 1000;
        },
        close: async () => {
            client.close();
            const ended = once(child, "exit");
            child.kill();
            await ended;
        },
    };
}
