import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { successful, type Login } from "../../testing/postgres/client";
import { serverForTests } from "../../testing/postgres/forTests";
import { packagedPostgres } from "../../testing/postgres/installation";
import { onAnyCluster } from "../../testing/postgresArguments";

describe("Passwords in a real PostgreSQL", function () {
    this.timeout(30_000);
    const database = "orders";
    const from = [{ cidr: "127.9.0.0/16" }];
    const { server, user } = serverForTests({
        installation: packagedPostgres,
        args: {
            ...onAnyCluster(),
            users: [
                { name: "app", database, access: "readWrite", from },
                { name: "batch", database, access: "read", from },
            ],
        },
    });
    const app = (): Login => user("app", "127.9.0.1");
    const batch = (): Login => user("batch", "127.9.0.1");
    const wrongPassword = "28P01";

    async function storedFor(name: string): Promise<string> {
        const sql = "SELECT coalesce(rolpassword, 'none') AS stored FROM pg_authid WHERE rolname = $1";
        const { rows } = await server().asSuperuser("postgres", sql, [name]);
        return rows[0]?.["stored"] ?? assert.fail(`there is a role ${name}`);
    }

    it("are stored as SCRAM-SHA-256 verifiers, of which none holds the password [UM-3, UM-7]", async () => {
        for (const login of [app(), batch()]) {
            const stored = await storedFor(login.user);
            assert.match(stored, /^SCRAM-SHA-256\$4096:[^$]+\$[^:]+:.+$/);
            assert.equal(stored.includes(login.password ?? ""), false);
        }
    });

    it("let in only their own user [UM-3]", async () => {
        assert.equal((await server().login(app())).code, successful);
        for (const password of [batch().password ?? "", `${app().password ?? ""} `]) {
            const { code, message } = await server().login({ ...app(), password });
            assert.deepEqual([code, message], [wrongPassword, 'password authentication failed for user "app"']);
        }
    });

    it("of the superuser and of the operator's own roles do not exist [UM-1]", async () => {
        for (const name of ["postgres", "streaming_replica", "cnpg_metrics_exporter"]) {
            assert.equal(await storedFor(name), "none");
        }
    });

    it("that a user changes by itself are stored as SCRAM-SHA-256 too [UM-3]", async () => {
        const changed = await server().ask(batch(), "ALTER ROLE batch PASSWORD 'a new one of its own'");
        assert.equal(changed.message, "");
        assert.match(await storedFor("batch"), /^SCRAM-SHA-256\$/);
        const own: Login = { ...batch(), password: "a new one of its own" };
        assert.equal((await server().login(own)).code, successful);
    });

    it("stored as MD5 let nobody in, though a session of the user's own can still store one [UM-3]", async () => {
        const reply = await server().session(app(), async (session) => {
            await session.query("SET password_encryption = 'md5'");
            return session.query("ALTER ROLE app PASSWORD 'a weak one'");
        });
        assert.equal(reply.message, "");
        assert.match(await storedFor("app"), /^md5[0-9a-f]{32}$/);
        assert.equal((await server().login({ ...app(), password: "a weak one" })).code, wrongPassword);
    });

    it("that reach the operator as an MD5 verifier let nobody in [UM-3]", async () => {
        const verifier = `md5${createHash("md5").update("an old onebatch").digest("hex")}`;
        const role = { name: "batch", login: true, passwordSecret: { name: "old" } };
        await server().applyRole(role, { old: verifier });
        assert.equal(await storedFor("batch"), verifier);
        assert.equal((await server().login({ ...batch(), password: "an old one" })).code, wrongPassword);
    });

    it("are asked for by SCRAM-SHA-256 in every line of pg_hba that lets a user in [UM-3]", async () => {
        const { rows } = await server().asSuperuser(
            "postgres",
            "SELECT DISTINCT auth_method AS method FROM pg_hba_file_rules ORDER BY 1",
        );
        assert.deepEqual(
            rows.map(({ method }) => method),
            ["cert", "peer", "reject", "scram-sha-256"],
        );
    });
});
