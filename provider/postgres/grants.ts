import type { PostgresAccess } from "./userArguments";

/** Role that owns the database's tables. Nobody logs in as it. */
export function ownerRole(database: string): string {
    return `${database}_owner`;
}

/** Group roles through which users get their access; membership follows `users[].access` at every `up`. */
export function accessRole(database: string, access: PostgresAccess): string {
    return { read: `${database}_read`, readWrite: `${database}_read_write`, owner: ownerRole(database) }[access];
}

/** Statements for the new database, run once by initdb as the superuser inside it. */
export function grantStatements(database: string): string[] {
    const owner = quoted(ownerRole(database));
    const read = quoted(accessRole(database, "read"));
    const readWrite = quoted(accessRole(database, "readWrite"));
    const named = quoted(database);
    const newObjects = `ALTER DEFAULT PRIVILEGES FOR ROLE ${owner}`;
    return [
        `ALTER ROLE ${owner} NOLOGIN`,
        `CREATE ROLE ${read} NOLOGIN`,
        `CREATE ROLE ${readWrite} NOLOGIN`,
        `REVOKE ALL ON DATABASE ${named} FROM PUBLIC`,
        `GRANT CONNECT ON DATABASE ${named} TO ${owner}, ${read}, ${readWrite}`,
        `REVOKE ALL ON SCHEMA public FROM PUBLIC`,
        `GRANT USAGE, CREATE ON SCHEMA public TO ${owner}`,
        `GRANT USAGE ON SCHEMA public TO ${read}, ${readWrite}`,
        `${newObjects} GRANT USAGE ON SCHEMAS TO ${read}, ${readWrite}`,
        `${newObjects} GRANT SELECT ON TABLES TO ${read}`,
        `${newObjects} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${readWrite}`,
        `${newObjects} GRANT SELECT ON SEQUENCES TO ${read}`,
        `${newObjects} GRANT USAGE, SELECT, UPDATE ON SEQUENCES TO ${readWrite}`,
        `${newObjects} REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC`,
        `${newObjects} GRANT EXECUTE ON FUNCTIONS TO ${readWrite}`,
    ];
}

function quoted(identifier: string): string {
    return `"${identifier.replaceAll('"', '""')}"`;
}
