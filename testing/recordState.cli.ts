import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { at, isRecord } from "../sandbox/json";
import { openStage } from "../sandbox/stage";
import { stateToKeep } from "./recordedState";
import { createStack, endedWell } from "./stack";

/**
 * Brings the quickstart of a built checkout up on a stage and writes the state that it leaves, without its secrets:
 * `npx tsx testing/recordState.cli.ts CHECKOUT FILE` (examples/quickstart/states/README.md).
 */
async function main(checkout: string, file: string): Promise<void> {
    const program = resolve(checkout, "examples", "quickstart");
    const settings: unknown = parse(readFileSync(join(program, "Pulumi.sandbox.yaml"), "utf8"));
    const config = at(settings, "config");
    const directory = mkdtempSync(join(tmpdir(), "hardened-db-record-"));
    const stage = await openStage({ directory, operators: false, definitions: true });
    try {
        const quickstart = await createStack(stage, {
            project: "hardened-db-quickstart",
            stack: "sandbox",
            program: { folder: program, runtime: "nodejs" },
            plugin: resolve(checkout, "bin"),
            config: isRecord(config) ? config : {},
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
