import assert from "node:assert/strict";
import type { Known } from "../core/known";
import { databaseEntryProblems, databaseNameProblems } from "./databaseEntryProblems";
import type { PostgresUserArgs } from "./userArguments";

const waiver = { reason: "legacy", owner: "data", expires: "2027-03-31" };
const app: Known<PostgresUserArgs> = {
    name: "app",
    database: "orders",
    access: "read",
    from: [{ cidr: "10.0.0.0/16" }],
};

describe("The name of a database", () => {
    const cases: [string, RegExp][] = [
        ["postgres", /^"postgres" is PostgreSQL's own; name a database for the application$/],
        ["template1", /is PostgreSQL's own/],
        ["all", /^"all" is a keyword of pg_hba; choose another name$/],
        ["___", /^"___" needs a letter or digit$/],
        ["d".repeat(53), /has 53 characters; at most 52 fit, since roles are named after it$/],
    ];
    for (const [name, reason] of cases) {
        it(`is not ${name.slice(0, 12)}`, () => {
            const [problem] = databaseNameProblems("users[0].database", name);
            assert.equal(problem?.path, "users[0].database");
            assert.match(problem.reason, reason);
        });
    }

    it("is anything else", () => {
        assert.deepEqual(databaseNameProblems("users[0].database", "orders"), []);
        assert.deepEqual(databaseNameProblems("users[0].database", "d".repeat(52)), []);
    });
});

describe("Databases", () => {
    it("are right with an extension or two", () => {
        const entries = [
            { name: "orders", extensions: [{ name: "pgcrypto" }, { name: "dblink", allowOutbound: waiver }] },
        ];
        assert.deepEqual(databaseEntryProblems(entries, [app], {}), []);
    });

    const cases: [
        what: string,
        databases: Parameters<typeof databaseEntryProblems>[0],
        path: string,
        reason: RegExp,
    ][] = [
        ["listed twice", [{ name: "a" }, { name: "a" }], "databases[1].name", /^there are two entries "a"; write one /],
        [
            "with names that are one in Kubernetes",
            [{ name: "big_one" }, { name: "big-one" }],
            "databases[1].name",
            /^"big-one" and "big_one" would share one object in Kubernetes/,
        ],
        [
            "named like a group role",
            [{ name: "orders_read" }],
            "databases[0].name",
            /^"orders_read" is the name of a group role of database "orders"; rename one$/,
        ],
        [
            "with an extension that reaches out [KSI-6]",
            [{ name: "orders", extensions: [{ name: "postgres_fdw" }] }],
            "databases[0].extensions[0].name",
            /^"postgres_fdw" can reach the network or the server's files; leave it out, or write beside it allowOutbound/,
        ],
        [
            "with a waiver for an extension that does not",
            [{ name: "orders", extensions: [{ name: "pgcrypto", allowOutbound: waiver }] }],
            "databases[0].extensions[0].allowOutbound",
            /^is not needed for "pgcrypto": take it out$/,
        ],
        [
            "with an extension twice",
            [{ name: "orders", extensions: [{ name: "citext" }, { name: "citext" }] }],
            "databases[0].extensions[1].name",
            /^"citext" is in the list already; write it once$/,
        ],
        [
            "with what is there anyway",
            [{ name: "orders", extensions: [{ name: "pgaudit" }] }],
            "databases[0].extensions[0].name",
            /^"pgaudit" is in every database already; take it out$/,
        ],
        [
            "with an extension that the operator would drop again",
            [{ name: "orders", extensions: [{ name: "pg_stat_statements" }] }],
            "databases[0].extensions[0].name",
            /write parameters: \{ "pg_stat_statements.max": "5000" \}$/,
        ],
    ];
    for (const [what, databases, path, reason] of cases) {
        it(`are refused ${what}`, () => {
            const problems = databaseEntryProblems(databases, [app], {});
            assert.deepEqual(
                problems.map((each) => each.path),
                [path],
            );
            assert.match(problems[0]?.reason ?? "", reason);
        });
    }
});
