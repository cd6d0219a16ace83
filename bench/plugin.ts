import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { row, type Row } from "./measure";
import { slownessOfStarts } from "./speed";

const runs = 9;

/** From the start of the built plugin to its port on standard output, which is when the engine can use it; and its memory then. */
export async function pluginRows(): Promise<Row[]> {
    const measured: { milliseconds: number; mebibytes: number }[] = [];
    for (let run = 0; run <= runs; run += 1) {
        measured.push(await start());
    }
    const counted = measured.slice(1);
    const slowness = slownessOfStarts();
    return [
        row(
            "plugin ready to serve",
            "ms",
            150,
            counted.map(({ milliseconds }) => milliseconds),
            slowness,
        ),
        row(
            "plugin memory when ready",
            "MiB",
            100,
            counted.map(({ mebibytes }) => mebibytes),
        ),
    ];
}

async function start(): Promise<{ milliseconds: number; mebibytes: number }> {
    const begin = performance.now();
    const plugin = spawn("bin/pulumi-resource-hardened-db", ["127.0.0.1:1"], { stdio: ["ignore", "pipe", "ignore"] });
    await once(plugin.stdout, "data");
    const milliseconds = performance.now() - begin;
    const status = readFileSync(`/proc/${plugin.pid ?? 0}/status`, "utf8");
    const kibibytes = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]);
    const ended = once(plugin, "exit");
    plugin.kill();
    await ended;
    return { milliseconds, mebibytes: kibibytes / 1024 };
}
