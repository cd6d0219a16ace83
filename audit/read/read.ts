import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { AuditError } from "../finding";
import { findFiles, type Exclude } from "./files";
import { renderFirst } from "./helm";
import { patchesIn } from "./kustomize";
import { readSource, type Reading } from "./source";
import { readText, textOf } from "./text";

export interface ReadOptions {
    readonly exclude?: Exclude;
    /** Called after each file. */
    readonly progress?: (done: number, all: number) => void;
}

/** Reads files, folders and, for `-`, standard input. Nothing here throws for what is in them. */
export function readPaths(paths: readonly string[], { exclude, progress }: ReadOptions = {}): Reading {
    const { files, errors } = findFiles(
        paths.filter((path) => path !== "-"),
        exclude,
    );
    const patches = patchesIn(files);
    const judged = files.filter((file) => !patches.files.has(resolve(file)));
    const inputs = paths.includes("-") ? ["-", ...judged] : judged;
    const readings = inputs.map((file, index) => {
        const reading = readOne(file);
        progress?.(index + 1, inputs.length);
        return reading;
    });
    return chartsOnce(
        together([...readings, { subjects: [], errors: [...errors, ...patches.errors], complete: false, readable: 0 }]),
    );
}

/** The templates of a chart have one trouble: that the chart is not rendered. */
function chartsOnce(reading: Reading): Reading {
    const counts = new Map<string, number>();
    const others = reading.errors.filter(({ file, message }) => {
        const chart = message.endsWith(renderFirst) ? /^(.*?)\/?templates\//.exec(file)?.[1] : undefined;
        if (chart !== undefined) {
            counts.set(chart, (counts.get(chart) ?? 0) + 1);
        }
        return chart === undefined;
    });
    const charts = [...counts].map(([chart, count]) => ({
        file: chart === "" ? "." : chart,
        message: `a Helm chart: ${count === 1 ? "a template is" : `${count} templates are`} no YAML until rendered: helm template ${chart === "" ? "." : chart} | hardened-db audit -`,
    }));
    return { ...reading, errors: [...others, ...charts] };
}

function readOne(file: string): Reading {
    try {
        const text = file === "-" ? textOf(readFileSync(0)) : readText(file);
        return "problem" in text
            ? unreadable({ file, message: text.problem })
            : { ...readSource(file, text.text), files: [{ name: file, sha256: text.sha256 }] };
    } catch (problem) {
        return unreadable({ file, message: problem instanceof Error ? problem.message : String(problem) });
    }
}

function unreadable(error: AuditError): Reading {
    return { subjects: [], errors: [error], complete: false, readable: 0 };
}

/** Complete when there is a whole stack or cluster, and nothing besides that could belong to another. */
export function together(readings: readonly Reading[]): Reading {
    const withSubjects = readings.filter(({ subjects }) => subjects.length > 0);
    return {
        subjects: readings.flatMap(({ subjects }) => subjects),
        errors: readings.flatMap(({ errors }) => errors),
        complete: withSubjects.length > 0 && withSubjects.every(({ complete }) => complete),
        files: readings.flatMap(({ files = [] }) => files),
        readable: readings.reduce((sum, { readable }) => sum + readable, 0),
    };
}
