import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { at, isRecord, recordsAt, textAt, textsAt, type JsonRecord } from "../../sandbox/json";
import { freePorts } from "../../sandbox/ports";
import { giveToServer, serverFolder } from "../serverUser";
import { createAuthority, type Authority, type KeyPair } from "./certificates";
import { withSession, withSocket, type Login, type Reply, type Session } from "./client";
import { versionOf, type Installation } from "./installation";
import type { LogRecord } from "./log";
import { logUntilNow } from "./logFile";
import {
    hostBasedAuthentication,
    identMap,
    initdbOptions,
    parameterFile,
    parametersOf,
    type Places,
} from "./operatorFiles";
import { applyDatabase } from "./operatorDatabases";
import { applyRole, type Passwords } from "./operatorRoles";
import { fillProjected, podEnvironment, type ConfigMaps } from "./operatorPods";
import { initialise } from "./operatorStart";
import { look, succeeded, type Superuser } from "./statements";
import { runProgram, startServer, usableInstallation } from "./serverProcess";

/** The Kubernetes objects that CloudNativePG reads for one database. */
export interface DatabaseObjects {
    cluster: JsonRecord;
    databases: readonly JsonRecord[];
    databaseRoles: readonly JsonRecord[];
    /** Passwords of the Secrets of type basic-auth, by the Secret's name. */
    passwords: Passwords;
    configMaps: ConfigMaps;
}

/** Addresses of the pods that each of `podSelectorRefs` picks. */
export type PodAddresses = Readonly<Record<string, readonly string[]>>;

export interface ClusterPlan {
    installation: Installation;
    objects: DatabaseObjects;
    /** Default: no pod runs. */
    podAddresses?: PodAddresses;
    /** The server's certificate and the root that verifies it. Default: by an authority of the test, for the names of the Services. */
    serverCertificate?: KeyPair & { root: string };
    /** Root that verifies clients. Default: `clientAuthority`'s. */
    clientRoot?: string;
    /** What variables of `spec.env` refer to, by their names. */
    environment?: Readonly<Record<string, string>>;
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
    /** Logs in, over TLS with the server verified unless the login says otherwise, and out again. */
    login(login: Login): Promise<Reply>;
    /** One statement in a session of its own. */
    ask(login: Login, sql: string, values?: readonly string[]): Promise<Reply>;
    /** Several statements in one session. */
    session(login: Login, work: (session: Session) => Promise<Reply>): Promise<Reply>;
    /** As the superuser on the Unix socket; fails when PostgreSQL refuses. */
    asSuperuser(database: string, sql: string, values?: readonly string[]): Promise<Reply>;
    /** As the operator's metrics exporter on the Unix socket. */
    asExporter(database: string, sql: string): Promise<Reply>;
    /** What the operator does with a role of `managed.roles`, or the spec of a DatabaseRole. */
    applyRole(role: JsonRecord, passwords?: Passwords): Promise<void>;
    /** What the operator does with a Database. */
    applyDatabase(database: JsonRecord): Promise<void>;
    /** What the operator does when a Cluster or its pods change: new files and roles, and a reload in place of a restart. */
    change(objects: DatabaseObjects, podAddresses?: PodAddresses): Promise<void>;
    /** All that was logged until now, as the operator prints it. */
    log(): Promise<LogRecord[]>;
    stop(): Promise<void>;
}

export async function startCluster(plan: ClusterPlan): Promise<RunningCluster> {
    const folder = serverFolder(mkdtempSync(join(tmpdir(), "hardened-db-postgres-")));
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

async function startIn(folder: string, plan: ClusterPlan, remove: () => void): Promise<RunningCluster> {
    const { objects, podAddresses = {}, environment = {} } = plan;
    const installation = usableInstallation(plan.installation, join(folder, "postgres"));
    const version = await versionOf(installation);
    const [port = 0] = await freePorts(1);
    const data = serverFolder(join(folder, "data"));
    const places: Places = {
        port,
        addresses: ["127.0.0.1", "::1"],
        sockets: serverFolder(join(folder, "run")),
        logs: serverFolder(join(folder, "log")),
        certificates: serverFolder(join(folder, "certificates")),
    };
    const names = serviceNames(objects.cluster);
    const clientAuthority = await createAuthority("clients");
    const certificate = plan.serverCertificate ?? (await ownCertificate(names));
    const write = (path: string, content: string): void => {
        writeFileSync(path, content, { mode: 0o600 });
        giveToServer(path);
    };
    const projected = serverFolder(join(folder, "projected"));
    const variables = podEnvironment(objects.cluster, projected, environment);
    const configure = ({ cluster, configMaps }: DatabaseObjects, addresses: PodAddresses): void => {
        fillProjected(cluster, configMaps, projected);
        const major = Number.parseInt(version, 10);
        const parameters = parametersOf(cluster, places, { pgaudit: installation.pgaudit, major });
        write(join(data, "postgresql.conf"), parameterFile(parameters));
        const lines = textsAt(cluster, "spec", "postgresql", "pg_hba");
        write(join(data, "pg_hba.conf"), hostBasedAuthentication(lines, addresses));
        const maps = textsAt(cluster, "spec", "postgresql", "pg_ident");
        write(join(data, "pg_ident.conf"), identMap(userInfo().username, maps));
    };
    const superuser: Superuser = (database, work) => withSocket(places, { user: "postgres", database }, work);

    await runProgram(installation, "initdb", [
        ...["--username", "postgres", "--pgdata", data, "--no-sync"],
        ...initdbOptions(objects.cluster),
    ]);
    write(join(places.certificates, "server.crt"), certificate.certificate);
    write(join(places.certificates, "server.key"), certificate.key);
    write(join(places.certificates, "client-ca.crt"), plan.clientRoot ?? clientAuthority.root);
    configure(objects, podAddresses);
    const server = await startServer(installation, {
        data,
        output: join(folder, "output"),
        environment: variables,
    });
    const stop = async (): Promise<void> => {
        await server.stop();
        remove();
    };
    try {
        await initialise(superuser, objects.cluster, installation.pgaudit);
        await applyObjects(superuser, objects);
    } catch (error) {
        await stop();
        throw error;
    }
    const address = { port, name: names[0] ?? "", root: certificate.root };
    const session: RunningCluster["session"] = (login, work) => withSession(address, login, work);
    return {
        version,
        pgaudit: installation.pgaudit,
        port,
        clientAuthority,
        session,
        ask: (login, sql, values) => session(login, (open) => open.query(sql, values)),
        login: (login) => session(login, (open) => open.query("SELECT 1")),
        asSuperuser: (database, sql, values) => superuser(database, (open) => succeeded(open.query(sql, values), sql)),
        asExporter: (database, sql) =>
            withSocket(places, { user: "cnpg_metrics_exporter", database }, (open) => open.query(sql)),
        applyRole: (role, passwords = objects.passwords) => applyRole(superuser, role, passwords),
        applyDatabase: (database) => applyDatabase(superuser, database),
        change: async (changed, addresses = podAddresses) => {
            const wanted = podEnvironment(changed.cluster, projected, environment);
            assert.deepEqual(wanted, variables, "a server keeps its environment, which only new pods take up");
            configure(changed, addresses);
            await reload(superuser);
            await applyObjects(superuser, changed);
        },
        log: () => logUntilNow(superuser, join(places.logs, "postgres.csv")),
        stop,
    };
}

async function applyObjects(superuser: Superuser, objects: DatabaseObjects): Promise<void> {
    const specs = objects.databaseRoles.map((role) => at(role, "spec")).filter(isRecord);
    for (const role of [...recordsAt(objects.cluster, "spec", "managed", "roles"), ...specs]) {
        await applyRole(superuser, role, objects.passwords);
    }
    for (const database of objects.databases) {
        await applyDatabase(superuser, database);
    }
}

/** Until new sessions are under the new files. */
async function reload(superuser: Superuser): Promise<void> {
    const loaded = () => superuser("postgres", (session) => look(session, "SELECT pg_conf_load_time() AS time"));
    const before = await loaded();
    await superuser("postgres", (session) => look(session, "SELECT pg_reload_conf()"));
    while ((await loaded()).rows[0]?.["time"] === before.rows[0]?.["time"]) {
        await sleep(20);
    }
}

async function ownCertificate(names: readonly string[]): Promise<KeyPair & { root: string }> {
    const authority = await createAuthority("servers");
    return { ...(await authority.server(names)), root: authority.root };
}

/** Names in the certificate that the operator issues (api/v1/cluster_funcs.go: GetClusterAltDNSNames), the one that clients use first. */
function serviceNames(cluster: JsonRecord): string[] {
    const name = textAt(cluster, "metadata", "name") ?? "";
    const namespace = textAt(cluster, "metadata", "namespace") ?? "";
    const services = ["rw", "r", "ro"].map((kind) => `${name}-${kind}`);
    return [
        ...services.flatMap((service) => [
            `${service}.${namespace}.svc`,
            service,
            `${service}.${namespace}`,
            `${service}.${namespace}.svc.cluster.local`,
        ]),
        ...textsAt(cluster, "spec", "certificates", "serverAltDNSNames"),
    ];
}
