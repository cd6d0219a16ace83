import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { ensureAgent, stopAgent } from "./agent";
import { list, type ApiAccess } from "./api-client";
import { startControlPlane, type ControlPlane } from "./control-plane";
import { installDefinitions } from "./definitions";
import { processEnvironment, type Environment } from "./environment";
import { textAt } from "./json";
import { withLock } from "./lock";
import { mustPulumi, seedConfig, stackName, waitForStack } from "./pulumi-stack";
import { prepareEnvironment } from "./stage";
import { writeReport } from "./report";
import { runSteps } from "./steps";
import { ensureToolchain, type Progress, type Toolchain } from "./toolchain/build";
import { definitionParts, everyPart } from "./toolchain/parts";

const clusterPatience = 60_000;

/** Brings the sandbox up, or what is missing of it, and the root Pulumi.yaml on it. */
export async function up(root: string, directory: string): Promise<void> {
    await withLock(path.join(directory, "lock"), refuseToWait, async () => {
        const { controlPlane, environment } = await prepare(directory);
        const env = processEnvironment(environment, process.env);
        seedConfig(root);
        await waitForStack(directory, (line) => process.stdout.write(`${line}\n`));
        await mustPulumi(root, env, ["stack", "select", "--create", stackName]);
        await mustPulumi(root, env, ["up", "--yes", "--skip-preview", "--stack", stackName]);
        const clusters = await waitForClusters(controlPlane.access);
        const report = await writeReport(root, directory);
        process.stdout.write(`\n${summary(directory, controlPlane, clusters, report).join("\n")}\n`);
    });
}

export function refuseToWait(pid: number): never {
    throw new Error(`another make up or make down (process ${pid}) works in this checkout; wait for its end`);
}

async function prepare(directory: string): Promise<{ controlPlane: ControlPlane; environment: Environment }> {
    let toolchain: Toolchain | undefined;
    let controlPlane: ControlPlane | undefined;
    let environment: Environment | undefined;
    const made = <T>(value: T | undefined): T => {
        if (value === undefined) {
            throw new Error("a step before did not run");
        }
        return value;
    };
    await runSteps([
        {
            title: "toolchain (from the cache or PATH; the first build takes about 15 minutes)",
            run: async (note) => {
                toolchain = await ensureToolchain([...everyPart, ...definitionParts], (event) => {
                    note(describeProgress(event));
                });
            },
        },
        {
            title: "Kubernetes control plane",
            run: async (note) => {
                controlPlane = await startControlPlane({ directory, toolchain: made(toolchain) });
                await installDefinitions(controlPlane.access, made(toolchain));
                note(`${controlPlane.started ? "started" : "runs already"} at ${controlPlane.access.server}`);
            },
        },
        {
            title: "Pulumi plugins and environment",
            run: async () => {
                environment = await prepareEnvironment(directory, made(toolchain));
            },
        },
        {
            title: "agent that runs the operators",
            run: async () => {
                if (made(controlPlane).started) {
                    await stopAgent(directory);
                }
                ensureAgent(directory);
            },
        },
    ]);
    return { controlPlane: made(controlPlane), environment: made(environment) };
}

export function describeProgress({ part, state, note, seconds, minutesLeft }: Progress): string {
    switch (state) {
        case "building":
            return `building ${part} (with empty caches about ${Math.ceil(minutesLeft)} minutes to go)`;
        case "built":
            return `built ${part} in ${seconds.toFixed(0)} s`;
        case "waiting":
            return `waiting for ${part}: ${note}`;
        case "cached":
        case "installed":
            return `${part}: ${note}`;
    }
}

interface ClusterPhase {
    name: string;
    phase: string | undefined;
}

/** Until the real operator has said something about each Cluster; a Cluster it never mentions is reported, not waited for. */
async function waitForClusters(access: ApiAccess): Promise<ClusterPhase[]> {
    let clusters: ClusterPhase[] = [];
    await runSteps([
        {
            title: "the operator takes the databases up",
            run: async (note) => {
                const deadline = Date.now() + clusterPatience;
                do {
                    clusters = await clusterPhases(access);
                    note(clusters.map(({ name, phase }) => `${name}: ${phase ?? "no phase yet"}`).join(", "));
                    if (clusters.every(({ phase }) => phase !== undefined)) {
                        return;
                    }
                    await sleep(500);
                } while (Date.now() < deadline);
            },
        },
    ]);
    return clusters;
}

async function clusterPhases(access: ApiAccess): Promise<ClusterPhase[]> {
    const clusters = await list(access, "/apis/postgresql.cnpg.io/v1/clusters");
    return clusters.map((cluster) => ({
        name: `${textAt(cluster, "metadata", "namespace") ?? ""}/${textAt(cluster, "metadata", "name") ?? ""}`,
        phase: textAt(cluster, "status", "phase"),
    }));
}

function summary(
    directory: string,
    controlPlane: ControlPlane,
    clusters: readonly ClusterPhase[],
    report: string,
): string[] {
    const silent = clusters.filter(({ phase }) => phase === undefined).map(({ name }) => name);
    return [
        ...clusters.flatMap(({ name, phase }) => (phase === undefined ? [] : [`database ${name}: ${phase}`])),
        ...(silent.length === 0
            ? []
            : [
                  `The operator said nothing about ${silent.join(", ")} within ${clusterPatience / 1000} s; ` +
                      `see ${path.join(directory, "logs", "agent.log")}`,
              ]),
        "",
        `compliance   ${report}`,
        "             the 52 controls of the guide for this database: open it in a browser",
        `API server   ${controlPlane.access.server}`,
        `kubeconfig   ${controlPlane.kubeconfig}`,
        `logs         ${controlPlane.logs}`,
        "",
        'eval "$(make -s env)"     then pulumi and kubectl work on the sandbox:',
        "kubectl get cluster -A",
        `pulumi stack --stack ${stackName}`,
        "make down                 destroys the stack and ends everything that make up started",
    ];
}
