import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";

import { startControlPlane, stopControlPlane, type ControlPlane } from "./control-plane";
import { filesIn } from "./control-plane-processes";
import { installDefinitions } from "./definitions";
import { processEnvironment, writeEnvironment, type Environment } from "./environment";
import { operatorsState, startOperators, type Operators } from "./operators";
import { layPlugins } from "./plugins";
import { signal } from "./processes";
import { readState, writeWhole } from "./state";
import { endStrays } from "./strays";
import { ensureToolchain, type Progress, type Toolchain } from "./toolchain/build";
import { definitionParts, everyPart, operatorParts, type PartName } from "./toolchain/parts";

export interface StageOptions {
    /** Everything that the stage writes is in here. */
    directory: string;
    parts?: readonly PartName[];
    /** Whether Deployments of CloudNativePG are run for real, in this process. */
    operators: boolean;
    /** Whether the definitions of cert-manager and the like are there, as on a cluster whose owner installed that. */
    definitions?: boolean;
    progress?: (event: Progress) => void;
    /** What happens to the operators, a line an event. */
    log?: (line: string) => void;
    signal?: AbortSignal;
}

/** A Kubernetes API server, a Pulumi engine with its plugins, and the environment to use both. */
export interface Stage {
    directory: string;
    kubeconfig: string;
    /** To be set on top of the process's own environment. */
    env: Record<string, string>;
    auditLog: string;
    logs: string;
    controlPlane: ControlPlane;
    toolchain: Toolchain;
    operators: Operators | undefined;
    /** Ends everything that the stage started; the directory stays for whoever wants to look. */
    close(): Promise<void>;
}

/** Opens a stage for as long as this process lives. `make up` composes the same pieces so that they outlive it. */
export async function openStage(options: StageOptions): Promise<Stage> {
    const directory = path.resolve(options.directory);
    const withoutOperators = everyPart.filter((part) => !operatorParts.some((name) => name === part));
    const parts = options.parts ?? (options.operators ? everyPart : withoutOperators);
    const { definitions = false } = options;
    const toolchain = await ensureToolchain(
        definitions ? [...parts, ...definitionParts] : parts,
        options.progress ?? (() => undefined),
        options.signal === undefined ? {} : { signal: options.signal },
    );
    const endAtExit = () => {
        endNow(directory);
    };
    process.once("exit", endAtExit);
    const close = async () => {
        await operators?.stop();
        await stopControlPlane(directory);
        process.removeListener("exit", endAtExit);
    };
    let operators: Operators | undefined;
    try {
        const [controlPlane, environment] = await Promise.all([
            startControlPlane({ ...options, directory, toolchain }),
            prepareEnvironment(directory, toolchain),
        ]);
        if (definitions) {
            await installDefinitions(controlPlane.access, toolchain);
        }
        if (options.operators) {
            const { access } = controlPlane;
            operators = await startOperators({ directory, access, toolchain, log: options.log ?? (() => undefined) });
        }
        const { kubeconfig, auditLog, logs } = controlPlane;
        const env = processEnvironment(environment, process.env);
        return { directory, kubeconfig, env, auditLog, logs, controlPlane, toolchain, operators, close };
    } catch (error) {
        await close();
        throw error;
    }
}

/** Plugins, passphrase, state folder; written down for `make env` and the agent. */
export async function prepareEnvironment(directory: string, toolchain: Toolchain): Promise<Environment> {
    const home = path.join(directory, "home");
    const state = path.join(directory, "state");
    fs.mkdirSync(state, { recursive: true, mode: 0o700 });
    await layPlugins(home, toolchain);
    withoutAutomaticLog(home);
    const environment: Environment = {
        // Only pulumi itself: a plugin found on PATH wins over the one laid out by version, with a warning every time.
        path: toolchain.folders.pulumi === undefined ? [] : [toolchain.folders.pulumi],
        variables: {
            KUBECONFIG: filesIn(directory).kubeconfig,
            PULUMI_BACKEND_URL: `file://${state}`,
            PULUMI_CONFIG_PASSPHRASE: passphrase(path.join(directory, "passphrase")),
            PULUMI_HOME: home,
            PULUMI_SKIP_UPDATE_CHECK: "true",
            PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
        },
        toolchain,
    };
    writeEnvironment(directory, environment);
    return environment;
}

/**
 * Pulumi 3.255 writes every property that passes it to PULUMI_HOME/logs, compressed, which takes two thirds of an `up` (seen with
 * --profiling), and has no setting for it. Where that folder cannot be made it goes on without.
 */
function withoutAutomaticLog(home: string): void {
    const logs = path.join(home, "logs");
    if (!fs.existsSync(logs)) {
        fs.writeFileSync(logs, "");
    }
}

function passphrase(file: string): string {
    if (!fs.existsSync(file)) {
        writeWhole(file, randomBytes(24).toString("base64url"));
    }
    return fs.readFileSync(file, "utf8");
}

/** The last resort when this process ends without having closed the stage. */
function endNow(directory: string): void {
    for (const file of [operatorsState(directory), filesIn(directory).state]) {
        readState(file).processes.forEach((record) => {
            signal(record, "SIGKILL");
        });
    }
    endStrays(path.join(directory, "home"));
}
