import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { list, request, type ApiAccess } from "./api-client";
import { filesIn } from "./control-plane-processes";
import { at, textAt, type JsonRecord } from "./json";
import { kubeconfigFor } from "./kubeconfig";
import { planOperator, wantsToRun, type OperatorPlan } from "./operator-plan";
import { freePorts } from "./ports";
import { isAlive, startDetached, stopAll, tail, type ProcessRecord, type ProcessToStart } from "./processes";
import { messageOf } from "./run";
import { readState, writeState, writeWhole } from "./state";
import { program, type Toolchain } from "./toolchain/build";

export interface OperatorsOptions {
    /** Of the sandbox: the same as the control plane's. */
    directory: string;
    access: ApiAccess;
    toolchain: Toolchain;
    /** One line an event: started, ended, cannot run. */
    log: (line: string) => void;
}

export interface Operators {
    /** `namespace/name` of the Deployments whose operator runs now. */
    running(): string[];
    stop(): Promise<void>;
}

interface Operator {
    /** Changes when the Pod would be replaced. */
    template: string;
    plan: OperatorPlan;
    token: { file: string; renewAt: number };
    processes: { plan: ProcessToStart; record: ProcessRecord; restarts: number; restartAt: number | undefined }[];
}

const pollMilliseconds = 1000;
const tokenSeconds = 24 * 60 * 60;
const deployments = "/apis/apps/v1/deployments?labelSelector=app.kubernetes.io%2Fname%3Dcloudnative-pg";

export function operatorsState(directory: string): string {
    return path.join(directory, "operators", "state.json");
}

/** Ends operators that an agent left behind when it was killed. */
export async function stopOperators(directory: string): Promise<void> {
    const file = operatorsState(directory);
    const { processes } = readState(file);
    await stopAll(processes);
    if (processes.length > 0) {
        writeState(file, { ports: {}, processes: [] });
    }
}

/**
 * Does a kubelet's work for the Deployments of CloudNativePG: runs the real manager and backup plugin with the arguments and
 * environment of the containers, logged in as the Deployment's ServiceAccount, and ends them with it.
 */
export async function startOperators(options: OperatorsOptions): Promise<Operators> {
    await stopOperators(options.directory);
    const operators = new Map<string, Operator>();
    const complaints = new Map<string, string>();
    const stopping = new AbortController();
    const remember = () => {
        const processes = [...operators.values()].flatMap((operator) => operator.processes.map(({ record }) => record));
        writeState(operatorsState(options.directory), { ports: {}, processes });
    };
    const end = async (key: string, why: string) => {
        const operator = operators.get(key);
        if (operator !== undefined) {
            await stopAll(operator.processes.map(({ record }) => record));
            operators.delete(key);
            remember();
            options.log(`${key}: ended, ${why}`);
        }
    };
    const reconcile = async () => {
        const wanted = new Map((await list(options.access, deployments)).filter(wantsToRun).map((d) => [keyOf(d), d]));
        for (const key of operators.keys()) {
            if (!wanted.has(key)) {
                await end(key, "the Deployment is gone or has no Pod");
            }
        }
        for (const [key, deployment] of wanted) {
            try {
                const template = hash(at(deployment, "spec", "template"), at(deployment, "metadata", "uid"));
                if (operators.has(key) && operators.get(key)?.template !== template) {
                    await end(key, "its Pod template changed");
                }
                const running = operators.get(key);
                if (running === undefined) {
                    operators.set(key, await start(options, deployment, template));
                    options.log(`${key}: started as ServiceAccount ${operators.get(key)?.plan.serviceAccount ?? ""}`);
                    remember();
                } else {
                    await keepAlive(options, key, running, remember);
                }
                complaints.delete(key);
            } catch (error) {
                // Told once: the same complaint every second would bury the others.
                if (complaints.get(key) !== messageOf(error)) {
                    complaints.set(key, messageOf(error));
                    options.log(`${key}: ${messageOf(error)}`);
                }
            }
        }
    };
    const loop = async () => {
        for (let lost = false; !stopping.signal.aborted;) {
            try {
                await reconcile();
                lost = false;
            } catch (error) {
                if (!lost) {
                    options.log(`the API server cannot be asked: ${messageOf(error)}`);
                }
                lost = true;
            }
            await sleep(pollMilliseconds, undefined, { signal: stopping.signal }).catch(() => undefined);
        }
    };
    const looping = loop();
    return {
        running: () => [...operators.keys()],
        stop: async () => {
            stopping.abort();
            await looping;
            for (const key of [...operators.keys()]) {
                await end(key, "the agent ends");
            }
        },
    };
}

async function start(options: OperatorsOptions, deployment: JsonRecord, template: string): Promise<Operator> {
    const place = path.join(options.directory, "operators", keyOf(deployment).replace("/", "."));
    fs.rmSync(path.join(place, "plugins"), { recursive: true, force: true });
    fs.mkdirSync(path.join(place, "plugins"), { recursive: true });
    const [webhookPort = 0, pluginHealthPort = 0] = await freePorts(2);
    const kubeconfig = path.join(place, "kubeconfig");
    const plan = planOperator(deployment, {
        kubeconfig,
        sockets: socketFolder(place),
        // The certificate of this very address, under the names that the operator wants.
        certificates: filesIn(options.directory).certificates,
        webhookPort,
        pluginHealthPort,
    });
    const managerProgram = program(options.toolchain, "cloudnative-pg", "cloudnative-pg-manager");
    linkManager(place, managerProgram);
    const token = {
        file: path.join(place, "token"),
        renewAt: await renewToken(options, plan, path.join(place, "token")),
    };
    writeWhole(kubeconfig, kubeconfigFor(plan.serviceAccount, options.access, { tokenFile: token.file }));
    const logs = path.join(options.directory, "logs", "operators");
    const toStart = (name: string, file: string, { args, env }: { args: string[]; env: Record<string, string> }) => ({
        name: `${keyOf(deployment)} ${name}`,
        program: file,
        args,
        env: { PATH: process.env["PATH"], HOME: place, TMPDIR: process.env["TMPDIR"], ...env },
        cwd: place,
        log: path.join(logs, `${keyOf(deployment).replace("/", ".")}.${name}.log`),
    });
    const plans: ProcessToStart[] = [];
    const processes: Operator["processes"] = [];
    if (plan.plugin !== undefined) {
        const file = program(options.toolchain, "plugin-barman-cloud", "plugin-barman-cloud");
        plans.push(toStart("plugin-barman-cloud", file, plan.plugin));
    }
    plans.push(toStart("manager", managerProgram, plan.manager));
    for (const toRun of plans) {
        processes.push({ plan: toRun, record: startDetached(toRun), restarts: 0, restartAt: undefined });
        // The operator looks for plugins once, when it starts: in a Pod its first reconciling is late enough.
        if (toRun.name.endsWith("plugin-barman-cloud")) {
            await socketIn(path.join(place, "plugins"));
        }
    }
    return { template, plan, token, processes };
}

/** Restarts what ended, later each time, as a kubelet does; renews the login before it expires. */
async function keepAlive(options: OperatorsOptions, key: string, operator: Operator, remember: () => void) {
    if (Date.now() > operator.token.renewAt) {
        operator.token.renewAt = await renewToken(options, operator.plan, operator.token.file);
    }
    for (const one of operator.processes.filter(({ record }) => !isAlive(record))) {
        if (one.restartAt === undefined) {
            one.restartAt = Date.now() + Math.min(1000 * 2 ** one.restarts, 30_000);
            options.log(`${one.plan.name} ended; its log ${one.plan.log} says:\n${tail(one.plan.log, 3)}`);
        } else if (Date.now() >= one.restartAt) {
            one.record = startDetached(one.plan);
            one.restarts += 1;
            one.restartAt = undefined;
            remember();
            options.log(`${key}: ${one.plan.name} started again (${one.restarts})`);
        }
    }
}

async function renewToken(options: OperatorsOptions, plan: OperatorPlan, file: string): Promise<number> {
    const { namespace, serviceAccount } = plan;
    const answer = await request(
        options.access,
        `/api/v1/namespaces/${namespace}/serviceaccounts/${serviceAccount}/token`,
        {
            method: "POST",
            body: {
                apiVersion: "authentication.k8s.io/v1",
                kind: "TokenRequest",
                spec: { expirationSeconds: tokenSeconds },
            },
        },
    );
    writeWhole(file, textAt(answer, "status", "token") ?? "");
    return Date.now() + (tokenSeconds * 1000) / 2;
}

/** The operator refuses to work unless it finds its own program under this name, to hand it to instances. */
function linkManager(place: string, managerProgram: string): void {
    const folder = path.join(place, "operator");
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(folder, { recursive: true });
    const architecture = process.arch === "x64" ? "amd64" : process.arch;
    fs.symlinkSync(managerProgram, path.join(folder, `manager_${architecture}`));
}

/** A socket's path may have 107 characters (unix(7)); where Linux allows, it is named from the process's own folder. */
function socketFolder(place: string): string {
    return fs.existsSync("/proc/self/cwd") ? "/proc/self/cwd/plugins" : path.join(place, "plugins");
}

async function socketIn(folder: string): Promise<void> {
    const deadline = Date.now() + 10_000;
    while (fs.readdirSync(folder).length === 0 && Date.now() < deadline) {
        await sleep(50);
    }
}

function keyOf(deployment: JsonRecord): string {
    return `${textAt(deployment, "metadata", "namespace") ?? ""}/${textAt(deployment, "metadata", "name") ?? ""}`;
}

function hash(...values: readonly unknown[]): string {
    return createHash("sha256").update(JSON.stringify(values)).digest("hex");
}
