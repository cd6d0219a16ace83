/** One row of the table: what was measured, against what it must keep. */
export interface Row {
    what: string;
    unit: "ms" | "s" | "MiB" | "x";
    median: number;
    min: number;
    max: number;
    runs: number;
    /** Infinity for what is measured only to compare with. */
    budget: number;
}

export function row(what: string, unit: Row["unit"], budget: number, values: readonly number[]): Row {
    const sorted = [...values].sort((a, b) => a - b);
    const at = (index: number): number => sorted[index] ?? Number.NaN;
    return {
        what,
        unit,
        budget,
        median: at(Math.floor(sorted.length / 2)),
        min: at(0),
        max: at(sorted.length - 1),
        runs: sorted.length,
    };
}

export async function seconds(run: () => Promise<unknown>): Promise<number> {
    const begin = performance.now();
    await run();
    return (performance.now() - begin) / 1000;
}

/** Repeats a measurement; the first one, which warms the caches, is not counted. */
export async function repeated(runs: number, measure: () => Promise<number>): Promise<number[]> {
    const values: number[] = [];
    for (let run = 0; run <= runs; run += 1) {
        values.push(await measure());
    }
    return values.slice(1);
}

export function tableOf(rows: readonly Row[]): string {
    const cells = rows.map(({ what, unit, median, min, max, runs, budget }) => [
        what,
        `${number(median)} ${unit}`,
        `${number(min)} to ${number(max)}`,
        String(runs),
        budget === Infinity ? "" : `${number(budget)} ${unit}`,
        budget === Infinity ? "for comparison" : median <= budget ? "kept" : "MISSED",
    ]);
    const all = [["what", "median", "range", "runs", "at most", ""], ...cells];
    const widths = all[0]?.map((_, column) => Math.max(...all.map((line) => line[column]?.length ?? 0))) ?? [];
    return all
        .map((line) =>
            line
                .map((cell, column) => cell.padEnd(widths[column] ?? 0))
                .join("  ")
                .trimEnd(),
        )
        .join("\n");
}

function number(value: number): string {
    return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
