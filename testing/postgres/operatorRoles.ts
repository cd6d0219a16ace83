import assert from "node:assert/strict";
import { textAt, textsAt, type JsonRecord } from "../../sandbox/json";
import type { Session } from "./client";
import { encrypted } from "./scram";
import { identifier, inOrder, literal, look, withoutLogging, type Superuser } from "./statements";

/** Password of each Secret of type basic-auth, by the Secret's name. */
export type Passwords = Readonly<Record<string, string>>;

/**
 * Makes a role as an entry of `managed.roles` or the spec of a DatabaseRole describes it, or changes it to that
 * (internal/management/controller/roles/postgres.go; a password reaches PostgreSQL as its verifier).
 */
export async function applyRole(superuser: Superuser, role: JsonRecord, passwords: Passwords): Promise<void> {
    const name = textAt(role, "name") ?? assert.fail("a role has a name");
    await superuser("postgres", async (session) => {
        const found = await look(session, "SELECT rolvaliduntil FROM pg_catalog.pg_roles WHERE rolname = $1", name);
        const exists = found.count > 0;
        const hadEnd = typeof found.rows[0]?.["rolvaliduntil"] === "string";
        if (textAt(role, "ensure") === "absent") {
            await inOrder(session, exists ? [`DROP ROLE IF EXISTS ${identifier(name)}`] : []);
            return;
        }
        const inRoles = textsAt(role, "inRoles");
        const membership = exists || inRoles.length === 0 ? "" : ` IN ROLE ${inRoles.map(identifier).join(",")}`;
        const statement = `${exists ? "ALTER" : "CREATE"} ROLE ${identifier(name)}${attributesOf(role)}${membership}`;
        await withoutLogging(session, `${statement}${passwordOf(role, passwords)}${validUntil(role, hadEnd)}`);
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
    return ` PASSWORD ${literal(encrypted(password))}`;
}

/** PostgreSQL has no way back to no end: there it is `infinity`. */
function validUntil(role: JsonRecord, hadEnd: boolean): string {
    const until = textAt(role, "validUntil") ?? (hadEnd ? "infinity" : undefined);
    return until === undefined ? "" : ` VALID UNTIL ${literal(until)}`;
}

async function changeMembership(session: Session, name: string, wanted: readonly string[]): Promise<void> {
    const { rows } = await look(
        session,
        "SELECT pg_catalog.pg_get_userbyid(roleid) AS role FROM pg_catalog.pg_auth_members " +
            "WHERE member = $1::regrole",
        identifier(name),
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
