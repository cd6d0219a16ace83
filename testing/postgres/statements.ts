import assert from "node:assert/strict";
import { successful, type Reply, type Session } from "./client";

/** As the superuser in a database, the session closed afterwards. */
export type Superuser = <T>(database: string, work: (session: Session) => Promise<T>) => Promise<T>;

/** With the search path that people expect; the operator's own is pinned to pg_catalog. */
export async function userSql(session: Session, statements: readonly string[]): Promise<void> {
    await inOrder(session, [`SET search_path TO "$user", public`, ...statements]);
}

/** As the operator sends whatever holds a password (pkg/management/postgres/utils/roles.go: ExecWithSuppressedLogging). */
export async function withoutLogging(session: Session, statement: string): Promise<void> {
    await inOrder(session, [
        "BEGIN",
        "SET LOCAL log_statement = 'none'",
        "SET LOCAL log_min_error_statement = 'PANIC'",
        statement,
        "COMMIT",
    ]);
}

export async function inOrder(session: Session, statements: readonly string[]): Promise<void> {
    for (const statement of statements) {
        await succeeded(session.query(statement), statement);
    }
}

/** One statement with values; fails when PostgreSQL refuses. */
export function look(session: Session, sql: string, ...values: string[]): Promise<Reply> {
    return succeeded(session.query(sql, values), sql);
}

export async function succeeded(asked: Promise<Reply>, what: string): Promise<Reply> {
    const reply = await asked;
    // Without a verifier: passwords are nobody's to see, not even a test's reader.
    assert.equal(reply.code, successful, `${what.replace(/PASSWORD '[^']*'/, "PASSWORD ...")}: ${reply.message}`);
    return reply;
}

export function identifier(name: string): string {
    return `"${name.replaceAll('"', '""')}"`;
}

export function literal(text: string): string {
    return `'${text.replaceAll("'", "''")}'`;
}
