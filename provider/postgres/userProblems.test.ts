import assert from "node:assert/strict";
import fc from "fast-check";
import { unknown, type Known } from "../core/known";
import { usersOf } from "./arbitraries.test";
import type { PostgresUserArgs } from "./userArguments";
import { kubernetesName } from "./names";
import { userProblems } from "./userProblems";

type User = Known<PostgresUserArgs>;

const app: User = {
    name: "app",
    database: "orders",
    access: "readWrite",
    from: [{ podLabels: { app: "api" } }],
};
const network = { apiServerCidrs: ["10.100.0.1/32"], podCidrs: ["10.0.0.0/16"] };
const waiver = { reason: "partners anywhere", owner: "shop", expires: "2027-03-31" };

function problemsOf(...users: User[]): string[] {
    return userProblems("orders", users, network).map(({ path, reason }) => `${path}: ${reason}`);
}

describe("Users", () => {
    it("are accepted when their names are free, and their Secrets' names differ", () => {
        const reserved =
            /^(pg|cnpg)_|^(postgres|streaming_replica|all|replication|sameuser|samerole|samegroup)$|^orders_(read|read_write|owner)$/;
        fc.assert(
            fc.property(usersOf("orders"), (users) => {
                const names = users.map(({ name }) => name);
                const secrets = new Set(names.map(kubernetesName));
                const free =
                    names.every((name) => !reserved.test(name) && kubernetesName(name) !== "") &&
                    secrets.size === names.length;
                const problems = userProblems("orders", users as User[], network);
                assert.equal(problems.length === 0, free, JSON.stringify(problems));
            }),
        );
    });

    it("may have the names of CloudNativePG's own Secrets, with which theirs cannot collide", () => {
        const users = ["app", "ca", "server", "replication_", "superuser", "pooler"].map((name) => ({ ...app, name }));
        assert.deepEqual(problemsOf(...users), []);
    });

    const names: [name: string, reason: RegExp][] = [
        ["postgres", /belongs to PostgreSQL or CloudNativePG; choose another name, for example "app"$/],
        ["streaming_replica", /belongs to/],
        ["pg_read_all_data", /belongs to/],
        ["cnpg_pooler_pgbouncer", /belongs to/],
        ["all", /is a keyword of pg_hba; choose another name$/],
        ["replication", /is a keyword of pg_hba/],
        ["orders_read", /is the name of a group role that is made here; choose another name$/],
        ["orders_owner", /is the name of a group role/],
        ["_", /needs a letter or digit$/],
    ];
    for (const [name, reason] of names) {
        it(`are not called "${name}"`, () => {
            const [problem = "none", ...rest] = problemsOf({ ...app, name });
            assert.deepEqual(rest, []);
            assert.ok(problem.startsWith(`users[0].name: "${name}" `), problem);
            assert.match(problem, reason);
        });
    }

    it("are named once, and not so that two share a Secret", () => {
        assert.deepEqual(problemsOf(app, app), [
            'users[1].name: there are two users "app"; write one entry with everything it may do',
        ]);
        const [problem] = problemsOf({ ...app, name: "a_b" }, { ...app, name: "a-b" });
        assert.match(
            problem ?? "",
            /^users\[1\].name: "a-b" and "a_b" would share one Secret, since "_" and "-" are the same there; rename one$/,
        );
    });

    const databases: [database: string, reason: RegExp][] = [
        ["postgres", /^users\[0\].database: "postgres" is PostgreSQL's own; name a database for the application$/],
        ["template1", /is PostgreSQL's own/],
        ["all", /is a keyword of pg_hba/],
        ["d".repeat(53), /has 53 characters; at most 52 fit, since roles are named after it$/],
    ];
    for (const [database, reason] of databases) {
        it(`do not log in to "${database.slice(0, 12)}"`, () => {
            assert.match(problemsOf({ ...app, database })[0] ?? "", reason);
        });
    }

    it("may each log in to a database of their own", () => {
        assert.deepEqual(problemsOf(app, { ...app, name: "b", database: "other" }), []);
    });

    const clients: [what: string, from: User["from"][number], problems: RegExp[]][] = [
        ["nowhere", {}, [/^users\[0\].from\[0\]: needs exactly one of podLabels and cidr, not neither$/]],
        ["both", { podLabels: { app: "x" }, cidr: "10.0.0.0/16" }, [/not both$/]],
        [
            "every pod",
            { podLabels: {} },
            [/^users\[0\].from\[0\].podLabels: is empty, which would let every pod in; name the labels/],
        ],
        [
            "an address in a namespace",
            { namespace: "shop", cidr: "10.0.0.0/16" },
            [/from\[0\].namespace: goes with podLabels; an address has no namespace$/],
        ],
        [
            "no namespace",
            { namespace: "Shop", podLabels: { app: "x" } },
            [/from\[0\].namespace: namespace "Shop" cannot be/],
        ],
        [
            "a wide address for pods",
            { podLabels: { app: "x" }, allowWide: waiver },
            [/from\[0\].allowWide: goes with cidr$/],
        ],
        [
            "everywhere",
            { cidr: "0.0.0.0/0" },
            [
                /from\[0\].cidr: "0.0.0.0\/0" is wider .*; narrow it, or write beside it allowWide: \{ reason, owner, expires \}$/,
            ],
        ],
        ["everywhere in IPv6", { cidr: "::/0" }, [/is wider/]],
        [
            "a narrow address with a waiver",
            { cidr: "10.0.0.0/8", allowWide: waiver },
            [/from\[0\].allowWide: is not needed, since 10.0.0.0\/8 is not that wide: take it out$/],
        ],
        ["no address", { cidr: "office" }, [/from\[0\].cidr: "office" is not a CIDR/]],
        ["a wide address by waiver", { cidr: "0.0.0.0/0", allowWide: waiver }, []],
        ["an address that is not known yet", { cidr: unknown }, []],
        ["an address that is not known yet, by waiver", { cidr: unknown, allowWide: waiver }, []],
    ];
    for (const [what, from, wanted] of clients) {
        it(`come from ${what}: ${wanted.length === 0 ? "accepted" : "refused"}`, () => {
            const problems = problemsOf({ ...app, from: [from] });
            assert.equal(problems.length, wanted.length, problems.join("\n"));
            wanted.forEach((pattern, index) => {
                assert.match(problems[index] ?? "", pattern);
            });
        });
    }

    it("come from another namespace only where PostgreSQL can know the addresses of pods", () => {
        const from = [{ namespace: "shop", podLabels: { app: "api" } }];
        const problems = userProblems("orders", [{ ...app, from }], { apiServerCidrs: network.apiServerCidrs });
        assert.deepEqual(problems, [
            {
                path: "platform.network.podCidrs",
                reason: 'is required, since users[0].from[0] names pods of another namespace: PostgreSQL must admit the addresses that pods have, for example ["10.0.0.0/16"]',
            },
        ]);
        const home = [{ namespace: "orders", podLabels: { app: "api" } }];
        assert.deepEqual(
            userProblems("orders", [{ ...app, from: home }], { apiServerCidrs: network.apiServerCidrs }),
            [],
        );
    });
});
