import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";

import type { Part } from "./parts";

/** Flags of every build: reproducible, and only what go.sum vouches for. */
export const goFlags = "-trimpath -buildvcs=false -mod=readonly";

/** The files beside go.mod that a part is built from. */
const sources = ["go.mod", "go.sum", "main.go"];

/** Everything that decides what a built part is. */
export interface Ingredients {
    part: Part;
    /** File name -> content; a file that a part does not have is left out. */
    files: Readonly<Record<string, string>>;
    goVersion: string;
    /** Operating system and architecture: a home folder may be shared between machines. */
    system: string;
}

/** Sixteen hexadecimal digits that change when any ingredient changes, and only then. */
export function hashOf({ part, files, goVersion, system }: Ingredients): string {
    const { programs, tags, linkerFlags, goToolchain, files: taken } = part;
    const sorted = (record: Readonly<Record<string, string>>) =>
        Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
    const built = [sorted(files), sorted(programs), linkerFlags, goToolchain, taken, goFlags, goVersion, system];
    const ingredients = tags === undefined ? built : [...built, tags];
    return createHash("sha256").update(JSON.stringify(ingredients)).digest("hex").slice(0, 16);
}

export function readSources(folder: string): Record<string, string> {
    return Object.fromEntries(
        sources
            .map((name) => path.join(folder, name))
            .filter((file) => fs.existsSync(file))
            .map((file) => [path.basename(file), fs.readFileSync(file, "utf8")]),
    );
}
