import assert from "node:assert/strict";
import { successful } from "../../testing/postgres/client";
import { serverForTests } from "../../testing/postgres/forTests";
import { packagedPostgres } from "../../testing/postgres/installation";
import { onAnyCluster } from "../../testing/postgresArguments";

describe("Who reaches a real PostgreSQL, and how", function () {
    this.timeout(30_000);
    const args = onAnyCluster();
    const database = "orders";
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

    it("a user with its password, over TLS, from where it belongs gets in", async () => {
        for (const login of [user("app", "127.5.0.11"), user("shop", "127.5.7.7"), user("etl", "127.9.1.1")]) {
            const reply = await server().ask(login, "SELECT current_user AS name");
            assert.deepEqual([reply.code, reply.message, reply.rows], [successful, "", [{ name: login.user }]]);
        }
    });
});
