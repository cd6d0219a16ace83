import { audit, type Audited, type AuditOptions } from "../audit/audit";
import { repairFiles, writeRepairs, type RepairedFile } from "../audit/fix/repair";
import type { Reading } from "../audit/read/source";
import { visible } from "../audit/reports/visible";

/** A fix can show another one (a key that a merge had hidden); it never takes more. */
const mostRounds = 3;

/** Makes the safe fixes, reads again, and answers what is left. What was changed, and what was not, goes to standard error. */
export async function mend(
    first: Audited,
    named: readonly string[],
    read: () => Promise<Reading>,
    options: AuditOptions,
): Promise<Audited> {
    const mended = new Map<string, number>();
    let refused: readonly string[] = [];
    let audited = first;
    for (let round = 0; round < mostRounds; round += 1) {
        const repaired = repairFiles(audited.repairs, named);
        const written = writeRepairs(repaired);
        refused = [...repaired.refused, ...written.refused];
        for (const { file, places } of written.files) {
            mended.set(file, (mended.get(file) ?? 0) + places);
        }
        if (written.files.length === 0) {
            break;
        }
        audited = audit(await read(), options);
    }
    const lines = [...mended].map(([file, places]) => `mended ${inPlaces(places)} of ${file}`);
    say(lines.length === 0 ? ["no finding has a fix that is safe to make without you"] : lines, refused);
    return audited;
}

/** The diff of what `mend` would change, on standard output. */
export function showMending({ repairs }: Audited, named: readonly string[]): void {
    const { files, diff, refused } = repairFiles(repairs, named);
    process.stdout.write(diff);
    say([`${inPlaces(placesIn(files))} of ${inFiles(files.length)} would be mended; nothing was written`], refused);
}

function say(lines: readonly string[], refused: readonly string[]): void {
    for (const line of [...lines, ...refused.map((each) => `not changed: ${each}`)]) {
        process.stderr.write(`${visible(line)}\n`);
    }
}

function placesIn(files: readonly RepairedFile[]): number {
    return files.reduce((sum, { places }) => sum + places, 0);
}

function inPlaces(count: number): string {
    return count === 1 ? "1 place" : `${count} places`;
}

function inFiles(count: number): string {
    return count === 1 ? "1 file" : `${count} files`;
}
