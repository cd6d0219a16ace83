import { existsSync, readdirSync, readFileSync } from "node:fs";

/**
 * Ends the processes that a tool has left behind, known by the folder that only they are run from: a pulumi that was killed leaves its
 * plugins, and `pulumi package add` with the path of a plugin forgets its language host and the plugin below it (seen with Pulumi 3.255).
 * Answers how many there were; none where the system does not tell (no /proc).
 */
export function endStrays(folder: string): number {
    if (!existsSync("/proc")) {
        return 0;
    }
    const strays = readdirSync("/proc")
        .filter((name) => /^\d+$/.test(name) && name !== String(process.pid))
        .filter((name) => programIn(name).some((part) => part.startsWith(`${folder}/`)));
    for (const stray of strays) {
        try {
            process.kill(Number(stray));
        } catch {
            // It went with the one before.
        }
    }
    return strays.length;
}

/** What is run: the program, and the script where the program is an interpreter. */
function programIn(pid: string): readonly string[] {
    try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").slice(0, 2);
    } catch {
        return [];
    }
}
