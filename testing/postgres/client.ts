import { Socket, type NetConnectOpts } from "node:net";
import { checkServerIdentity, type ConnectionOptions } from "node:tls";
import { Client, type CustomTypesConfig } from "pg";

/** Who logs in to what, from where and how. */
export interface Login {
    user: string;
    database: string;
    password?: string;
    /** Name by which the client calls the server. Default: the read-write Service's. */
    host?: string;
    /** Address of the client: any of 127.0.0.0/8, or ::1. Default: 127.0.0.1. */
    from?: string;
    /** False: no TLS. Settings of TLS otherwise, on top of `sslmode=verify-full`. */
    tls?: false | ConnectionOptions;
}

/** Where a server listens, and how clients know it. */
export interface Address {
    port: number;
    /** Name under which clients call it, which its certificate must bear. */
    name: string;
    /** Root with which they verify it. */
    root: string;
}

/** What PostgreSQL, or TLS below it, answered. */
export interface Reply {
    /** SQLSTATE, which is 00000 when all went well; the code of Node.js or OpenSSL when PostgreSQL was never reached. */
    code: string;
    /** Empty when all went well. */
    message: string;
    /** Every value as PostgreSQL writes it. */
    rows: Record<string, string | null>[];
    /** How many rows a statement read or changed. */
    count: number;
}

export interface Session {
    /** One statement. With values, they travel apart from it. */
    query(sql: string, values?: readonly string[]): Promise<Reply>;
}

export const successful = "00000";

/** Logs in, lets `work` speak, and logs out; answers what `work` answered, or why there was no session. */
export async function withSession(
    address: Address,
    login: Login,
    work: (session: Session) => Promise<Reply>,
): Promise<Reply> {
    const client = clientFor(address, login);
    const refused = await connected(client);
    if (refused !== undefined) {
        return refused;
    }
    try {
        return await work({ query: (sql, values) => ask(client, sql, values) });
    } finally {
        await client.end();
    }
}

/** On the Unix socket, where the operator logs in without a password (pkg/management/postgres/pool). */
export async function withSocket<T>(
    { sockets, port }: { sockets: string; port: number },
    { user, database }: { user: string; database: string },
    work: (session: Session) => Promise<T>,
): Promise<T> {
    const client = new Client({
        host: sockets,
        port,
        user,
        database,
        types: asText,
        application_name: "cnpg-instance-manager",
    });
    client.on("error", () => undefined);
    await client.connect();
    try {
        return await work({ query: (sql, values) => ask(client, sql, values) });
    } finally {
        await client.end();
    }
}

function clientFor({ port, name, root }: Address, login: Login): Client {
    const { user, database, password, host = name, from = "127.0.0.1", tls = {} } = login;
    const client = new Client({
        host: from.includes(":") ? "::1" : "127.0.0.1",
        port,
        user,
        database,
        types: asText,
        application_name: "test",
        ...(password !== undefined && { password }),
        stream: () => new BoundSocket(from),
        ssl: tls !== false && {
            ca: root,
            servername: host,
            checkServerIdentity: (_, certificate) => checkServerIdentity(host, certificate),
            ...tls,
        },
    });
    // What ends a session that nobody waits for (a server that stops) is no error of the test.
    client.on("error", () => undefined);
    return client;
}

async function connected(client: Client): Promise<Reply | undefined> {
    try {
        await client.connect();
        return undefined;
    } catch (error) {
        return failed(error);
    }
}

async function ask(client: Client, text: string, values?: readonly string[]): Promise<Reply> {
    try {
        const result = await client.query<Record<string, string | null>>(text, values && [...values]);
        return { code: successful, message: "", rows: result.rows, count: result.rowCount ?? 0 };
    } catch (error) {
        return failed(error);
    }
}

function failed(error: unknown): Reply {
    if (!(error instanceof Error)) {
        throw error;
    }
    const code = "code" in error && typeof error.code === "string" ? error.code : "no code";
    return { code, message: error.message, rows: [], count: 0 };
}

const asText: CustomTypesConfig = { getTypeParser: () => (value: string) => value };

/** A socket that leaves from a given address, so that PostgreSQL sees a client of another network. */
class BoundSocket extends Socket {
    constructor(private readonly from: string) {
        super();
    }

    override connect(...args: unknown[]): this {
        const [port, host] = args;
        const options: NetConnectOpts = { port: Number(port), host: String(host), localAddress: this.from };
        return super.connect(options);
    }
}
