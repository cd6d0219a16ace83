import { writeFileSync } from "node:fs";

/** Throws with the option that named the file. */
export function writeOut(option: string, file: string, text: string): void {
    try {
        writeFileSync(file, text);
    } catch (problem) {
        const reason = problem instanceof Error ? problem.message.replace(/^\w+: /, "") : String(problem);
        throw new Error(`${option}: cannot be written (${reason}); name a file in a folder that is there`, {
            cause: problem,
        });
    }
}
