import assert from "node:assert/strict";
import { successful, type Login } from "../../testing/postgres/client";
import { serverForTests } from "../../testing/postgres/forTests";
import { distributionPostgres } from "../../testing/postgres/installation";
import { containerLine, type LogRecord } from "../../testing/postgres/log";
import { onAnyCluster } from "../../testing/postgresArguments";
import { leaks } from "../../testing/secrets";

describe("The log of a real PostgreSQL", function () {
    this.timeout(30_000);
    const database = "orders";
    const from = [{ cidr: "127.9.0.0/16" }];
    const { server, user } = serverForTests({
        installation: distributionPostgres,
        args: {
            ...onAnyCluster(),
            users: [
                { name: "app", database, access: "readWrite", from },
                { name: "migrations", database, access: "owner", from },
            ],
        },
    });
    const app = (): Login => user("app", "127.9.1.1");
    const migrations = (): Login => user("migrations", "127.9.1.2");

    /** What was logged of one user. */
    async function recordsOf(name: string): Promise<LogRecord[]> {
        return (await server().log()).filter(({ record }) => record.user_name === name);
    }

    /** All statements in one session; fails at the first that PostgreSQL refuses. */
    async function run(login: Login, ...statements: (string | [sql: string, ...values: string[]])[]): Promise<void> {
        const reply = await server().session(login, async (session) => {
            let last = await session.query("SELECT 1");
            for (const statement of statements) {
                const [sql, ...values] = typeof statement === "string" ? [statement] : statement;
                last = last.code === successful ? await session.query(sql, values) : last;
            }
            return last;
        });
        assert.equal(reply.message, "");
    }

    describe("tells", () => {
        it("of a failed login who tried and from where [MAA-2, MAA-3]", async () => {
            await server().login({ ...app(), password: "a guess" });
            const failures = (await recordsOf("app")).filter(({ record }) => record.sql_state_code === "28P01");
            assert.deepEqual(
                failures.map(({ record }) => [record.database_name, record.error_severity, record.message]),
                [[database, "FATAL", 'password authentication failed for user "app"']],
            );
            assert.match(failures[0]?.record.connection_from ?? "", /^127\.9\.1\.1:\d+$/);
        });

        it("of an attempt from a wrong network, without TLS or under an unknown name the same [MAA-2, MAA-3]", async () => {
            for (const login of [
                { ...app(), from: "127.8.0.1" },
                { ...app(), tls: false as const },
                { ...app(), user: "nobody" },
            ]) {
                await server().login(login);
                const last = (await recordsOf(login.user)).at(-1)?.record;
                assert.deepEqual([last?.sql_state_code, last?.error_severity], ["28000", "FATAL"]);
                assert.match(last?.message ?? "", /^pg_hba\.conf rejects connection for host "127\.\d\.\d\.1"/);
            }
        });

        it("of a session who logged in, by which method and over which TLS, and when it ended [MAA-3]", async () => {
            await run(migrations());
            const messages = (await recordsOf("migrations")).map(({ record }) => record.message ?? "");
            for (const expected of [
                /^connection authenticated: identity="migrations" method=scram-sha-256/,
                /^connection authorized: user=migrations database=orders .*SSL enabled \(protocol=TLSv1\.3/,
                /^disconnection: session time: [\d:.]+ user=migrations database=orders host=127\.9\.1\.2 port=\d+$/,
            ]) {
                assert.equal(messages.filter((message) => expected.test(message)).length, 1, messages.join("\n"));
            }
        });

        it("of DDL, rights and roles who did what to what [MAA-3]", async () => {
            await run(
                migrations(),
                `SET ROLE ${database}_owner`,
                "CREATE TABLE card (id int PRIMARY KEY, holder text NOT NULL)",
                "ALTER TABLE card ADD COLUMN brand text",
                `GRANT SELECT ON card TO ${database}_read`,
                "CREATE TABLE short_lived ()",
                "DROP TABLE short_lived",
            );
            const audits = (await recordsOf("migrations")).flatMap(({ logger, record }) =>
                logger === "pgaudit" && record.audit !== undefined ? [record.audit] : [],
            );
            const told = audits.map((audit) => `${audit.class} ${audit.command} ${audit.object_name ?? ""}`.trim());
            assert.deepEqual(told, [
                "DDL CREATE TABLE public.card",
                "DDL CREATE INDEX public.card_pkey",
                "DDL ALTER TABLE public.card",
                "ROLE GRANT",
                "DDL CREATE TABLE public.short_lived",
                "DDL DROP TABLE public.short_lived",
            ]);
        });

        it("all that also when a user tries to silence it [MAA-3]", async () => {
            for (const parameter of ["pgaudit.log", "log_min_messages", "log_disconnections", "pgaudit.log_level"]) {
                const { code } = await server().ask(migrations(), `SET ${parameter} = DEFAULT`);
                assert.ok(["42501", "55P02"].includes(code), `${parameter}: ${code}`);
            }
        });
    });

    describe("does not tell", () => {
        const rows = ["4111-LITERAL-INSERT", "4111-LITERAL-UPDATE", "4111-LITERAL-WHERE"];
        const values = ["4111-BOUND-INSERT", "4111-BOUND-WHERE", "4111-BOUND-PREPARED", "4111-BOUND-REFUSED"];
        const passwords = ["4111-own-Password", "4111-refused-Password"];

        before("a session with all kinds of statements", async () => {
            await run(
                app(),
                "INSERT INTO card VALUES (1, '4111-LITERAL-INSERT')",
                "UPDATE card SET brand = '4111-LITERAL-UPDATE'",
                "SELECT * FROM card WHERE holder = '4111-LITERAL-WHERE'",
                ["INSERT INTO card VALUES ($1, $2)", "2", "4111-BOUND-INSERT"],
                ["SELECT * FROM card WHERE holder = $1 OR brand = $1", "4111-BOUND-WHERE"],
                "PREPARE find (text) AS SELECT * FROM card WHERE holder = $1",
                "EXECUTE find ('4111-BOUND-PREPARED')",
                "DO $$ BEGIN PERFORM FROM card WHERE holder = '4111-LITERAL-WHERE'; END $$",
                "COPY card TO STDOUT",
                "DELETE FROM card WHERE brand = '4111-LITERAL-UPDATE'",
                "ALTER ROLE app PASSWORD '4111-own-Password'",
            );
            for (const [sql, ...bound] of [
                ["SELECT 1 / (SELECT count(*) FROM card WHERE holder = $1)", "4111-BOUND-REFUSED"],
                ["ALTER ROLE migrations PASSWORD '4111-refused-Password'"],
                ["INSERT INTO nowhere VALUES ('4111-LITERAL-INSERT')"],
            ] as const) {
                const reply = await server().ask({ ...app(), password: "4111-own-Password" }, sql, bound);
                assert.notEqual(reply.code, successful, sql);
            }
        });

        /** As a log collector sees it. */
        const log = async (): Promise<string> =>
            (await server().log()).map((record) => containerLine(record, "orders-1")).join("\n");

        it("what stands in rows, neither written into a statement nor bound to it, done or refused [ED-2]", async () => {
            assert.deepEqual(leaks([...rows, ...values], await log()), []);
        });

        it("what stands in rows and values that are refused, by a constraint, a type or a mistyped statement [ED-2]", async () => {
            const refused: [sql: string, ...values: string[]][] = [
                ["INSERT INTO card VALUES (1, '4111-REFUSED-TWICE', NULL), (1, '4111-REFUSED-TWICE', NULL)"],
                ["INSERT INTO card (holder, brand) VALUES ($1, 'x')", "4111-REFUSED-NULL"],
                ["SELECT $1::int", "4111-REFUSED-TYPE"],
                ["SELECT 4111_REFUSED_WORD FROM card"],
                ['ALTER ROLE app PASSWORD "4111-REFUSED-QUOTES"'],
            ];
            for (const [sql, ...bound] of refused) {
                const reply = await server().ask({ ...app(), password: "4111-own-Password" }, sql, bound);
                assert.match(reply.code, /^(22|23|42)/, reply.message);
            }
            assert.deepEqual((await log()).match(/4111.REFUSED.\w+|Failing row contains|Key \(\w+\)=/g), null);
        });

        it("the text of a statement that reads or writes rows [ED-2]", async () => {
            const lines = (await recordsOf("app")).map((record) => containerLine(record, "orders-1"));
            assert.ok(lines.length > 0, "the session is in the log");
            assert.deepEqual(
                lines.filter((line) => /\bcard\b|\bnowhere VALUES\b/.test(line)),
                [],
            );
        });

        it("a password, neither the generated ones nor those that users choose, nor a verifier [ED-2, UM-3]", async () => {
            const generated = [app(), migrations()].flatMap(({ password }) => password ?? []);
            const { rows: stored } = await server().asSuperuser(
                "postgres",
                "SELECT rolpassword FROM pg_authid WHERE rolpassword IS NOT NULL",
            );
            const verifiers = stored.flatMap(({ rolpassword }) => rolpassword?.split("$").at(-1) ?? []);
            assert.deepEqual([generated.length, verifiers.length], [2, 3]);
            assert.deepEqual(leaks([...generated, ...passwords, ...verifiers], await log()), []);
        });
    });
});
