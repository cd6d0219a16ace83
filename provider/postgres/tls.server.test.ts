import assert from "node:assert/strict";
import { successful, type Login } from "../../testing/postgres/client";
import { serverForTests } from "../../testing/postgres/forTests";
import { packagedPostgres } from "../../testing/postgres/installation";
import { onAnyCluster } from "../../testing/postgresArguments";

describe("TLS of a real PostgreSQL", function () {
    this.timeout(30_000);
    const users = [{ name: "app", database: "orders", access: "read", from: [{ cidr: "127.9.0.0/16" }] }];
    const args = { ...onAnyCluster(), users };
    const { server, user, up } = serverForTests({ installation: packagedPostgres, args });
    const app = (): Login => user("app", "127.9.0.1");
    const version = "SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid()";

    /** PostgreSQL, not the client, ends the handshake. Node.js has the old versions only where weak ciphers are allowed as well. */
    async function assertRefused(maxVersion: "TLSv1" | "TLSv1.1" | "TLSv1.2"): Promise<void> {
        const tls = { minVersion: "TLSv1", maxVersion, ciphers: "DEFAULT@SECLEVEL=0" } as const;
        const reply = await server().login({ ...app(), tls });
        assert.match(reply.message, /alert protocol version/, reply.code);
    }

    describe("by default", () => {
        it("is TLS 1.3 [NM-4]", async () => {
            const reply = await server().ask(app(), version);
            assert.deepEqual([reply.message, reply.rows], ["", [{ version: "TLSv1.3" }]]);
        });

        for (const older of ["TLSv1.2", "TLSv1.1", "TLSv1"] as const) {
            it(`refuses ${older} [NM-4]`, () => assertRefused(older));
        }

        it("shows a client that trusts another root, or calls another name, that this is not its server [NM-1]", async () => {
            const otherRoot = await server().login({ ...app(), tls: { ca: server().clientAuthority.root } });
            assert.equal(otherRoot.code, "UNABLE_TO_VERIFY_LEAF_SIGNATURE");
            const otherName = await server().login({ ...app(), host: "orders-rw.elsewhere.svc" });
            assert.equal(otherName.code, "ERR_TLS_CERT_ALTNAME_INVALID");
        });
    });

    describe("with tls.minimumVersion 1.2", () => {
        before(() => up({ ...args, tls: { minimumVersion: "1.2" } }));

        for (const maxVersion of ["TLSv1.3", "TLSv1.2"] as const) {
            it(`accepts ${maxVersion} [NM-4]`, async () => {
                const reply = await server().ask({ ...app(), tls: { maxVersion } }, version);
                assert.deepEqual([reply.message, reply.rows], ["", [{ version: maxVersion }]]);
            });
        }

        for (const older of ["TLSv1.1", "TLSv1"] as const) {
            it(`refuses ${older} [NM-4]`, () => assertRefused(older));
        }
    });

    describe("with tls.allowPlaintext", () => {
        const waiver = { reason: "legacy ETL", owner: "data-platform", expires: "2027-03-31" };
        before(() => up({ ...args, tls: { allowPlaintext: waiver } }));

        it("is not asked for, and still offered, from where users come from [NM-1]", async () => {
            const plain = await server().ask({ ...app(), tls: false }, "SELECT 1");
            assert.deepEqual([plain.code, plain.message], [successful, ""]);
            const encrypted = await server().ask(app(), version);
            assert.deepEqual(encrypted.rows, [{ version: "TLSv1.3" }]);
        });

        it("opens no other network [NM-2]", async () => {
            const reply = await server().login({ ...app(), from: "127.10.0.1", tls: false });
            assert.deepEqual(
                [reply.code, reply.message],
                [
                    "28000",
                    'pg_hba.conf rejects connection for host "127.10.0.1", user "app", database "orders", no encryption',
                ],
            );
        });
    });
});
