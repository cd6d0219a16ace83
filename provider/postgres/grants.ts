import type { PostgresAccess } from "./userArguments";

/** Role that owns the database and everything in it. Nobody logs in as it. */
export function ownerRole(database: string): string {
    return `${database}_owner`;
}

/** Group roles through which users get their access; membership follows `users[].access` at every `up`. */
export function accessRole(database: string, access: PostgresAccess): string {
    return { read: `${database}_read`, readWrite: `${database}_read_write`, owner: ownerRole(database) }[access];
}

/**
 * Schema that a Database object asks for in each database that is made later. The operator makes it as a superuser, which gives that
 * database its rights (grantsOnSchema in templateSql.ts): a Database object has no SQL of its own (CloudNativePG 1.30).
 */
export const accessSchema = "hardened_db_access";

/** For the first database, run once by initdb as the superuser inside it. */
export const firstDatabaseSql: readonly string[] = ["SELECT hardened_db.grant_access()"];
