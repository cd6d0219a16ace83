import { spawnSync } from "node:child_process";
import { medianOf, type Slowness } from "./measure";

/** What these took on the machine that the budgets in seconds were set on. */
const there = { nodeStart: 57, emptyAnalyzer: 4.3 };

const starts = 9;

/** By the start and end of a Node.js that does nothing, measured now: a shared machine is not as quick at all times. */
export function slownessOfStarts(): Slowness {
    const milliseconds = Array.from({ length: starts }, () => {
        const begin = performance.now();
        spawnSync(process.execPath, ["-e", "0"]);
        return performance.now() - begin;
    });
    const here = medianOf(milliseconds);
    return slowness(here / there.nodeStart, `node -e 0 takes ${here.toFixed(0)} ms, there ${there.nodeStart} ms`);
}

/** By an analyzer that finds nothing, on the same resources in the same run. */
export function slownessOfAnalysis(emptyAnalyzer: number): Slowness {
    return slowness(
        emptyAnalyzer / there.emptyAnalyzer,
        `an empty analyzer server takes ${emptyAnalyzer.toFixed(1)} s, there ${there.emptyAnalyzer} s`,
    );
}

function slowness(ratio: number, because: string): Slowness {
    return { factor: Math.max(1, ratio), because };
}
