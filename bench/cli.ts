import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { exitWhenInterrupted } from "../sandbox/interruption";
import { auditRows } from "./audit";
import { databaseRows } from "./databases";
import { fleetRows } from "./fleet";
import { allowed, tableOf, type Row } from "./measure";
import { packRows } from "./pack";
import { pluginRows } from "./plugin";
import { sandboxRows } from "./sandbox";

const results = "bench/results.json";

/** Prints the table and writes it as JSON; a missed budget fails, so that it is seen. Words on the command line choose the parts. */
async function main(words: readonly string[]): Promise<void> {
    exitWhenInterrupted();
    const parts = {
        plugin: pluginRows,
        pack: packRows,
        audit: auditRows,
        databases: databaseRows,
        sandbox: sandboxRows,
        fleet: fleetRows,
    };
    const rows: Row[] = [];
    for (const [name, measure] of Object.entries(parts)) {
        if (words.length === 0 || words.includes(name)) {
            console.error(`measuring ${name} ...`);
            rows.push(...(await measure()));
        }
    }
    const machine = { node: process.version, cores: cpus().length, processor: cpus()[0]?.model ?? "unknown" };
    console.log(`\n${machine.processor}, ${machine.cores} cores, Node.js ${machine.node}\n\n${tableOf(rows)}`);
    mkdirSync("bench", { recursive: true });
    writeFileSync(results, `${JSON.stringify({ machine, rows }, null, 2)}\n`);
    process.exit(rows.every((each) => each.median <= allowed(each)) ? 0 : 1);
}

main(process.argv.slice(2)).catch((problem: unknown) => {
    console.error(problem);
    process.exit(1);
});
