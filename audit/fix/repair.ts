import {
    accessSync,
    chmodSync,
    chownSync,
    constants,
    readFileSync,
    realpathSync,
    renameSync,
    statSync,
    writeFileSync,
} from "node:fs";
import { sep } from "node:path";
import { createTwoFilesPatch } from "diff";
import { formatPath } from "../../rules/path";
import type { Repair } from "../audit";
import { editFile, type PlacedEdit } from "./editFile";

export interface RepairedFile {
    readonly file: string;
    readonly before: string;
    readonly after: string;
    readonly places: number;
}

export interface Repaired {
    readonly files: readonly RepairedFile[];
    /** All changes as a unified diff. */
    readonly diff: string;
    /** What could not be changed, a line each with its reason. */
    readonly refused: readonly string[];
}

/** Works out what the files would become; writes nothing. Only files that were named, or lie below a folder that was, are touched. */
export function repairFiles(repairs: readonly Repair[], named: readonly string[]): Repaired {
    const files: RepairedFile[] = [];
    const refused: string[] = [];
    for (const [file, ours] of byFile(repairs)) {
        const text = changeableText(file, named);
        if ("problem" in text) {
            refused.push(`${file}: ${text.problem}`);
            continue;
        }
        const edits = ours.flatMap(placedEdits);
        const edited = editFile(text.text, edits);
        refused.push(...edited.refused.map(({ edit, reason }) => `${file}: ${formatPath(edit.path)}: ${reason}`));
        if (edited.text !== text.text) {
            const places = edits.length - edited.refused.length;
            files.push({ file, before: text.text, after: edited.text, places });
        }
    }
    return { files, refused, diff: files.map(diffOf).join("") };
}

/** Writes each file at once or not at all, and goes on with the others. Answers what was written and what was not. */
export function writeRepairs({ files }: Pick<Repaired, "files">): Pick<Repaired, "files" | "refused"> {
    const written: RepairedFile[] = [];
    const refused: string[] = [];
    for (const each of files) {
        try {
            replace(each);
            written.push(each);
        } catch (problem) {
            refused.push(`${each.file}: ${problem instanceof Error ? problem.message : String(problem)}`);
        }
    }
    return { files: written, refused };
}

function replace({ file, before, after }: RepairedFile): void {
    const real = realpathSync(file);
    if (readFileSync(real, "utf8") !== before) {
        throw new Error("changed while it was audited; run it again");
    }
    const { mode, uid, gid, nlink } = statSync(real);
    if (nlink > 1) {
        // A new file would part it from its other names.
        writeFileSync(real, after);
        return;
    }
    const next = `${real}.hardened-db-${process.pid}`;
    writeFileSync(next, after);
    chmodSync(next, mode);
    chownSync(next, uid, gid);
    renameSync(next, real);
}

function changeableText(file: string, named: readonly string[]): { text: string } | { problem: string } {
    try {
        const real = realpathSync(file);
        const isNamed = named
            .map((path) => realpathSync(path))
            .some((path) => real === path || real.startsWith(path.endsWith(sep) ? path : path + sep));
        if (!isNamed) {
            return { problem: `a link to ${real}, which was not named` };
        }
        accessSync(real, constants.W_OK);
        const bytes = readFileSync(real);
        const text = bytes.toString("utf8");
        return Buffer.from(text, "utf8").equals(bytes) && !text.startsWith("\ufeff")
            ? { text }
            : { problem: "has a byte order mark, or is no UTF-8 text" };
    } catch {
        return { problem: "may not be written" };
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
