import { readFileSync } from "node:fs";

/** The text of a file; undefined where there is none. */
export function contentOf(file: string): string | undefined {
    try {
        return readFileSync(file, "utf8");
    } catch {
        return undefined;
    }
}
