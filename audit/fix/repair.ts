import { readFileSync, realpathSync, renameSync, statSync, writeFileSync } from "node:fs";
import { createTwoFilesPatch } from "diff";
import type { Repair } from "../audit";
import { readText } from "../read/text";
import { editFile, type PlacedEdit } from "./editFile";

export interface RepairedFile {
    readonly file: string;
    readonly before: string;
    readonly after: string;
}

export interface Repaired {
    readonly files: readonly RepairedFile[];
    /** All changes as a unified diff. */
    readonly diff: string;
    /** A sentence or more: what was changed, and what could not be. */
    readonly summary: string;
}

/** Works out what the files would become; writes nothing. */
export function repairFiles(repairs: readonly Repair[]): Repaired {
    const files: RepairedFile[] = [];
    const refused: string[] = [];
    let done = 0;
    for (const [file, ours] of byFile(repairs)) {
        const edits = ours.flatMap(placedEdits);
        if (edits.length === 0) {
            refused.push(`${file}: only YAML files can be changed`);
            continue;
        }
        const text = readText(file);
        if ("problem" in text) {
            refused.push(`${file}: ${text.problem}`);
            continue;
        }
        const edited = editFile(text.text, edits);
        refused.push(...edited.refused.map(({ edit, reason }) => `${file}: ${edit.path.join(".")}: ${reason}`));
        done += edits.length - edited.refused.length;
        if (edited.text !== text.text) {
            files.push({ file, before: text.text, after: edited.text });
        }
    }
    return { files, diff: files.map(diffOf).join(""), summary: summaryOf(done, files.length, refused) };
}

/** Each file at once or not at all: a new one takes the old one's place. */
export function writeRepairs({ files }: Repaired): void {
    for (const { file, before, after } of files) {
        const real = realpathSync(file);
        if (readFileSync(real, "utf8") !== before) {
            throw new Error(`${file} changed while it was audited; nothing of it was written. Run it again.`);
        }
        const next = `${real}.hardened-db-${process.pid}`;
        writeFileSync(next, after, { mode: statSync(real).mode });
        renameSync(next, real);
    }
}

function placedEdits({ origin: { place }, edits }: Repair): readonly PlacedEdit[] {
    return place === undefined ? [] : edits.map((edit) => ({ place, edit }));
}

function byFile(repairs: readonly Repair[]): ReadonlyMap<string, readonly Repair[]> {
    const files = new Map<string, Repair[]>();
    for (const repair of repairs) {
        files.set(repair.origin.file, [...(files.get(repair.origin.file) ?? []), repair]);
    }
    return files;
}

function diffOf({ file, before, after }: RepairedFile): string {
    return createTwoFilesPatch(`a/${file}`, `b/${file}`, before, after, undefined, undefined, { context: 3 }).replace(
        /^=+\n/,
        "",
    );
}

function summaryOf(done: number, files: number, refused: readonly string[]): string {
    const changed =
        done === 0
            ? "No finding has a fix that is safe to make without you."
            : `${done} ${done === 1 ? "place" : "places"} in ${files} ${files === 1 ? "file" : "files"} can be mended safely.`;
    return [changed, ...refused.map((each) => `Not changed: ${each}`)].join("\n");
}
