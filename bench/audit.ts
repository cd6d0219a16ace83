import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeCorpus } from "./corpus";
import { medianOf, repeated, row, type Row } from "./measure";
import { slownessOfStarts } from "./speed";

const runs = 5;
/** Of design.md: 950 files and 27 MB. */
const filesInCorpus = 950;

interface Measured {
    readonly seconds: number;
    readonly mebibytes: number;
}

/**
 * The audit of a large repository beside the parsing alone of the same files (js-yaml, one process), ten times that repository, and a
 * cold start. `BENCH_CORPUS=FOLDER` measures on a folder of yours; `BENCH_PEERS=1` runs Checkov beside it (installed from PyPI into a
 * folder of its own).
 */
export async function auditRows(): Promise<Row[]> {
    const folder = mkdtempSync(join(tmpdir(), "hardened-db-bench-"));
    try {
        const small = process.env["BENCH_CORPUS"] ?? join(folder, "1x");
        if (process.env["BENCH_CORPUS"] === undefined) {
            makeCorpus(small, filesInCorpus);
        }
        console.error(`  ${describe(small)}`);
        const parsing = await measure(["bench/parsing.mjs", small], folder);
        const audit = await measure(["bin/cli.js", "audit", small, "--fail-on", "never", "--format", "json"], folder);
        const parseSeconds = medianOf(parsing.map(({ seconds }) => seconds));
        const auditSeconds = medianOf(audit.map(({ seconds }) => seconds));
        return [
            row("hardened-db --version, cold", "ms", 200, await coldStart(), slownessOfStarts()),
            row(
                `audit of ${describe(small)}`,
                "s",
                4 * parseSeconds,
                audit.map(({ seconds }) => seconds),
            ),
            row(
                "the parsing alone (js-yaml)",
                "s",
                Infinity,
                parsing.map(({ seconds }) => seconds),
            ),
            row(
                "memory of that audit",
                "MiB",
                250,
                audit.map(({ mebibytes }) => mebibytes),
            ),
            ...(process.env["BENCH_CORPUS"] === undefined ? await tenfold(folder, auditSeconds) : []),
            ...(process.env["BENCH_PEERS"] === "1" ? await checkov(small, folder) : []),
        ];
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

/** Linear: ten times the files at most twelve times the time. */
async function tenfold(folder: string, oneSeconds: number): Promise<Row[]> {
    const large = join(folder, "10x");
    makeCorpus(large, 10 * filesInCorpus);
    const once = await run(["bin/cli.js", "audit", large, "--fail-on", "never", "--format", "json"], folder);
    return [row("audit of ten times as much, to ten times the time", "x", 1.2, [once.seconds / (10 * oneSeconds)])];
}

async function checkov(corpus: string, folder: string): Promise<Row[]> {
    const environment = join(folder, "checkov");
    await run(["-m", "venv", environment], folder, "python3");
    await run(["-m", "pip", "install", "--quiet", "checkov==3.3.30"], folder, join(environment, "bin", "python"));
    const once = await run(
        [
            join(environment, "bin", "checkov"),
            "-d",
            corpus,
            "--framework",
            "kubernetes",
            "--quiet",
            "--compact",
            "-o",
            "json",
            "--soft-fail",
        ],
        folder,
        join(environment, "bin", "python"),
    );
    return [row("Checkov on the same files", "s", Infinity, [once.seconds])];
}

async function coldStart(): Promise<number[]> {
    return repeated(9, async () => {
        const begin = performance.now();
        const child = spawn("bin/hardened-db", ["--version"], { stdio: "ignore" });
        await once(child, "exit");
        return performance.now() - begin;
    });
}

async function measure(args: readonly string[], folder: string): Promise<Measured[]> {
    const all: Measured[] = [];
    for (let index = 0; index <= runs; index += 1) {
        all.push(await run(args, folder));
    }
    return all.slice(1);
}

/** Runs a program to its end; its peak memory is what it says itself, by bench/peak.mjs (only Node.js programs). */
async function run(args: readonly string[], folder: string, program?: string): Promise<Measured> {
    const peak = join(folder, "peak");
    writeFileSync(peak, "0");
    const begin = performance.now();
    const all = program === undefined ? ["--import", "./bench/peak.mjs", ...args] : [...args];
    const child = spawn(program ?? process.execPath, all, {
        stdio: ["ignore", "ignore", "inherit"],
        env: { ...process.env, PEAK_FILE: peak },
    });
    const [code] = (await once(child, "exit")) as [number | null];
    if (code !== 0) {
        throw new Error(`${program ?? "node"} ${args.join(" ")} ended with ${code ?? "a signal"}`);
    }
    return { seconds: (performance.now() - begin) / 1000, mebibytes: Number(readFileSync(peak, "utf8")) / 1024 };
}

function describe(folder: string): string {
    let files = 0;
    let bytes = 0;
    for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
        const path = join(folder, name);
        if (/\.ya?ml$/.test(name) && existsSync(path) && statSync(path).isFile()) {
            files += 1;
            bytes += statSync(path).size;
        }
    }
    return `${files} YAML files, ${(bytes / 1e6).toFixed(0)} MB`;
}
