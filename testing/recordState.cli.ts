import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { openStage } from "../sandbox/stage";
import { stateToKeep } from "./recordedState";
import { exampleStack } from "./exampleStack";
import { endedWell } from "./stack";

/**
 * Brings the quickstart of a built checkout up on a stage and writes the state that it leaves, without its secrets:
 * `npx tsx testing/recordState.cli.ts CHECKOUT FILE` (examples/quickstart/states/README.md).
 */
async function main(checkout: string, file: string): Promise<void> {
    const program = resolve(checkout, "examples", "quickstart");
    const directory = mkdtempSync(join(tmpdir(), "hardened-db-record-"));
    const stage = await openStage({ directory, operators: false, definitions: true });
    try {
        const quickstart = await exampleStack(stage, "hardened-db-quickstart", program, {
            plugin: resolve(checkout, "bin"),
        });
        endedWell(await quickstart.up());
        const exported: unknown = JSON.parse(await quickstart.pulumi("stack", "export", "--show-secrets"));
        writeFileSync(file, `${JSON.stringify(stateToKeep(exported), undefined, 1)}\n`);
    } finally {
        await stage.close();
        rmSync(directory, { recursive: true, force: true });
    }
}

const [checkout, file] = process.argv.slice(2);
if (checkout === undefined || file === undefined) {
    console.error("usage: npx tsx testing/recordState.cli.ts CHECKOUT FILE");
    process.exit(2);
}
main(checkout, file).catch((problem: unknown) => {
    console.error(problem);
    process.exitCode = 1;
});
