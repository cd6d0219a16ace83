import assert from "node:assert/strict";
import { at, isRecord, recordsAt, textAt, textsAt, type JsonRecord } from "../../sandbox/json";
import { successful, type Reply, type Session } from "./client";
import { verifierOf } from "./scram";

/** As the superuser in a database, the session closed afterwards. */
export type Superuser = <T>(database: string, work: (session: Session) => Promise<T>) => Promise<T>;

/** Password of each Secret of type basic-auth, by the Secret's name. */
export type Passwords = Readonly<Record<string, string>>;

/**
 * What CloudNativePG 1.30 does in a new database server, statement by statement and in its order: initdb's own SQL
 * (pkg/management/postgres/initdb.go: `postgres`, template1, the application's database), then the operator's roles
 * (internal/cmd/manager/instance/run/lifecycle/run.go), then the owner's password and the extensions that parameters ask for
 * (internal/management/controller/instance_controller.go).
 */
export async function initialise(superuser: Superuser, cluster: unknown, pgaudit: boolean): Promise<void> {
    const initdb = at(cluster, "spec", "bootstrap", "initdb");
    const database = textAt(initdb, "database") ?? "app";
    const owner = textAt(initdb, "owner") ?? database;
    await superuser("postgres", (session) => inOrder(session, [`CREATE ROLE ${identifier(owner)} LOGIN`]));
    await superuser("postgres", (session) => userSql(session, textsAt(initdb, "postInitSQL")));
    await superuser("template1", (session) => userSql(session, textsAt(initdb, "postInitTemplateSQL")));
    await superuser("postgres", (session) =>
        inOrder(session, [`CREATE DATABASE ${identifier(database)} OWNER ${identifier(owner)}`]),
    );
    await superuser(database, (session) => userSql(session, textsAt(initdb, "postInitApplicationSQL")));
    await superuser("postgres", (session) => inOrder(session, operatorRoles));
    await superuser("postgres", (session) =>
        withoutLogging(session, `ALTER ROLE ${identifier(owner)} WITH PASSWORD ${literal(verifierOf(owner))}`),
    );
    const parameters = at(cluster, "spec", "postgresql", "parameters");
    if (pgaudit && isRecord(parameters) && Object.keys(parameters).some((name) => name.startsWith("pgaudit."))) {
        for (const each of ["postgres", "template1", database]) {
            await superuser(each, (session) => userSql(session, ["CREATE EXTENSION pgaudit"]));
        }
    }
}

const operatorRoles = [
    "CREATE USER streaming_replica REPLICATION",
    "ALTER USER streaming_replica LOGIN REPLICATION",
    "GRANT EXECUTE ON function pg_catalog.pg_ls_dir(text, boolean, boolean) TO streaming_replica",
    "GRANT EXECUTE ON function pg_catalog.pg_stat_file(text, boolean) TO streaming_replica",
    "GRANT EXECUTE ON function pg_catalog.pg_read_binary_file(text) TO streaming_replica",
    "GRANT EXECUTE ON function pg_catalog.pg_read_binary_file(text, bigint, bigint, boolean) TO streaming_replica",
    "CREATE ROLE cnpg_metrics_exporter WITH LOGIN PASSWORD NULL",
    "GRANT pg_monitor TO cnpg_metrics_exporter",
];

/**
 * Makes a role as an entry of `managed.roles` or the spec of a DatabaseRole describes it, or changes it to that
 * (internal/management/controller/roles/postgres.go; the password reaches PostgreSQL as its SCRAM verifier).
 */
export async function applyRole(superuser: Superuser, role: JsonRecord, passwords: Passwords): Promise<void> {
    const name = textAt(role, "name") ?? assert.fail("a role has a name");
    await superuser("postgres", async (session) => {
        const found = await succeeded(
            session.query("SELECT 1 AS found FROM pg_catalog.pg_roles WHERE rolname = $1", [name]),
        );
        const exists = found.count > 0;
        if (textAt(role, "ensure") === "absent") {
            await inOrder(session, exists ? [`DROP ROLE IF EXISTS ${identifier(name)}`] : []);
            return;
        }
        const inRoles = textsAt(role, "inRoles");
        const membership = exists || inRoles.length === 0 ? "" : ` IN ROLE ${inRoles.map(identifier).join(",")}`;
        const statement = `${exists ? "ALTER" : "CREATE"} ROLE ${identifier(name)}${attributesOf(role)}${membership}`;
        await withoutLogging(session, `${statement}${passwordOf(role, passwords)}${validUntil(role)}`);
        const comment = textAt(role, "comment") ?? "";
        await inOrder(session, comment === "" ? [] : [`COMMENT ON ROLE ${identifier(name)} IS ${literal(comment)}`]);
        if (exists) {
            await changeMembership(session, name, inRoles);
        }
    });
}

function attributesOf(role: JsonRecord): string {
    const flags = [
        ["bypassrls", "BYPASSRLS"],
        ["createdb", "CREATEDB"],
        ["createrole", "CREATEROLE"],
        ["inherit", "INHERIT"],
        ["login", "LOGIN"],
        ["replication", "REPLICATION"],
        ["superuser", "SUPERUSER"],
    ].map(([field = "", word = ""]) => ((role[field] ?? field === "inherit") === true ? ` ${word}` : ` NO${word}`));
    const limit = role["connectionLimit"];
    return `${flags.join("")} CONNECTION LIMIT ${typeof limit === "number" ? limit : -1}`;
}

function passwordOf(role: JsonRecord, passwords: Passwords): string {
    const secret = textAt(role, "passwordSecret", "name");
    if (secret === undefined) {
        return role["disablePassword"] === true ? " PASSWORD NULL" : "";
    }
    const password = passwords[secret];
    assert.ok(password !== undefined, `there is a Secret ${secret} with a password`);
    return ` PASSWORD ${literal(verifierOf(password))}`;
}

function validUntil(role: JsonRecord): string {
    const until = textAt(role, "validUntil");
    return until === undefined ? "" : ` VALID UNTIL ${literal(until)}`;
}

async function changeMembership(session: Session, name: string, wanted: readonly string[]): Promise<void> {
    const { rows } = await succeeded(
        session.query(
            "SELECT pg_catalog.pg_get_userbyid(roleid) AS role FROM pg_catalog.pg_auth_members " +
                "WHERE member = $1::regrole",
            [identifier(name)],
        ),
    );
    const had = rows.flatMap(({ role }) => role ?? []);
    await inOrder(session, [
        ...wanted
            .filter((role) => !had.includes(role))
            .map((role) => `GRANT ${identifier(role)} TO ${identifier(name)}`),
        ...had
            .filter((role) => !wanted.includes(role))
            .map((role) => `REVOKE ${identifier(role)} FROM ${identifier(name)}`),
    ]);
}

/**
 * Does what a Database asks for (internal/management/controller/database_controller.go and database_controller_sql.go): the
 * database with its owner, then schemas, then extensions, each made or changed.
 */
export async function applyDatabase(superuser: Superuser, database: JsonRecord): Promise<void> {
    const name = textAt(database, "spec", "name") ?? assert.fail("a Database has a name");
    const owner = textAt(database, "spec", "owner") ?? assert.fail("a Database has an owner");
    await superuser("postgres", async (session) => {
        const found = await succeeded(session.query("SELECT 1 FROM pg_catalog.pg_database WHERE datname = $1", [name]));
        const limit = at(database, "spec", "connectionLimit");
        const limited = typeof limit === "number" ? ` CONNECTION LIMIT ${limit}` : "";
        if (found.count === 0) {
            await inOrder(session, [`CREATE DATABASE ${identifier(name)}  OWNER ${identifier(owner)}${limited}`]);
        } else {
            await inOrder(session, [
                ...(limited === "" ? [] : [`ALTER DATABASE ${identifier(name)} WITH${limited}`]),
                `ALTER DATABASE ${identifier(name)} OWNER TO ${identifier(owner)}`,
            ]);
        }
    });
    for (const schema of recordsAt(database, "spec", "schemas")) {
        await superuser(name, (session) => applySchema(session, schema));
    }
    for (const extension of recordsAt(database, "spec", "extensions")) {
        await superuser(name, (session) => applyExtension(session, extension));
    }
}

async function applySchema(session: Session, schema: JsonRecord): Promise<void> {
    const name = textAt(schema, "name") ?? "";
    const owner = textAt(schema, "owner") ?? "";
    const { count } = await succeeded(
        session.query("SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = $1", [name]),
    );
    if (textAt(schema, "ensure") === "absent") {
        await inOrder(session, [`DROP SCHEMA IF EXISTS ${identifier(name)}`]);
    } else if (count === 0) {
        const authorization = owner === "" ? "" : ` AUTHORIZATION ${identifier(owner)}`;
        await inOrder(session, [`CREATE SCHEMA ${identifier(name)} ${authorization}`]);
    } else if (owner !== "") {
        await inOrder(session, [`ALTER SCHEMA ${identifier(name)} OWNER TO ${identifier(owner)}`]);
    }
}

async function applyExtension(session: Session, extension: JsonRecord): Promise<void> {
    const name = textAt(extension, "name") ?? "";
    const schema = textAt(extension, "schema");
    const { count } = await succeeded(
        session.query("SELECT 1 FROM pg_catalog.pg_extension WHERE extname = $1", [name]),
    );
    if (textAt(extension, "ensure") === "absent") {
        await inOrder(session, [`DROP EXTENSION IF EXISTS ${identifier(name)}`]);
    } else if (count === 0) {
        await userSql(session, [
            `CREATE EXTENSION ${identifier(name)} ${schema === undefined ? "" : ` SCHEMA ${identifier(schema)}`}`,
        ]);
    } else if (schema !== undefined) {
        await inOrder(session, [`ALTER EXTENSION ${identifier(name)} SET SCHEMA ${identifier(schema)}`]);
    }
}

/** With the search path that people expect; the operator's own is pinned to pg_catalog. */
async function userSql(session: Session, statements: readonly string[]): Promise<void> {
    await inOrder(session, [`SET search_path TO "$user", public`, ...statements]);
}

/** As the operator sends whatever holds a password (pkg/management/postgres/utils/roles.go: ExecWithSuppressedLogging). */
async function withoutLogging(session: Session, statement: string): Promise<void> {
    await inOrder(session, [
        "BEGIN",
        "SET LOCAL log_statement = 'none'",
        "SET LOCAL log_min_error_statement = 'PANIC'",
        statement,
        "COMMIT",
    ]);
}

async function inOrder(session: Session, statements: readonly string[]): Promise<void> {
    for (const statement of statements) {
        await succeeded(session.query(statement), statement);
    }
}

export async function succeeded(asked: Promise<Reply>, what = "a statement"): Promise<Reply> {
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
