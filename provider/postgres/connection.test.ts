import assert from "node:assert/strict";
import fc from "fast-check";
import * as pulumi from "@pulumi/pulumi";
import { resolveKnown } from "../core/known";
import { connectionEntries, connectionUri, type Connection } from "./connection";
import type { PostgresUserArgs } from "./userArguments";

const app: PostgresUserArgs = { name: "app", database: "orders", access: "read", from: [{ cidr: "10.0.0.0/16" }] };
const connection: Connection = {
    cluster: "orders",
    namespace: "orders",
    host: "orders-rw.orders.svc",
    port: 5432,
    caCertificate: "(root)",
    clientCertificate: () => undefined,
    mayBePooled: () => true,
};
const folder = "/run/secrets/orders-app-connection";

async function entries(changes: Partial<Connection> = {}, password = true): Promise<Record<string, unknown>> {
    const given = password ? pulumi.secret("s3cret") : undefined;
    return await resolveKnown(connectionEntries(app, { ...connection, ...changes }, given));
}

describe("A connection Secret", () => {
    it("holds all that a client needs, and a string that is ready when the Secret is mounted [NM-3]", async () => {
        assert.deepEqual(await entries(), {
            host: "orders-rw.orders.svc",
            port: "5432",
            database: "orders",
            user: "app",
            password: "s3cret",
            sslmode: "verify-full",
            "ca.crt": "(root)",
            uri: `postgresql://app:s3cret@orders-rw.orders.svc:5432/orders?sslmode=verify-full&sslrootcert=${folder}/ca.crt`,
        });
    });

    it("holds no password where none is made here", async () => {
        const made = await entries({}, false);
        assert.equal("password" in made, false);
        assert.match(String(made["uri"]), /^postgresql:\/\/app@orders-rw/);
    });

    it("holds the user's certificate where one is made here [NM-4]", async () => {
        const made = await entries({
            clientCertificate: () => ({ certificate: pulumi.output("(cert)"), privateKey: pulumi.secret("(key)") }),
        });
        assert.deepEqual([made["tls.crt"], made["tls.key"]], ["(cert)", "(key)"]);
        assert.ok(String(made["uri"]).endsWith(`&sslcert=${folder}/tls.crt&sslkey=${folder}/tls.key`));
    });

    it("names the pooler too, for those who may come through it", async () => {
        const poolerHost = "orders-pooler-rw.orders.svc";
        const made = await entries({ poolerHost });
        assert.equal(made["pooler-host"], poolerHost);
        assert.match(String(made["pooler-uri"]), new RegExp(`@${poolerHost}:5432/orders\\?sslmode=verify-full`));
        assert.equal("pooler-uri" in (await entries({ poolerHost, mayBePooled: () => false })), false);
    });
});

describe("A connection string", () => {
    it("is one that a URL parser reads back, whatever user and database may be called and the password is", () => {
        const allowed = fc.stringMatching(/^[a-z_][a-z0-9_-]{0,62}$/);
        fc.assert(
            fc.property(allowed, allowed, fc.string({ minLength: 1 }), (name, database, password) => {
                const user = { name, database };
                const uri = connectionUri({ user, host: "h.svc", port: 5432, folder, certificate: true, password });
                const url = new URL(uri.replace(/^postgresql:/, "http:"));
                assert.deepEqual([url.username, url.password, url.pathname.slice(1)].map(decodeURIComponent), [
                    name,
                    password,
                    database,
                ]);
                assert.equal(url.searchParams.get("sslmode"), "verify-full");
            }),
        );
    });
});
