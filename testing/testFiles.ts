import { readdirSync } from "node:fs";
import { join } from "node:path";

const rooms = [
    "controls",
    "rules",
    "waivers",
    "compliance",
    "audit",
    "report",
    "cli",
    "policy",
    "build",
    "provider",
    "testing",
    "sandbox",
    "examples",
    "bench",
];

/** Kinds of tests by what they start, quickest first: nothing, a PostgreSQL, engines and API servers. */
const kinds = ["", "server", "engine"] as const;

export type Kind = (typeof kinds)[number];

/** Every file of tests, the quick ones first. */
export function testFiles(): string[] {
    const all = rooms.flatMap((room) => filesBelow(room)).filter((file) => file.endsWith(".test.ts"));
    return all.sort().sort((one, other) => kinds.indexOf(kindOf(one)) - kinds.indexOf(kindOf(other)));
}

/** What a test starts, as its file's name says: `restore.engine.test.ts`. */
export function kindOf(file: string): Kind {
    const named = /\.(\w+)\.test\.ts$/.exec(file)?.[1];
    return kinds.find((kind) => kind === named) ?? "";
}

function filesBelow(room: string): string[] {
    try {
        return readdirSync(room, { recursive: true, encoding: "utf8" })
            .filter((file) => !file.includes("node_modules"))
            .map((file) => join(room, file));
    } catch {
        return [];
    }
}
