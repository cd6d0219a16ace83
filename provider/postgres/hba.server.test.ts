import assert from "node:assert/strict";
import { successful, type Login, type Reply } from "../../testing/postgres/client";
import { serverForTests } from "../../testing/postgres/forTests";
import { packagedPostgres } from "../../testing/postgres/installation";
import { onAnyCluster } from "../../testing/postgresArguments";

const database = "orders";
const rejected = "28000";

describe("Who gets into a real PostgreSQL, from where", function () {
    this.timeout(30_000);
    const args = onAnyCluster();
    const { server, user } = serverForTests({
        installation: packagedPostgres,
        args: {
            ...args,
            users: [
                { name: "app", database, access: "readWrite", from: [{ podLabels: { app: "orders-api" } }] },
                { name: "shop", database, access: "read", from: [{ namespace: "shop", podLabels: { app: "shop" } }] },
                { name: "etl", database, access: "owner", from: [{ cidr: "127.9.0.0/16" }, { cidr: "::1/128" }] },
            ],
            platform: { ...args.platform, network: { ...args.platform.network, podCidrs: ["127.5.0.0/16"] } },
        },
        podAddresses: { "user-app-0": ["127.5.0.10", "127.5.0.11"] },
    });
    /** Whoever may come from one of these addresses. */
    const places = { app: "127.5.0.11", shop: "127.5.7.7", etl: "127.9.1.1" };

    for (const [name, place] of Object.entries({ ...places, "etl by IPv6": "::1" })) {
        it(`${name} gets in from ${place}, with its password, over TLS, to the host of its connection Secret [UM-2, NM-2]`, async () => {
            const login = user(name.split(" ")[0] ?? "", place);
            const reply = await server().ask(login, "SELECT current_user AS name, inet_client_addr() AS place");
            assert.deepEqual(reply, {
                code: successful,
                message: "",
                rows: [{ name: login.user, place }],
                count: 1,
            });
        });
    }

    for (const [name, place] of Object.entries(places)) {
        it(`${name} is refused without TLS from where it belongs [NM-1]`, async () => {
            const reply = await server().login({ ...user(name, place), tls: false });
            assert.deepEqual(verdict(reply), [rejected, rejection({ name, place, encryption: "no encryption" })]);
        });
    }

    const strangers: [name: string, place: string, where: string][] = [
        ["app", "127.5.0.12", "another pod"],
        ["app", "127.9.1.1", "the network of another user"],
        ["app", "127.0.0.1", "the server's own machine"],
        ["app", "::1", "the server's own machine by IPv6"],
        ["shop", "127.9.1.1", "outside the pod network"],
        ["etl", "127.10.0.1", "the network beside its own"],
        ["etl", "127.5.0.11", "the pod of another user"],
    ];
    for (const [name, place, where] of strangers) {
        it(`${name} with the right password is refused from ${where} (${place}) [UM-2, NM-2]`, async () => {
            const reply = await server().login(user(name, place));
            assert.deepEqual(verdict(reply), [rejected, rejection({ name, place })]);
        });
    }

    for (const other of ["postgres", "template1"]) {
        it(`a user is refused in ${other}, which is not its database [UM-4]`, async () => {
            const reply = await server().login({ ...user("etl", places.etl), database: other });
            assert.deepEqual(verdict(reply), [
                rejected,
                rejection({ name: "etl", place: places.etl, database: other }),
            ]);
        });
    }

    const administrators = ["postgres", "streaming_replica", "cnpg_metrics_exporter", "orders_owner"];
    for (const name of administrators) {
        it(`${name} is refused from wherever users come from, even if somebody gave it a password [UM-1, UM-2]`, async () => {
            await server().asSuperuser("postgres", `ALTER ROLE "${name}" PASSWORD 'known to an attacker'`);
            for (const place of [...Object.values(places), "127.0.0.1", "::1"]) {
                const login: Login = { user: name, database, password: "known to an attacker", from: place };
                assert.deepEqual(verdict(await server().login(login)), [rejected, rejection({ name, place })]);
            }
        });
    }

    it("replication is refused without the operator's client certificate [NM-5, UM-6]", async () => {
        const login: Login = { user: "streaming_replica", database: "postgres", from: places.etl };
        assert.deepEqual(verdict(await server().login(login)), [
            rejected,
            "connection requires a valid client certificate",
        ]);
        const stranger = await server().clientAuthority.client("etl");
        const reply = await server().login({ ...login, tls: { cert: stranger.certificate, key: stranger.key } });
        assert.deepEqual(verdict(reply), [rejected, 'certificate authentication failed for user "streaming_replica"']);
        const own = await server().clientAuthority.client("streaming_replica");
        const accepted = await server().login({ ...login, tls: { cert: own.certificate, key: own.key } });
        assert.equal(accepted.code, successful, "with it, the operator's own rule is reached");
    });
});

function verdict({ code, message }: Reply): [code: string, message: string] {
    return [code, message];
}

/** PostgreSQL's own words when a line of pg_hba rejects. */
function rejection(what: { name: string; place: string; database?: string; encryption?: string }): string {
    const { name, place, database: wanted = database, encryption = "SSL encryption" } = what;
    return `pg_hba.conf rejects connection for host "${place}", user "${name}", database "${wanted}", ${encryption}`;
}
