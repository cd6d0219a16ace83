import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { parse, stringify } from "yaml";
import { startControlPlane, stopControlPlane } from "../sandbox/control-plane";
import { openStage } from "../sandbox/stage";
import { ensureToolchain } from "../sandbox/toolchain/build";
import { everyPart } from "../sandbox/toolchain/parts";
import { repeated, row, seconds, type Row } from "./measure";
import { slownessOfStarts } from "./speed";

const run = promisify(execFile);
const runs = 3;

/** The stage of `make up` and the quickstart on it, as a person waits for them. The toolchain is in the cache. */
export async function sandboxRows(): Promise<Row[]> {
    const scratch = mkdtempSync(join(tmpdir(), "hardened-db-bench-"));
    try {
        const toolchain = await ensureToolchain(everyPart, () => undefined);
        let count = 0;
        const ready = await repeated(runs, async () => {
            const directory = join(scratch, `plane-${(count += 1)}`);
            const taken = await seconds(() => startControlPlane({ directory, toolchain }));
            await stopControlPlane(directory);
            return taken;
        });
        const first: number[] = [];
        const second: number[] = [];
        for (let repeat = 0; repeat < runs; repeat += 1) {
            const times = await quickstart(join(scratch, `stage-${repeat}`));
            first.push(times.first);
            second.push(times.second);
        }
        const slowness = slownessOfStarts();
        return [
            row("control plane ready", "s", 10, ready, slowness),
            row("quickstart `pulumi up`", "s", 30, first, slowness),
            row("second `pulumi up`", "s", 10, second, slowness),
        ];
    } finally {
        rmSync(scratch, { recursive: true, force: true });
    }
}

async function quickstart(directory: string): Promise<{ first: number; second: number }> {
    const stage = await openStage({ directory, operators: true, definitions: true });
    try {
        const project = projectIn(join(directory, "project"));
        const pulumi = (...args: string[]): Promise<unknown> =>
            run("pulumi", [...args, "--non-interactive"], {
                cwd: project,
                env: { ...process.env, ...stage.env },
                maxBuffer: 2 ** 26,
            });
        await pulumi("stack", "select", "--create", "sandbox");
        const up = (): Promise<unknown> => pulumi("up", "--yes", "--skip-preview");
        return { first: await seconds(up), second: await seconds(up) };
    } finally {
        await stage.close();
    }
}

/** The root Pulumi.yaml with its paths made absolute, so that it can be run beside the checkout's own sandbox. */
function projectIn(directory: string): string {
    mkdirSync(join(directory, "config"), { recursive: true });
    const root = parse(readFileSync("Pulumi.yaml", "utf8")) as Record<string, unknown>;
    const project = {
        ...root,
        main: resolve("examples/quickstart"),
        stackConfigDir: "config",
        plugins: { providers: [{ name: "hardened-db", path: resolve("bin") }] },
    };
    writeFileSync(join(directory, "Pulumi.yaml"), stringify(project));
    cpSync("examples/quickstart/Pulumi.sandbox.yaml", join(directory, "config", "Pulumi.sandbox.yaml"));
    return directory;
}
