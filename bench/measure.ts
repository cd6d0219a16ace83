/**
 * How much longer this machine takes than the one that the budgets in seconds were set on (November 2026, 2 cores, Node.js 20): a budget
 * says something of the code only at the same speed.
 */
export interface Slowness {
    /** 1 where it is as quick, or quicker. */
    readonly factor: number;
    readonly because: string;
}

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
    /** Where the budget is a time of another machine. */
    slowness?: Slowness;
}

export function row(
    what: string,
    unit: Row["unit"],
    budget: number,
    values: readonly number[],
    slowness?: Slowness,
): Row {
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
        ...(slowness === undefined ? {} : { slowness }),
    };
}

export function medianOf(values: readonly number[]): number {
    return row("", "x", Infinity, values).median;
}

/** The budget at this machine's speed. */
export function allowed({ budget, slowness }: Row): number {
    return budget * (slowness?.factor ?? 1);
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
    const cells = rows.map((each) => [
        each.what,
        `${number(each.median)} ${each.unit}`,
        `${number(each.min)} to ${number(each.max)}`,
        String(each.runs),
        each.budget === Infinity ? "" : `${number(each.budget)} ${each.unit}`,
        verdictOn(each),
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

function verdictOn(each: Row): string {
    const { median, budget, unit, slowness } = each;
    if (budget === Infinity) {
        return "for comparison";
    }
    if (median <= budget) {
        return "kept";
    }
    if (slowness === undefined) {
        return "MISSED";
    }
    const here = `the speed of this machine, ${number(allowed(each))} ${unit}: ${slowness.because}`;
    return median <= allowed(each) ? `kept at ${here}` : `MISSED, also at ${here}`;
}

function number(value: number): string {
    return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
