import assert from "node:assert/strict";
import { at, recordsAt, textAt, type JsonRecord } from "../../sandbox/json";
import type { Session } from "./client";
import { identifier, inOrder, look, userSql, type Superuser } from "./statements";

/**
 * Does what a Database asks for (internal/management/controller/database_controller.go and database_controller_sql.go): the
 * database with its owner, then schemas, then extensions, each made or changed.
 */
export async function applyDatabase(superuser: Superuser, database: JsonRecord): Promise<void> {
    const name = textAt(database, "spec", "name") ?? assert.fail("a Database has a name");
    const owner = textAt(database, "spec", "owner") ?? assert.fail("a Database has an owner");
    await superuser("postgres", async (session) => {
        const found = await look(session, "SELECT 1 FROM pg_catalog.pg_database WHERE datname = $1", name);
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
    const { count } = await look(session, "SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = $1", name);
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
    const { count } = await look(session, "SELECT 1 FROM pg_catalog.pg_extension WHERE extname = $1", name);
    if (textAt(extension, "ensure") === "absent") {
        await inOrder(session, [`DROP EXTENSION IF EXISTS ${identifier(name)}`]);
    } else if (count === 0) {
        const version = textAt(extension, "version");
        const options = [
            ...(version === undefined ? [] : [` VERSION ${identifier(version)}`]),
            ...(schema === undefined ? [] : [` SCHEMA ${identifier(schema)}`]),
        ];
        await userSql(session, [`CREATE EXTENSION ${identifier(name)} ${options.join("")}`]);
    } else if (schema !== undefined) {
        await inOrder(session, [`ALTER EXTENSION ${identifier(name)} SET SCHEMA ${identifier(schema)}`]);
    }
}
