import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { tail } from "../sandbox/processes";
import { serverUser } from "./serverUser";

export interface ServerProcess {
    /** Asks it to shut down at once, as Kubernetes does, and waits for it. */
    stop(): Promise<void>;
}

export interface ServerProcessPlan {
    title: string;
    program: string;
    args: readonly string[];
    /** On top of this process's. */
    environment: Readonly<Record<string, string>>;
    /** File for what it says. */
    output: string;
    isReady: () => boolean;
}

/**
 * Ends the server when standard input ends, so that it does not outlive tests that were killed; at once where it takes long: a
 * PostgreSQL waits for its archiver, which tries again and again when the object store has gone with the tests.
 */
const supervisor = `
exec 3<&0
"$@" < /dev/null &
server=$!
(
  cat <&3 > /dev/null
  kill -INT "$server"
  for _ in $(seq 20); do sleep 1; kill -0 "$server" || exit; done
  kill -QUIT "$server"
  sleep 2
  kill -KILL "$server"
) 2> /dev/null &
watcher=$!
wait "$server"
status=$?
kill "$watcher" 2> /dev/null
exit "$status"
`;

/** Starts a server as its user and waits until it is ready. */
export async function startServerProcess(plan: ServerProcessPlan): Promise<ServerProcess> {
    const { program, args, environment, output } = plan;
    const said = openSync(output, "a", 0o600);
    const child = spawn("/bin/sh", ["-c", supervisor, "sh", program, ...args], {
        cwd: "/",
        env: { ...process.env, ...environment, LC_ALL: "C" },
        stdio: ["pipe", said, said],
        ...serverUser,
    });
    closeSync(said);
    const ended = once(child, "exit");
    const stop = async (): Promise<void> => {
        child.stdin?.end();
        await ended;
    };
    try {
        await untilReady(child, plan);
    } catch (error) {
        await stop();
        throw error;
    }
    return { stop };
}

async function untilReady(child: ChildProcess, { title, isReady, output }: ServerProcessPlan): Promise<void> {
    const deadline = Date.now() + 60_000;
    while (!isReady()) {
        if (child.exitCode !== null || Date.now() > deadline) {
            throw new Error(`${title} did not start; it said:\n${tail(output, 30)}`);
        }
        await sleep(20);
    }
}
