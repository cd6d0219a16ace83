import { spawn, type ChildProcess } from "node:child_process";
import {
    chmodSync,
    chownSync,
    closeSync,
    copyFileSync,
    existsSync,
    linkSync,
    mkdirSync,
    openSync,
    readFileSync,
    readdirSync,
    statSync,
    symlinkSync,
} from "node:fs";
import { once } from "node:events";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { tail } from "../../sandbox/processes";
import { hasCode, run } from "../../sandbox/run";
import { libraryPath, type Installation } from "./installation";

/** PostgreSQL refuses to run as root; nobody owns nothing else. Undefined: it runs as who runs the tests. */
const unprivileged = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined;

export interface ServerProcess {
    /** Asks it to shut down at once, as Kubernetes does through the operator, and waits for it. */
    stop(): Promise<void>;
}

/** Folder that the server can use, and nobody else but root. */
export function serverFolder(folder: string): string {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    giveToServer(folder);
    return folder;
}

export function giveToServer(file: string): void {
    if (unprivileged !== undefined) {
        chownSync(file, unprivileged.uid, unprivileged.gid);
    }
}

/** The installation where the server's user can run it: as it lies, or linked (else copied) into `folder`. */
export function usableInstallation(installation: Installation, folder: string): Installation {
    const reachable = unprivileged === undefined || everybodyEnters(installation.folder);
    if (reachable && installation.links.length === 0) {
        return installation;
    }
    linkTree(installation.folder, folder);
    for (const { source, target } of installation.links) {
        symlinkSync(basename(source), join(folder, target));
    }
    return { ...installation, folder };
}

function everybodyEnters(folder: string): boolean {
    const enters = (statSync(folder).mode & 0o001) !== 0;
    return enters && (dirname(folder) === folder || everybodyEnters(dirname(folder)));
}

function linkTree(from: string, to: string): void {
    mkdirSync(to, { recursive: true });
    chmodSync(to, 0o755);
    for (const entry of readdirSync(from, { withFileTypes: true })) {
        const source = join(from, entry.name);
        const target = join(to, entry.name);
        if (entry.isDirectory()) {
            linkTree(source, target);
        } else {
            linkOrCopy(source, target);
        }
    }
}

function linkOrCopy(source: string, target: string): void {
    try {
        linkSync(source, target);
    } catch (error) {
        if (!hasCode(error, "EXDEV", "EPERM", "EMLINK")) {
            throw error;
        }
        copyFileSync(source, target);
    }
}

/** Runs one of the installation's programs to its end, as the server's user. */
export async function runProgram(installation: Installation, name: string, args: readonly string[]): Promise<void> {
    const { code, stdout, stderr } = await run(join(installation.folder, installation.programs, name), args, {
        cwd: "/",
        env: { ...libraryPath(installation), LC_ALL: "C" },
        ...(unprivileged && { user: unprivileged }),
    });
    if (code !== 0) {
        throw new Error(`${name} of ${installation.title} ended with ${String(code)}: ${stdout}${stderr}`);
    }
}

/** Ends the server when standard input ends, so that it does not outlive tests that were killed. */
const supervisor = `
exec 3<&0
"$@" < /dev/null &
server=$!
(cat <&3 > /dev/null; kill -INT "$server" 2> /dev/null) &
wait "$server"
`;

/** Starts `postgres` and waits until it says that it is ready. */
export async function startServer(
    installation: Installation,
    plan: {
        data: string;
        /** File for what it says before its log begins. */
        output: string;
        environment: Readonly<Record<string, string>>;
    },
): Promise<ServerProcess> {
    const { data, output, environment } = plan;
    const postgres = join(installation.folder, installation.programs, "postgres");
    const said = openSync(output, "a", 0o600);
    const child = spawn("/bin/sh", ["-c", supervisor, "sh", postgres, "-D", data], {
        cwd: "/",
        env: { ...process.env, ...libraryPath(installation), ...environment, LC_ALL: "C" },
        stdio: ["pipe", said, said],
        ...unprivileged,
    });
    closeSync(said);
    const ended = once(child, "exit");
    const stop = async (): Promise<void> => {
        child.stdin?.end();
        await ended;
    };
    try {
        await untilReady(child, join(data, "postmaster.pid"), output);
    } catch (error) {
        await stop();
        throw error;
    }
    return { stop };
}

/** As pg_ctl waits: the eighth line of the file is the server's state. */
async function untilReady(child: ChildProcess, file: string, output: string): Promise<void> {
    const deadline = Date.now() + 60_000;
    while (!existsSync(file) || readFileSync(file, "utf8").split("\n")[7]?.trim() !== "ready") {
        if (child.exitCode !== null || Date.now() > deadline) {
            throw new Error(`PostgreSQL did not start; it said:\n${tail(output, 30)}`);
        }
        await sleep(20);
    }
}
