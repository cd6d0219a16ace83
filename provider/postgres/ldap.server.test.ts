import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { people } from "../../testing/ldap/configuration";
import type { Directory } from "../../testing/ldap/directory";
import { directoryForTests } from "../../testing/ldap/forTests";
import { bindsOf, type Bind } from "../../testing/ldap/log";
import { createAuthority } from "../../testing/postgres/certificates";
import { successful, type Login } from "../../testing/postgres/client";
import { serverForTests } from "../../testing/postgres/forTests";
import { distributionPostgres } from "../../testing/postgres/installation";
import { onAnyCluster } from "../../testing/postgresArguments";
import type { LdapEncryption } from "./userArguments";

/**
 * A name of 127.0.0.1 on every machine (inet_aton(3)), and for libldap a name like any other, to be found in the certificate. It is not
 * localhost, for which libldap looks for the machine's own name (OpenLDAP 2.5, libraries/libldap/tls_g.c: tlsg_session_chkhost).
 */
const host = "0x7f000001";
const refused = "28000";
const wrongPassword = "28P01";
const ways: readonly LdapEncryption[] = ["ldaps", "startTls"];

describe("Logins that a directory checks, on a real PostgreSQL and a real OpenLDAP", function () {
    this.timeout(60_000);
    const password = randomBytes(16).toString("hex");
    const wrong = randomBytes(16).toString("hex");
    const authority = createAuthority("directory");
    const directory = directoryForTests(async () => ({
        passwords: { alice: password },
        certificate: await (await authority).server([host]),
    }));
    const elsewhere = directoryForTests(async () => ({
        passwords: { alice: password },
        certificate: await (await authority).server(["ldap.example.org"]),
    }));
    const plaintext = directoryForTests(() => ({ passwords: { alice: password } }));
    let ca = "";
    before(async () => {
        ca = (await authority).root;
    });

    const user = (name: string, more: object = {}) => ({
        ...{ name, database: "orders", access: "read", from: [{ cidr: "127.9.0.0/16" }] },
        ...more,
    });
    const ldap = { authentication: "ldap" };
    const args = (encryption: LdapEncryption, { ports }: Directory = directory(), root = ca) => ({
        ...onAnyCluster(),
        users: [user("app"), user("alice", ldap), user("bob", ldap)],
        externalAuth: {
            ldap: {
                ...{ host, port: ports[encryption], encryption, ca: root },
                ...{ userPrefix: "uid=", userSuffix: `,${people}`, cidrs: ["127.0.0.1/32"] },
            },
        },
    });
    const {
        server,
        up,
        user: connected,
    } = serverForTests({ installation: distributionPostgres, args: () => args("ldaps") });
    const as = (name: string, more: Partial<Login>): Login => ({ ...connected(name, "127.9.0.1"), ...more });

    /** What came of a login, how PostgreSQL's log explains it, and who bound to the directory meanwhile. */
    async function attempt(login: Login, { log }: Directory = directory()) {
        const logged = (await server().log()).length;
        const before = log().length;
        const { code } = await server().login(login);
        const records = (await server().log()).slice(logged).map(({ record }) => record);
        const cause = records.find(({ message = "" }) => /^(LDAP login failed|could not start LDAP)/.test(message));
        return {
            code,
            why: cause?.message ?? "",
            reached: log().slice(before).includes(" ACCEPT "),
            binds: bindsOf(log().slice(before)),
        };
    }
    /** The directory was there, and no password went to it. */
    function assertDistrusted(attempted: Awaited<ReturnType<typeof attempt>>, why: string): void {
        assert.deepEqual(attempted, { code: refused, why, reached: true, binds: [] });
    }
    const dn = (name: string) => `uid=${name},${people}`;
    const bindOf = (name: string): Bind => ({ name: dn(name), encrypted: true });
    const failure = (name: string) => `LDAP login failed for user "${dn(name)}" on server "${host}"`;
    /** How libldap says that it does not trust the directory: with ldaps as if nobody were there. */
    const noTrust: Record<LdapEncryption, string> = {
        ldaps: `${failure("alice")}: Can't contact LDAP server`,
        startTls: "could not start LDAP TLS session: Connect error",
    };

    for (const encryption of ways) {
        describe(`with encryption: "${encryption}"`, () => {
            before(() => up(args(encryption)));

            it("let a user in with the directory's password, by a bind as the user over TLS [UM-5, NM-6]", async () => {
                const { code, binds } = await attempt(as("alice", { password }));
                assert.deepEqual([code, binds], [successful, [bindOf("alice")]]);
                const { rows } = await server().ask(as("alice", { password }), "SELECT current_user AS name");
                assert.deepEqual(rows, [{ name: "alice" }]);
            });

            it("refuse any other password [UM-5]", async () => {
                const { code, why, binds } = await attempt(as("alice", { password: wrong }));
                assert.deepEqual([code, binds], [refused, [bindOf("alice")]]);
                assert.equal(why, `${failure("alice")}: Invalid credentials`);
            });

            it("refuse no password, which directories take for an anonymous bind [UM-5]", async () => {
                const { code, binds } = await attempt(as("alice", { password: "" }));
                assert.deepEqual([code, binds], [wrongPassword, []]);
            });

            it("refuse a user whom the directory does not have [UM-5]", async () => {
                const { code, why, binds } = await attempt(as("bob", { password }));
                assert.deepEqual([code, binds], [refused, [bindOf("bob")]]);
                assert.equal(why, `${failure("bob")}: Invalid credentials`);
            });

            it("show the password to no directory whose certificate is by another CA, from the change of the ConfigMap on [NM-3, NM-6]", async () => {
                await up(args(encryption, directory(), (await createAuthority("foreign")).root));
                assertDistrusted(await attempt(as("alice", { password })), noTrust[encryption]);
                await up(args(encryption));
                assert.equal((await attempt(as("alice", { password }))).code, successful);
            });

            it("show the password to no directory whose certificate has another name [NM-3, NM-6]", async () => {
                await up(args(encryption, elsewhere()));
                assertDistrusted(await attempt(as("alice", { password }), elsewhere()), noTrust[encryption]);
            });
        });
    }

    describe("with StartTLS, where the directory has no TLS", () => {
        it("show it no password [NM-6]", async () => {
            await up(args("startTls", plaintext()));
            assertDistrusted(
                await attempt(as("alice", { password }), plaintext()),
                "could not start LDAP TLS session: Protocol error",
            );
        });
    });

    describe("beside the directory", () => {
        before(() => up(args("ldaps")));

        it("do not begin without TLS to PostgreSQL, so that nobody reads the directory's password [NM-1, UM-5]", async () => {
            const { code, binds } = await attempt(as("alice", { password, tls: false }));
            assert.deepEqual([code, binds], [refused, []]);
        });

        it("do not begin without TLS where a waiver lets others do so [NM-1, UM-5]", async () => {
            const allowPlaintext = { reason: "legacy ETL", owner: "data-platform", expires: "2027-03-31" };
            await up({ ...args("ldaps"), tls: { allowPlaintext } });
            assert.equal((await attempt(as("app", { tls: false }))).code, successful);
            const { code, binds } = await attempt(as("alice", { password, tls: false }));
            assert.deepEqual([code, binds], [refused, []]);
            await up(args("ldaps"));
        });

        it("leave those of others to SCRAM and the database's own password [UM-3, UM-5]", async () => {
            const { code, binds } = await attempt(as("app", {}));
            assert.deepEqual([code, binds], [successful, []]);
            assert.equal((await attempt(as("app", { password }))).code, wrongPassword);
        });

        it("go by the directory alone, whatever password a user gives itself in the database [UM-5]", async () => {
            const own = randomBytes(16).toString("hex");
            const changed = await server().ask(as("alice", { password }), `ALTER ROLE alice PASSWORD '${own}'`);
            assert.equal(changed.message, "");
            assert.equal((await attempt(as("alice", { password: own }))).code, refused);
            await up(args("ldaps"));
        });

        it("leave no password of the directory in the database, nor in its log, be it right or wrong [UM-5, UM-7, ED-2]", async () => {
            const sql =
                "SELECT rolname AS name FROM pg_authid WHERE rolpassword IS NULL AND rolname IN ('alice', 'app', 'bob')";
            const { rows } = await server().asSuperuser("postgres", `${sql} ORDER BY 1`);
            assert.deepEqual(rows, [{ name: "alice" }, { name: "bob" }]);
            const log = JSON.stringify(await server().log());
            assert.ok(log.includes(dn("alice")), "the logins are in the log");
            assert.deepEqual(
                [password, wrong].filter((each) => log.includes(each)),
                [],
            );
        });
    });
});
