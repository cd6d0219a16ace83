import { CommanderError } from "commander";
import { visible } from "../audit/reports/visible";
import { program } from "./program";

/** 0 clean, 1 findings at or above the level, 2 wrong use or nothing readable. */
async function main(): Promise<void> {
    // A pager that was closed ends the output, not the run.
    process.stdout.on("error", (problem: NodeJS.ErrnoException) => {
        if (problem.code !== "EPIPE") {
            throw problem;
        }
    });
    try {
        await program().parseAsync();
    } catch (problem) {
        if (problem instanceof CommanderError) {
            process.exitCode = problem.exitCode === 0 ? 0 : 2;
            return;
        }
        const message = problem instanceof Error ? problem.message : String(problem);
        process.stderr.write(`hardened-db: ${message.split("\n").map(visible).join("\n")}\n`);
        process.exitCode = 2;
    }
}

void main();
