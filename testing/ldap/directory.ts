import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePorts } from "../../sandbox/ports";
import { run } from "../../sandbox/run";
import type { KeyPair } from "../postgres/certificates";
import { startServerProcess } from "../serverProcess";
import { giveToServer, isReachable, linkTree, serverFolder, serverUser } from "../serverUser";
import { ldif, slapdConf } from "./configuration";
import { distributionSlapd } from "./distribution";

export interface DirectoryPlan {
    /** Of its people, by their names. */
    passwords: Readonly<Record<string, string>>;
    /** Absent: it speaks no TLS. */
    certificate?: KeyPair;
}

/** A real OpenLDAP on 127.0.0.1. */
export interface Directory {
    /** Ports by what PostgreSQL is told to do there: TLS from the beginning, or after asking for it. */
    ports: { ldaps: number; startTls: number };
    /** What it logged until now: connections, and who bound with what result, without passwords. */
    log: () => string;
    stop(): Promise<void>;
}

export async function startDirectory(plan: DirectoryPlan): Promise<Directory> {
    const folder = serverFolder(mkdtempSync(join(tmpdir(), "hardened-db-ldap-")));
    const remove = () => {
        rmSync(folder, { recursive: true, force: true });
    };
    try {
        return await startIn(folder, plan, remove);
    } catch (error) {
        remove();
        throw error;
    }
}

async function startIn(folder: string, plan: DirectoryPlan, remove: () => void): Promise<Directory> {
    const { passwords, certificate } = plan;
    const server = await distributionSlapd();
    const installed = isReachable(server.folder) ? server.folder : join(folder, "slapd");
    if (installed !== server.folder) {
        linkTree(server.folder, installed);
    }
    const write = (name: string, content: string): string => {
        const file = join(folder, name);
        writeFileSync(file, content, { mode: 0o600 });
        giveToServer(file);
        return file;
    };
    const configuration = write(
        "slapd.conf",
        slapdConf({
            modules: join(installed, server.modules),
            schemas: join(installed, server.schemas),
            data: serverFolder(join(folder, "data")),
            ...(certificate && {
                tls: {
                    certificate: write("server.crt", certificate.certificate),
                    key: write("server.key", certificate.key),
                },
            }),
        }),
    );
    const program = join(installed, server.program);
    const environment: Record<string, string> =
        server.libraries === undefined ? {} : { LD_LIBRARY_PATH: join(installed, server.libraries) };
    await load(program, ["-f", configuration, "-l", write("people.ldif", ldif(passwords))], environment);

    const [ldaps = 0, startTls = 0] = await freePorts(2);
    const listeners = [`ldap://127.0.0.1:${startTls}/`, ...(certificate ? [`ldaps://127.0.0.1:${ldaps}/`] : [])];
    const output = join(folder, "output");
    const log = () => readFileSync(output, "utf8");
    const process = await startServerProcess({
        title: "slapd",
        program,
        // `-d` also keeps it in the foreground; "stats" names who binds, and no password.
        args: ["-f", configuration, "-h", listeners.join(" "), "-d", "stats"],
        environment,
        output,
        isReady: () => log().includes("slapd starting"),
    });
    return {
        ports: { ldaps, startTls },
        log,
        stop: async () => {
            await process.stop();
            remove();
        },
    };
}

/** Runs slapd as its own tool slapadd. */
async function load(program: string, args: readonly string[], env: Record<string, string>): Promise<void> {
    const { code, stderr } = await run(program, ["-T", "add", ...args], {
        cwd: "/",
        env,
        ...(serverUser && { user: serverUser }),
    });
    if (code !== 0) {
        throw new Error(`slapadd ended with ${String(code)}: ${stderr}`);
    }
}
