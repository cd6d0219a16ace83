import assert from "node:assert/strict";
import { serverForTests } from "../../testing/postgres/forTests";
import { distributionPostgres } from "../../testing/postgres/installation";
import { onAnyCluster } from "../../testing/postgresArguments";

describe("What a real PostgreSQL writes into its log", function () {
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

    it("a failed login, with who tried and from where [MAA-3]", async () => {
        await server().login({ ...user("app", "127.9.1.1"), password: "a guess" });
        const failures = (await server().log()).filter(({ record }) => record.sql_state_code === "28P01");
        assert.deepEqual(
            failures.map(({ record }) => [record.user_name, record.database_name, record.error_severity]),
            [["app", database, "FATAL"]],
        );
        assert.match(failures[0]?.record.connection_from ?? "", /^127\.9\.1\.1:\d+$/);
    });
});
