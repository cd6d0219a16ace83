import assert from "node:assert/strict";
import { successful, type Login, type Reply } from "../../testing/postgres/client";
import { serverForTests } from "../../testing/postgres/forTests";
import { packagedPostgres } from "../../testing/postgres/installation";
import { onAnyCluster } from "../../testing/postgresArguments";

describe("What users may do in a real PostgreSQL", function () {
    this.timeout(30_000);
    const database = "orders";
    const from = [{ cidr: "127.9.0.0/16" }];
    const users = { reports: "read", app: "readWrite", migrations: "owner" };
    const names = Object.keys(users);
    const denied = "42501";
    const { server, user } = serverForTests({
        installation: packagedPostgres,
        args: {
            ...onAnyCluster(),
            users: Object.entries(users).map(([name, access]) => ({ name, database, access, from })),
        },
    });
    const as = (name: string): Login => user(name, "127.9.0.1");
    const ask = (name: string, sql: string): Promise<Reply> => server().ask(as(name), sql);

    async function asOwner(...statements: string[]): Promise<void> {
        const reply = await server().session(as("migrations"), async (session) => {
            let last = await session.query(`SET ROLE ${database}_owner`);
            for (const statement of statements) {
                last = last.code === successful ? await session.query(statement) : last;
            }
            return last;
        });
        assert.equal(reply.message, "");
    }

    async function assertDenied(name: string, ...statements: string[]): Promise<void> {
        for (const statement of statements) {
            const { code } = await ask(name, statement);
            assert.equal(code, denied, `${name} must not: ${statement}`);
        }
    }

    describe("with tables that the owner makes after the users are there", () => {
        before(() =>
            asOwner(
                "CREATE TABLE item (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text)",
                "INSERT INTO item (name) VALUES ('first')",
                "CREATE SCHEMA archive",
                "CREATE TABLE archive.item (id serial PRIMARY KEY, name text)",
                "CREATE VIEW names AS SELECT name FROM item",
                "CREATE FUNCTION answer() RETURNS int LANGUAGE sql AS 'SELECT 42'",
            ),
        );

        it("read sees them, in later schemas as well [UM-4]", async () => {
            const reply = await ask("reports", "SELECT name FROM item");
            assert.deepEqual([reply.message, reply.rows], ["", [{ name: "first" }]]);
            for (const source of ["archive.item", "names", "archive.item_id_seq"]) {
                assert.equal((await ask("reports", `SELECT * FROM ${source}`)).message, "", source);
            }
        });

        it("read cannot write, change or make anything [UM-4]", async () => {
            await assertDenied(
                "reports",
                "INSERT INTO item (name) VALUES ('mine')",
                "UPDATE item SET name = 'mine'",
                "DELETE FROM item",
                "TRUNCATE item",
                "SELECT * FROM item FOR UPDATE",
                "BEGIN; LOCK TABLE item IN EXCLUSIVE MODE",
                "ALTER TABLE item ADD COLUMN mine int",
                "DROP TABLE item",
                "CREATE TABLE mine (id int)",
                "CREATE TABLE archive.mine (id int)",
                "CREATE TEMPORARY TABLE mine (id int)",
                "CREATE SCHEMA mine",
                "SELECT nextval('archive.item_id_seq')",
                "SELECT answer()",
            );
        });

        it("readWrite reads and writes them [UM-4]", async () => {
            for (const statement of [
                "INSERT INTO item (name) VALUES ('second')",
                "UPDATE item SET name = 'changed' WHERE name = 'second'",
                "INSERT INTO archive.item (name) SELECT name FROM item",
                "DELETE FROM item WHERE name = 'changed'",
                "SELECT answer()",
            ]) {
                const { message, count } = await ask("app", statement);
                assert.deepEqual([message, count > 0], ["", true], statement);
            }
        });

        it("readWrite cannot change or make tables [UM-4]", async () => {
            await assertDenied(
                "app",
                "TRUNCATE item",
                "ALTER TABLE item ADD COLUMN mine int",
                "DROP TABLE item",
                "CREATE INDEX ON item (name)",
                "CREATE TABLE mine (id int)",
                "CREATE SCHEMA mine",
            );
        });

        it("leaves the operator's exporter what it measures, and no table [MAA-1, UM-4]", async () => {
            const measured = await server().asExporter(database, "SELECT count(*) AS n FROM pg_stat_database");
            assert.equal(measured.message, "");
            assert.equal((await server().asExporter(database, "SELECT * FROM public.item")).code, denied);
        });
    });

    it("has no user with an attribute beyond logging in, nor with a predefined role [UM-4]", async () => {
        const { rows } = await server().asSuperuser(
            "postgres",
            `SELECT rolname, rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls AS mighty,
                    (SELECT string_agg(other.rolname, ',') FROM pg_roles other
                      WHERE other.rolname LIKE 'pg\\_%' AND pg_has_role(role.oid, other.oid, 'MEMBER')) AS predefined
               FROM pg_roles role WHERE rolname = ANY (string_to_array($1, ',')) ORDER BY rolname`,
            [names.join(",")],
        );
        assert.deepEqual(
            rows,
            [...names].sort().map((rolname) => ({ rolname, mighty: "f", predefined: null })),
        );
    });

    it("reaches neither the server's files and programs nor its settings, for any user [UM-4, KSI-6, ED-3]", async () => {
        for (const name of names) {
            await assertDenied(
                name,
                "COPY (SELECT 1) TO PROGRAM 'true'",
                "COPY (SELECT 1) TO '/tmp/leak'",
                "SELECT pg_read_file('/etc/passwd')",
                "SELECT lo_import('/etc/passwd')",
                "SELECT rolpassword FROM pg_authid",
                "ALTER DATABASE orders SET log_statement = 'none'",
                "SET log_statement = 'all'",
                "SET log_min_messages = 'panic'",
                "SET session_authorization = 'postgres'",
                "SET ROLE postgres",
                "CREATE EXTENSION dblink",
                "CREATE EXTENSION postgres_fdw",
                "CREATE ROLE mine",
                "CREATE DATABASE mine",
                "ALTER ROLE reports SUPERUSER",
                "GRANT pg_read_server_files TO app",
                "SELECT pg_reload_conf()",
            );
        }
    });

    it("has no ALTER SYSTEM, for nobody [UM-4]", async () => {
        const { code, message } = await ask("migrations", "ALTER SYSTEM SET log_connections = off");
        assert.deepEqual([code, message], ["0A000", "ALTER SYSTEM is not allowed in this environment"]);
    });
});
