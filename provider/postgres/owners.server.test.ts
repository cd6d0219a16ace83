import assert from "node:assert/strict";
import { successful, type Login, type Reply } from "../../testing/postgres/client";
import { serverForTests } from "../../testing/postgres/forTests";
import { distributionPostgres } from "../../testing/postgres/installation";
import { onAnyCluster } from "../../testing/postgresArguments";

const from = [{ cidr: "127.9.0.0/16" }];
const denied = "42501";

/** With pgaudit, whose event triggers run beside ours. */
describe("Owners and databases of a real PostgreSQL", function () {
    this.timeout(60_000);
    const users = [
        { name: "migrations", database: "orders", access: "owner", from },
        { name: "second", database: "orders", access: "owner", from },
        { name: "reports", database: "orders", access: "read", from },
    ];
    const args = { ...onAnyCluster(), users };
    const { server, user, up } = serverForTests({ installation: distributionPostgres, args });
    const as = (name: string): Login => user(name, "127.9.0.1");
    const ask = (name: string, sql: string): Promise<Reply> => server().ask(as(name), sql);
    const succeeds = async (name: string, ...statements: string[]): Promise<Reply> => {
        const reply = await server().session(as(name), async (session) => {
            let last: Reply = { code: successful, message: "", rows: [], count: 0 };
            for (const statement of statements) {
                last = last.code === successful ? await session.query(statement) : last;
            }
            return last;
        });
        assert.equal(reply.message, "", `${name}: ${statements.join("; ")}`);
        return reply;
    };

    it("what an owner's user makes belongs to the role that nobody logs in as, without a word from the user [UM-4]", async () => {
        await succeeds(
            "migrations",
            "CREATE TABLE item (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text)",
            "INSERT INTO item (name) VALUES ('first')",
            "CREATE TABLE copy AS SELECT * FROM item",
            "SELECT * INTO another FROM item",
            "CREATE VIEW names AS SELECT name FROM item",
            "CREATE MATERIALIZED VIEW counted AS SELECT count(*) FROM item",
            "CREATE FUNCTION answer() RETURNS int LANGUAGE sql AS 'SELECT 42'",
            "CREATE TYPE state AS ENUM ('new', 'paid')",
            "CREATE SCHEMA archive",
            "CREATE TABLE archive.item (id serial)",
        );
        const { rows } = await ask(
            "migrations",
            "SELECT DISTINCT pg_get_userbyid(relowner) AS owner FROM pg_class WHERE relnamespace IN ('public'::regnamespace, 'archive'::regnamespace) " +
                "UNION SELECT pg_get_userbyid(nspowner) FROM pg_namespace WHERE nspname = 'archive' " +
                "UNION SELECT pg_get_userbyid(proowner) FROM pg_proc WHERE proname = 'answer' " +
                "UNION SELECT pg_get_userbyid(typowner) FROM pg_type WHERE typname = 'state'",
        );
        assert.deepEqual(rows, [{ owner: "orders_owner" }]);
    });

    it("so another owner's user changes it, and readers see it at once [UM-4]", async () => {
        await succeeds("second", "ALTER TABLE item ADD COLUMN price int", "DROP TABLE another");
        await succeeds("reports", "SELECT * FROM item", "SELECT * FROM names", "SELECT * FROM archive.item");
        assert.equal((await ask("reports", "INSERT INTO item (name) VALUES ('x')")).code, denied);
    });

    it("the user is itself again after each command, also within a transaction and after an error", async () => {
        const now = "SELECT current_user AS name";
        assert.deepEqual((await succeeds("migrations", "BEGIN", "CREATE TABLE a (i int)", now)).rows, [
            { name: "migrations" },
        ]);
        const afterError = await server().session(as("migrations"), async (session) => {
            await session.query("BEGIN");
            await session.query("SAVEPOINT before");
            assert.equal((await session.query("CREATE TABLE item (i int)")).code, "42P07");
            await session.query("ROLLBACK TO before");
            return session.query(now);
        });
        assert.deepEqual(afterError.rows, [{ name: "migrations" }]);
    });

    it("a command that means oneself means the user, not the owner of everything", async () => {
        await succeeds("migrations", "DROP OWNED BY CURRENT_USER", "SELECT * FROM item");
    });

    it("nobody but the superuser calls or changes what gives the rights [UM-4]", async () => {
        for (const statement of [
            "SELECT hardened_db.grant_access()",
            "DROP SCHEMA hardened_db CASCADE",
            "DROP EVENT TRIGGER hardened_db_grants",
            "ALTER EVENT TRIGGER hardened_db_act_as_owner DISABLE",
        ]) {
            assert.equal((await ask("migrations", statement)).code, denied, statement);
        }
    });

    describe("a database that is added later", () => {
        before("users of it are added", () =>
            up({
                ...args,
                users: [
                    ...users,
                    { name: "keeper", database: "ledger", access: "owner", from },
                    { name: "clerk", database: "ledger", access: "readWrite", from },
                    { name: "viewer", database: "ledger", access: "read", from },
                ],
                databases: [{ name: "ledger", extensions: [{ name: "pgcrypto", schema: "crypto" }] }],
            }),
        );

        it("has the same rights as the first one [UM-4]", async () => {
            await succeeds("keeper", "CREATE TABLE entry (id serial, amount int)");
            await succeeds("clerk", "INSERT INTO entry (amount) VALUES (1)", "UPDATE entry SET amount = 2");
            assert.deepEqual((await succeeds("viewer", "SELECT amount FROM entry")).rows, [{ amount: "2" }]);
            assert.equal((await ask("viewer", "DELETE FROM entry")).code, denied);
            assert.equal((await ask("clerk", "CREATE TABLE mine (i int)")).code, denied);
        });

        it("is closed to users of the first, by pg_hba and by CONNECT [NM-2, UM-4]", async () => {
            const elsewhere = await server().ask({ ...as("migrations"), database: "ledger" }, "SELECT 1");
            assert.equal(elsewhere.code, "28000");
            const may = await server().asSuperuser(
                "postgres",
                "SELECT has_database_privilege('migrations', 'ledger', 'CONNECT') AS connects",
            );
            assert.deepEqual(may.rows, [{ connects: "f" }]);
        });

        it("has its extensions, and the audit log's", async () => {
            const { rows } = await server().asSuperuser("ledger", "SELECT extname FROM pg_extension ORDER BY 1");
            assert.deepEqual(
                rows.map(({ extname }) => extname),
                ["pgaudit", "pgcrypto", "plpgsql"],
            );
        });

        it("is measured by the operator's exporter [MAA-1]", async () => {
            const reply = await server().asExporter("ledger", "SELECT count(*) > 0 AS some FROM pg_stat_database");
            assert.deepEqual([reply.message, reply.rows], ["", [{ some: "t" }]]);
        });
    });
});
