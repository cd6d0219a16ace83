import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { basename, join } from "node:path";
import { run } from "../../sandbox/run";
import { startServerProcess, type ServerProcess } from "../serverProcess";
import { isReachable, linkTree, serverUser } from "../serverUser";
import { libraryPath, type Installation } from "./installation";

/** The installation where the server's user can run it: as it lies, or linked (else copied) into `folder`. */
export function usableInstallation(installation: Installation, folder: string): Installation {
    if (isReachable(installation.folder) && installation.links.length === 0) {
        return installation;
    }
    linkTree(installation.folder, folder);
    for (const { source, target } of installation.links) {
        symlinkSync(basename(source), join(folder, target));
    }
    return { ...installation, folder };
}

/** Runs one of the installation's programs to its end, as the server's user. */
export async function runProgram(installation: Installation, name: string, args: readonly string[]): Promise<void> {
    const { code, stdout, stderr } = await run(join(installation.folder, installation.programs, name), args, {
        cwd: "/",
        env: { ...libraryPath(installation), LC_ALL: "C" },
        ...(serverUser && { user: serverUser }),
    });
    if (code !== 0) {
        throw new Error(`${name} of ${installation.title} ended with ${String(code)}: ${stdout}${stderr}`);
    }
}

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
    const file = join(data, "postmaster.pid");
    return startServerProcess({
        title: "PostgreSQL",
        program: postgres,
        args: ["-D", data],
        environment: { ...libraryPath(installation), ...environment },
        output,
        // As pg_ctl waits: the eighth line of the file is the server's state.
        isReady: () => existsSync(file) && readFileSync(file, "utf8").split("\n")[7]?.trim() === "ready",
    });
}
