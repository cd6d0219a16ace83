import assert from "node:assert/strict";
import { successful, type Login } from "../../testing/postgres/client";
import { createAuthority } from "../../testing/postgres/certificates";
import { serverForTests } from "../../testing/postgres/forTests";
import { packagedPostgres } from "../../testing/postgres/installation";
import { onAnyCluster } from "../../testing/postgresArguments";
import { userRole } from "./roles";

const from = [{ cidr: "127.9.0.0/16" }];
const refused = "28000";
const wrongPassword = "28P01";

describe("Logins of a real PostgreSQL", function () {
    this.timeout(60_000);
    const app = { name: "app", database: "orders", access: "readWrite", from };
    const former = { name: "former", database: "orders", access: "owner", from };
    const args = (...users: object[]) => ({ ...onAnyCluster(), users });
    const { server, user, up } = serverForTests({ installation: packagedPostgres, args: args(app, former) });
    const as = (name: string): Login => user(name, "127.9.0.1");
    const codeOf = async (login: Login): Promise<string> => (await server().ask(login, "SELECT 1")).code;

    it("end for a disabled user at once, by pg_hba and by the role itself, and come back with the same password [UM-4]", async () => {
        const login = as("former");
        assert.equal(await codeOf(login), successful);
        await up(args(app, { ...former, disabled: true }));
        assert.equal(await codeOf(login), refused);
        const { rows } = await server().asSuperuser(
            "postgres",
            "SELECT rolcanlogin FROM pg_roles WHERE rolname = 'former'",
        );
        assert.deepEqual(rows, [{ rolcanlogin: "f" }]);
        await up(args(app, former));
        assert.equal(await codeOf(login), successful);
    });

    it("take another password when `rotation` changes, while open sessions go on [UM-3]", async () => {
        const old = as("app");
        const session = await server().session(old, async (open) => {
            const rotated = `${old.password ?? ""}Other`;
            const role = userRole("orders", { ...app, access: "readWrite", rotation: "2026-12" });
            await server().applyRole({ ...role }, { "orders-app-login": rotated });
            assert.equal(await codeOf(old), wrongPassword);
            assert.equal(await codeOf({ ...old, password: rotated }), successful);
            return open.query("SELECT current_user AS name");
        });
        assert.deepEqual(session.rows, [{ name: "app" }]);
        await up(args(app, former));
    });

    it("are no more than the connections that a user may have [UM-4]", async () => {
        await up(args({ ...app, connectionLimit: 1 }, former));
        await server().session(as("app"), async (open) => {
            assert.equal(await codeOf(as("app")), "53300");
            return open.query("SELECT 1");
        });
        await up(args(app, former));
    });

    it("end when the password is no longer valid [UM-4]", async () => {
        await up(args({ ...app, validUntil: "2020-01-01T00:00:00Z" }, former));
        assert.equal(await codeOf(as("app")), wrongPassword);
        await up(args(app, former));
    });

    describe("by certificate", () => {
        const certified = { name: "certified", database: "orders", access: "read", from, clientCertificate: true };
        before(() => up({ ...args(app, certified), tls: { issuer: "generated" } }));

        it("need the user's own, from the client CA [UM-5, NM-4]", async () => {
            const login: Login = { user: "certified", database: "orders", from: "127.9.0.1" };
            const { clientAuthority } = server();
            const own = await clientAuthority.client("certified");
            assert.equal(await codeOf({ ...login, tls: { cert: own.certificate, key: own.key } }), successful);
            assert.equal(await codeOf(login), refused, "no certificate");
            const other = await clientAuthority.client("app");
            assert.equal(
                await codeOf({ ...login, tls: { cert: other.certificate, key: other.key } }),
                refused,
                "app's",
            );
            const foreign = await (await createAuthority("foreign")).client("certified");
            const { code } = await server().ask(
                { ...login, tls: { cert: foreign.certificate, key: foreign.key } },
                "SELECT 1",
            );
            assert.notEqual(code, successful, "of another CA");
        });
    });

    describe("where tls.clientCertificates is required", () => {
        before(() => up({ ...args(app), tls: { issuer: "generated", clientCertificates: "required" } }));

        it("need password and certificate together [NM-4]", async () => {
            const login = as("app");
            const own = await server().clientAuthority.client("app");
            const tls = { cert: own.certificate, key: own.key };
            assert.equal(await codeOf({ ...login, tls }), successful);
            assert.equal(await codeOf(login), refused, "the password alone");
            assert.equal(await codeOf({ ...login, tls, password: "wrong" }), wrongPassword, "the certificate alone");
            const other = await server().clientAuthority.client("former");
            const { code } = await server().ask(
                { ...login, tls: { cert: other.certificate, key: other.key } },
                "SELECT 1",
            );
            // PostgreSQL looks at the name after the password, and tells no more than that the login failed.
            assert.equal(code, wrongPassword, "another user's certificate");
        });
    });
});
