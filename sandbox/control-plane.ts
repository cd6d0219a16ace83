import { generateKeyPairSync, randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { apply, request, type ApiAccess } from "./api-client";
import {
    auditPolicy,
    controllerPlans,
    filesIn,
    node,
    nodeStatus,
    portNames,
    storagePlans,
    type Files,
    type Ports,
    type ProcessPlan,
} from "./control-plane-processes";
import { recordsAt } from "./json";
import { kubeconfigFor } from "./kubeconfig";
import { busyPorts, freePorts } from "./ports";
import { isAlive, startDetached, stopAll, tail, type ProcessRecord } from "./processes";
import { readState, writeState, writeWhole } from "./state";
import type { Toolchain } from "./toolchain/build";

export interface ControlPlaneOptions {
    directory: string;
    toolchain: Toolchain;
    signal?: AbortSignal;
    /** For tests: where the ports come from. */
    choosePorts?: () => Promise<number[]>;
}

export interface ControlPlane {
    directory: string;
    /** As an administrator. */
    access: ApiAccess;
    kubeconfig: string;
    /** A user named `limited` who may do nothing until a RoleBinding says so. */
    limited: { access: ApiAccess; kubeconfig: string };
    auditLog: string;
    logs: string;
    /** False when a healthy one was there already and is used again. */
    started: boolean;
}

const processCount = 5;
const attempts = 4;
const readyWithin = 60_000;

/** Starts a Kubernetes control plane in the directory, or uses the healthy one that runs there, or repairs a half-dead one. */
export async function startControlPlane(options: ControlPlaneOptions): Promise<ControlPlane> {
    const { directory } = options;
    const files = filesIn(directory);
    const running = await findControlPlane(directory);
    if (running !== undefined) {
        return running;
    }
    const old = readState(files.state);
    await stopControlPlane(directory);
    const tokens = writeFiles(files);
    const taken: number[] = [];
    for (let attempt = 1; attempt <= attempts; attempt++) {
        const ports = await choose(options, attempt === 1 ? old.ports : {});
        const processes: ProcessRecord[] = [];
        try {
            await start(options, files, ports, tokens, processes);
            return describe(directory, files, ports, true);
        } catch (error) {
            await stopControlPlane(directory);
            const lost = await busyPorts(Object.values(ports));
            if (lost.length === 0) {
                throw error;
            }
            taken.push(...lost);
        }
    }
    throw new Error(
        `the control plane found no free ports in ${attempts} attempts: another program listens on 127.0.0.1:` +
            `${taken.join(", 127.0.0.1:")}; end it, or run this again for other ports`,
    );
}

/** The control plane that was started in the directory, when it still answers. */
export async function findControlPlane(directory: string): Promise<ControlPlane | undefined> {
    const files = filesIn(directory);
    const { ports, processes } = readState(files.state);
    if (processes.length !== processCount || !processes.every(isAlive)) {
        return undefined;
    }
    const controlPlane = describe(directory, files, portsOf(ports), false);
    return (await isReady(controlPlane.access)) ? controlPlane : undefined;
}

/** Ends every process that was started in the directory, and no other. The data stays. */
export async function stopControlPlane(directory: string): Promise<void> {
    const { state } = filesIn(directory);
    const { ports, processes } = readState(state);
    // Those that use the API server first, etcd last: each ends at once when its clients are gone.
    await stopAll(processes.filter(({ name }) => name !== "etcd" && name !== "kube-apiserver"));
    await stopAll(
        processes.filter(({ name }) => name === "kube-apiserver"),
        3000,
    );
    await stopAll(processes);
    if (processes.length > 0) {
        writeState(state, { ports, processes: [] });
    }
}

async function start(
    { directory, toolchain, signal }: ControlPlaneOptions,
    files: Files,
    ports: Ports,
    tokens: Tokens,
    processes: ProcessRecord[],
): Promise<void> {
    const launch = (plan: ProcessPlan) => {
        const log = path.join(files.logs, `${plan.name}.log`);
        fs.rmSync(log, { force: true });
        processes.push(startDetached({ ...plan, log, cwd: directory, env: environmentOf(process.env) }));
        writeState(files.state, { ports, processes });
    };
    const wait = async (what: string, isThere: () => Promise<boolean> | boolean) => {
        const deadline = Date.now() + readyWithin;
        while (!(await isThere())) {
            signal?.throwIfAborted();
            const dead = processes.find((record) => !isAlive(record));
            if (dead !== undefined) {
                throw new Error(`${dead.name} ended; the whole log is in ${dead.log}, its end:\n${tail(dead.log)}`);
            }
            if (Date.now() > deadline) {
                throw new Error(`${what} took more than ${readyWithin / 1000} s; the logs are in ${files.logs}`);
            }
            await sleep(50);
        }
    };
    storagePlans(toolchain, files, ports).forEach(launch);
    const certificate = path.join(files.certificates, "apiserver.crt");
    await wait("the API server's certificate", () => fs.existsSync(certificate) && fs.statSync(certificate).size > 0);
    const certificateAuthority = fs.readFileSync(certificate, "utf8");
    const server = `https://127.0.0.1:${ports["kube-apiserver"]}`;
    writeWhole(files.kubeconfig, kubeconfigFor("admin", { server, certificateAuthority }, { token: tokens.admin }));
    writeWhole(
        files.limitedKubeconfig,
        kubeconfigFor("limited", { server, certificateAuthority }, { token: tokens.limited }),
    );
    const access = { server, certificateAuthority, token: tokens.admin };
    await wait("the API server", () => isServing(access));
    controllerPlans(toolchain, files).forEach(launch);
    await apply(access, "/api/v1/nodes/sandbox", node);
    await apply(access, "/api/v1/nodes/sandbox/status", nodeStatus);
    await wait("the Node", () => isReady(access));
}

/** The old ports when they are free, so that kubeconfigs in use stay right; else new ones. */
async function choose(options: ControlPlaneOptions, old: Record<string, number>): Promise<Ports> {
    const kept = portNames.flatMap((name) => old[name] ?? []);
    const free = kept.length === portNames.length && (await busyPorts(kept)).length === 0;
    const ports = free ? kept : await (options.choosePorts ?? (() => freePorts(portNames.length)))();
    return portsOf(Object.fromEntries(portNames.map((name, index) => [name, ports[index] ?? 0])));
}

function portsOf(ports: Record<string, number>): Ports {
    return {
        etcd: ports["etcd"] ?? 0,
        "etcd-peer": ports["etcd-peer"] ?? 0,
        "kube-apiserver": ports["kube-apiserver"] ?? 0,
    };
}

/** Nothing of the caller's KUBECONFIG, ETCD_ or KWOK_ settings reaches the processes. */
function environmentOf(own: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
    return { PATH: own["PATH"], HOME: own["HOME"], TMPDIR: own["TMPDIR"] };
}

async function isServing(access: ApiAccess): Promise<boolean> {
    try {
        return (await request(access, "/readyz", { timeoutMilliseconds: 2000 })) === "ok";
    } catch {
        return false;
    }
}

async function isReady(access: ApiAccess): Promise<boolean> {
    try {
        const sandbox = await request(access, "/api/v1/nodes/sandbox", { timeoutMilliseconds: 2000 });
        const ready = recordsAt(sandbox, "status", "conditions").find(({ type }) => type === "Ready");
        return ready?.["status"] === "True" && (await isServing(access));
    } catch {
        return false;
    }
}

interface Tokens {
    admin: string;
    limited: string;
}

/** Keys and tokens are made once in a directory, so that what was handed out survives a restart. */
function writeFiles(files: Files): Tokens {
    fs.mkdirSync(files.certificates, { recursive: true, mode: 0o700 });
    fs.mkdirSync(files.logs, { recursive: true });
    writeWhole(files.auditPolicy, JSON.stringify(auditPolicy));
    if (!fs.existsSync(files.serviceAccountKey)) {
        const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
        writeWhole(files.serviceAccountKey, privateKey.export({ type: "sec1", format: "pem" }).toString());
    }
    if (!fs.existsSync(files.tokens)) {
        const token = () => randomBytes(32).toString("hex");
        writeWhole(files.tokens, `${token()},admin,admin,system:masters\n${token()},limited,limited\n`);
    }
    return readTokens(files);
}

function readTokens(files: Files): Tokens {
    const users = new Map(
        fs
            .readFileSync(files.tokens, "utf8")
            .trim()
            .split("\n")
            .map((line) => line.split(","))
            .map(([token = "", user = ""]) => [user, token]),
    );
    return { admin: users.get("admin") ?? "", limited: users.get("limited") ?? "" };
}

function describe(directory: string, files: Files, ports: Ports, started: boolean): ControlPlane {
    const tokens = readTokens(files);
    const at = {
        server: `https://127.0.0.1:${ports["kube-apiserver"]}`,
        certificateAuthority: fs.readFileSync(path.join(files.certificates, "apiserver.crt"), "utf8"),
    };
    return {
        directory,
        access: { ...at, token: tokens.admin },
        kubeconfig: files.kubeconfig,
        limited: { access: { ...at, token: tokens.limited }, kubeconfig: files.limitedKubeconfig },
        auditLog: files.auditLog,
        logs: files.logs,
        started,
    };
}
