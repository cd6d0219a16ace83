import { AnalyzeStackRequest } from "@pulumi/pulumi/proto/analyzer_pb";
import { requestOf, stackResourceOf } from "../testing/policyPack";
import { startAnalyzer, written, type Program } from "./analyzerLoad";
import { row, type Row } from "./measure";
import { manyResources } from "./packResources";
import { withPeers } from "./packPeers";
import { slownessOfAnalysis, slownessOfStarts } from "./speed";

const starts = 9;
const runs = 3;
const count = 10_000;

const pack: Program = { command: "policy/dist/hardened-db-policy", args: ["127.0.0.1:1"] };
const empty: Program = { command: process.execPath, args: ["bench/emptyAnalyzer.mjs"] };
const unread: Program = { command: process.execPath, args: ["bench/emptyAnalyzer.mjs", "bytes"] };

/**
 * The policy pack beside an analyzer that finds nothing, in turns, so that both have the machine as it is. `BENCH_PEERS=1` measures
 * packs made with @pulumi/policy beside it (installed from npm into a folder of its own).
 */
export async function packRows(): Promise<Row[]> {
    const resources = manyResources(count);
    const requests = resources.map((resource) => written(requestOf(resource)));
    const stack = written(new AnalyzeStackRequest().setResourcesList(resources.map(stackResourceOf)));
    console.error(`  ${count} resources, ${(stack.length / 1e6).toFixed(0)} MB`);

    const analysis: Record<"pack" | "empty" | "unread", number[]> = { pack: [], empty: [], unread: [] };
    const stackAnalysis: number[] = [];
    for (let run = 0; run < runs; run += 1) {
        for (const [name, program] of Object.entries({ unread, empty, pack })) {
            const analyzer = await startAnalyzer(program);
            analysis[name as keyof typeof analysis].push(await analyzer.analyze(requests));
            if (name === "pack") {
                stackAnalysis.push(await analyzer.analyzeStack(stack));
            }
            await analyzer.close();
        }
    }
    const ready = await readiness(pack);
    const emptyRow = row("an empty analyzer server on the same", "s", Infinity, analysis.empty);
    const peers = process.env["BENCH_PEERS"] === "1";
    return [
        row(
            "pack ready",
            "ms",
            450,
            ready.map(({ milliseconds }) => milliseconds),
            slownessOfStarts(),
        ),
        row(
            "pack memory when ready",
            "MiB",
            Infinity,
            ready.map(({ mebibytes }) => mebibytes),
        ),
        row(`pack: ${count} resources, all rules`, "s", 2 * emptyRow.median, analysis.pack),
        emptyRow,
        row("one that does not read them either", "s", Infinity, analysis.unread),
        row(`pack: stack analysis of ${count} resources`, "s", 3, stackAnalysis, slownessOfAnalysis(emptyRow.median)),
        ...(peers ? await peerRows(requests) : []),
    ];
}

async function readiness(program: Program): Promise<{ milliseconds: number; mebibytes: number }[]> {
    const measured: { milliseconds: number; mebibytes: number }[] = [];
    for (let run = 0; run <= starts; run += 1) {
        const analyzer = await startAnalyzer(program);
        const { milliseconds, mebibytes } = analyzer;
        measured.push({ milliseconds, mebibytes });
        await analyzer.close();
    }
    return measured.slice(1);
}

function peerRows(requests: readonly Buffer[]): Promise<Row[]> {
    return withPeers(async (peers) => {
        const rows: Row[] = [];
        for (const [title, program] of Object.entries(peers)) {
            const analyzer = await startAnalyzer(program);
            const seconds = await analyzer.analyze(requests);
            await analyzer.close();
            rows.push(row(`${title}: the same resources`, "s", Infinity, [seconds]));
            const ready = await readiness(program);
            rows.push(
                row(
                    `${title}: ready`,
                    "ms",
                    Infinity,
                    ready.map(({ milliseconds }) => milliseconds),
                ),
            );
        }
        return rows;
    });
}
