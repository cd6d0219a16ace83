import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { recordsAt, textAt, textsAt, type JsonRecord } from "../../sandbox/json";
import { freePorts } from "../../sandbox/ports";
import { createAuthority, type Authority, type KeyPair } from "./certificates";
import { withSession, withSuperuser, type Login, type Reply, type Session } from "./client";
import { versionOf, type Installation } from "./installation";
import { recordsOf, type LogRecord } from "./log";
import {
    alterSystem,
    hostBasedAuthentication,
    identMap,
    initdbOptions,
    parameterFile,
    parametersOf,
} from "./operatorFiles";
import { applyDatabase, applyRole, initialise, succeeded, type Passwords, type Superuser } from "./operatorSql";
import {
    giveToServer,
    runProgram,
    serverFolder,
    startServer,
    usableInstallation,
    type ServerProcess,
} from "./serverProcess";

/** The Kubernetes objects that CloudNativePG reads for one database. */
export interface DatabaseObjects {
    cluster: JsonRecord;
    databases: readonly JsonRecord[];
    databaseRoles: readonly JsonRecord[];
    /** Passwords of the Secrets of type basic-auth, by the Secret's name. */
    passwords: Passwords;
}

export interface ClusterPlan {
    installation: Installation;
    objects: DatabaseObjects;
    /** Addresses of the pods that each of `podSelectorRefs` picks. Default: no pod runs. */
    podAddresses?: Readonly<Record<string, readonly string[]>>;
    /** Default: a certificate for the names of the Services, by an authority of the test's own. */
    serverCertificate?: KeyPair;
    /** Root that verifies the server. Goes with `serverCertificate`. */
    serverRoot?: string;
}

/** A real PostgreSQL, configured as CloudNativePG would for a Cluster. */
export interface RunningCluster {
    /** For example 15.20. */
    version: string;
    /** Whether pgaudit is loaded. */
    pgaudit: boolean;
    port: number;
    /** Signs certificates of clients. */
    clientAuthority: Authority;
    /** Logs in and out again. */
    login(login: Login): Promise<Reply>;
    /** One statement in a session of its own. */
    ask(login: Login, sql: string, values?: readonly string[]): Promise<Reply>;
    /** Several statements in one session. */
    session(login: Login, work: (session: Session) => Promise<Reply>): Promise<Reply>;
    /** As the superuser on the Unix socket; fails when PostgreSQL refuses. */
    asSuperuser(database: string, sql: string, values?: readonly string[]): Promise<Reply>;
    /** What the operator does with a role of `managed.roles`, or the spec of a DatabaseRole. */
    applyRole(role: JsonRecord, passwords?: Passwords): Promise<void>;
    /** What the operator does with a Database. */
    applyDatabase(database: JsonRecord): Promise<void>;
    /** All that was logged until now, as the operator prints it. */
    log(): Promise<LogRecord[]>;
    stop(): Promise<void>;
}

export async function startCluster(plan: ClusterPlan): Promise<RunningCluster> {
    const folder = serverFolder(mkdtempSync(join(tmpdir(), "hardened-db-postgres-")));
    try {
        return await startIn(folder, plan);
    } catch (error) {
        rmSync(folder, { recursive: true, force: true });
        throw error;
    }
}

async function startIn(folder: string, plan: ClusterPlan): Promise<RunningCluster> {
    const { objects, podAddresses = {} } = plan;
    const { cluster } = objects;
    const installation = usableInstallation(plan.installation, join(folder, "postgres"));
    const version = await versionOf(installation);
    const [port = 0] = await freePorts(1);
    const data = join(folder, "data");
    const places = {
        port,
        addresses: ["127.0.0.1", "::1"],
        sockets: serverFolder(join(folder, "run")),
        logs: serverFolder(join(folder, "log")),
        certificates: serverFolder(join(folder, "certificates")),
    };
    const clientAuthority = await createAuthority("clients");
    const names = serviceNames(cluster);
    const own = await createAuthority("servers");
    const { certificate, key } = plan.serverCertificate ?? (await own.server(names));
    const root = plan.serverRoot ?? own.root;

    serverFolder(data);
    await runProgram(installation, "initdb", [
        "--username",
        "postgres",
        "-D",
        data,
        "--no-sync",
        ...initdbOptions(cluster),
    ]);
    const parameters = {
        ...parametersOf(cluster, places, installation),
        ...alterSystem(cluster, Number.parseInt(version, 10)),
    };
    const files = {
        [join(places.certificates, "server.crt")]: certificate,
        [join(places.certificates, "server.key")]: key,
        [join(places.certificates, "client-ca.crt")]: clientAuthority.root,
        [join(data, "postgresql.conf")]: parameterFile(parameters),
        [join(data, "pg_hba.conf")]: hostBasedAuthentication(
            textsAt(cluster, "spec", "postgresql", "pg_hba"),
            podAddresses,
        ),
        [join(data, "pg_ident.conf")]: identMap(userInfo().username),
    };
    for (const [file, content] of Object.entries(files)) {
        writeFileSync(file, content, { mode: 0o600 });
        giveToServer(file);
    }
    const superuser: Superuser = (database, work) => withSuperuser({ sockets: places.sockets, port }, database, work);
    const ready = () => superuser("postgres", (session) => session.query("SELECT 1"));
    const server = await startServer(installation, { data, output: join(folder, "output"), ready });
    try {
        await initialise(superuser, cluster, installation.pgaudit);
        for (const role of recordsAt(cluster, "spec", "managed", "roles")) {
            await applyRole(superuser, role, objects.passwords);
        }
        for (const role of objects.databaseRoles) {
            await applyRole(superuser, specOf(role), objects.passwords);
        }
        for (const database of objects.databases) {
            await applyDatabase(superuser, database);
        }
    } catch (error) {
        await server.stop();
        throw error;
    }
    const address = { port, name: names[0] ?? assert.fail("a Cluster has a name"), root };
    const log = join(places.logs, "postgres.csv");
    return {
        ...facade(server, superuser, address, objects.passwords, log, folder),
        version,
        pgaudit: installation.pgaudit,
        port,
        clientAuthority,
    };
}

function facade(
    server: ServerProcess,
    superuser: Superuser,
    address: { port: number; name: string; root: string },
    known: Passwords,
    log: string,
    folder: string,
): Omit<RunningCluster, "version" | "pgaudit" | "port" | "clientAuthority"> {
    const session: RunningCluster["session"] = (login, work) => withSession(address, login, work);
    return {
        session,
        ask: (login, sql, values) => session(login, (open) => open.query(sql, values)),
        login: (login) => session(login, (open) => open.query("SELECT 1")),
        asSuperuser: (database, sql, values) => superuser(database, (open) => succeeded(open.query(sql, values), sql)),
        applyRole: (role, passwords = known) => applyRole(superuser, role, passwords),
        applyDatabase: (database) => applyDatabase(superuser, database),
        log: () => logUntilNow(superuser, log),
        stop: async () => {
            await server.stop();
            rmSync(folder, { recursive: true, force: true });
        },
    };
}

let marks = 0;

/** PostgreSQL's collector writes a little later: what was answered before a mark is in the file once the mark is. */
async function logUntilNow(superuser: Superuser, file: string): Promise<LogRecord[]> {
    marks += 1;
    const mark = `mark ${process.pid}-${marks}`;
    await superuser("postgres", (session) => succeeded(session.query(`DO $$ BEGIN RAISE LOG '${mark}'; END $$`)));
    const deadline = Date.now() + 10_000;
    for (;;) {
        const records = recordsOf(readFileSync(file, "utf8"));
        const end = records.findIndex(({ record }) => record.message === mark);
        if (end >= 0) {
            return records.slice(0, end).filter(({ record }) => !(record.message ?? "").startsWith("mark "));
        }
        assert.ok(Date.now() < deadline, `${mark} reaches the log`);
        await new Promise((resolve) => setTimeout(resolve, 10));
    }
}

function specOf(object: JsonRecord): JsonRecord {
    const [spec] = recordsAt({ list: [object["spec"]] }, "list");
    return spec ?? assert.fail("an object has a spec");
}

/** Names in the certificate that the operator issues (api/v1/cluster_funcs.go: GetClusterAltDNSNames). */
function serviceNames(cluster: JsonRecord): string[] {
    const name = textAt(cluster, "metadata", "name") ?? "";
    const namespace = textAt(cluster, "metadata", "namespace") ?? "";
    const services = ["rw", "r", "ro"].map((kind) => `${name}-${kind}`);
    return [
        ...services.map((service) => `${service}.${namespace}.svc`),
        ...services,
        ...services.map((service) => `${service}.${namespace}`),
        ...textsAt(cluster, "spec", "certificates", "serverAltDNSNames"),
    ];
}
