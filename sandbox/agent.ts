import * as path from "node:path";

import { findControlPlane } from "./control-plane";
import { readEnvironment } from "./environment";
import { startOperators, stopOperators } from "./operators";
import { isAlive, startDetached, stopAll, type ProcessRecord } from "./processes";
import { messageOf } from "./run";
import { readState, writeState } from "./state";

/** The agent of `make up`: runs the operators of a sandbox as long as it lives. Usage: agent.ts DIRECTORY */
async function main(directory: string): Promise<void> {
    const say = (line: string) => {
        process.stdout.write(`${new Date().toISOString()} ${line}\n`);
    };
    const controlPlane = await findControlPlane(directory);
    const environment = readEnvironment(directory);
    if (controlPlane === undefined || environment === undefined) {
        throw new Error(`no control plane runs in ${directory}; run make up`);
    }
    const { toolchain } = environment;
    const operators = await startOperators({ directory, access: controlPlane.access, toolchain, log: say });
    say("watching for Deployments of CloudNativePG");
    const end = () => {
        void operators.stop().then(() => process.exit(0));
    };
    process.once("SIGTERM", end);
    process.once("SIGINT", end);
}

function agentState(directory: string): string {
    return path.join(directory, "agent.json");
}

/** Starts the agent of a sandbox unless it runs already. */
export function ensureAgent(directory: string): ProcessRecord {
    const running = readState(agentState(directory)).processes.find(isAlive);
    if (running !== undefined) {
        return running;
    }
    const record = startDetached({
        name: "agent",
        program: process.execPath,
        args: ["--require", require.resolve("tsx/cjs"), __filename, directory],
        log: path.join(directory, "logs", "agent.log"),
        cwd: directory,
    });
    writeState(agentState(directory), { ports: {}, processes: [record] });
    return record;
}

/** Ends the agent and what it runs, also when the agent was killed and left it behind. */
export async function stopAgent(directory: string): Promise<void> {
    await stopAll(readState(agentState(directory)).processes, 15_000);
    await stopOperators(directory);
}

if (require.main === module) {
    main(process.argv[2] ?? "").catch((error: unknown) => {
        process.stderr.write(`${messageOf(error)}\n`);
        process.exitCode = 1;
    });
}
