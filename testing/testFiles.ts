import { readdirSync } from "node:fs";
import { join } from "node:path";

const rooms = [
    "controls",
    "rules",
    "waivers",
    "audit",
    "cli",
    "build",
    "provider",
    "testing",
    "sandbox",
    "examples",
    "bench",
];

/** Every file of tests, those that start engines and API servers last. */
export function testFiles(): string[] {
    const all = rooms.flatMap((room) => filesBelow(room)).filter((file) => file.endsWith(".test.ts"));
    return [...all.filter((file) => !isSlow(file)).sort(), ...all.filter(isSlow).sort()];
}

export function isSlow(file: string): boolean {
    return file.endsWith(".engine.test.ts");
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
