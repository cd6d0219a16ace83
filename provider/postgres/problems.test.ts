import assert from "node:assert/strict";
import fc from "fast-check";
import { onAnyCluster, onAws } from "../../testing/postgresArguments";
import { components } from "../api/components";
import { formProblems } from "../api/validate";
import { resolveKnown, unknown, type Known } from "../core/known";
import type { PostgresDatabaseArgs, PostgresOperatorArgs } from "./arguments";
import { databaseProblems, operatorArgumentProblems } from "./problems";

const valid = onAws();
const paths = /^(\(resource name\)|[a-zA-Z][\w-]*((\.[^.[\]]+)|\[\d+\])*)$/;

describe("The arguments of a PostgresDatabase", () => {
    let args: Known<PostgresDatabaseArgs>;
    before(async () => {
        args = await resolveKnown(valid);
    });

    it("are accepted as the README writes them, and on any cluster", async () => {
        assert.deepEqual(databaseProblems("orders", args), []);
        assert.deepEqual(databaseProblems("orders", await resolveKnown(onAnyCluster())), []);
    });

    it("never make the checks fail, whatever they are once their form is right, and each problem has a path and a reason", () => {
        fc.assert(
            fc.property(
                disturbed(JSON.parse(JSON.stringify(valid)) as Json),
                fc.string({ maxLength: 60 }),
                (given, name) => {
                    // Arguments as a whole are always an object.
                    fc.pre(typeof given === "object" && given !== null && !Array.isArray(given));
                    const form = formProblems("PostgresDatabase", given);
                    const problems =
                        form.length > 0
                            ? form
                            : databaseProblems(name, given as unknown as Known<PostgresDatabaseArgs>);
                    for (const { path, reason } of problems) {
                        assert.match(path, paths);
                        assert.ok(reason.length > 10 || reason === "is required", reason);
                        assert.doesNotMatch(reason, /undefined|NaN|\[object/);
                    }
                },
            ),
            { numRuns: 2000 },
        );
    });

    it("never make the form's check fail, whatever they are", () => {
        fc.assert(
            fc.property(fc.constantFrom(...components.map(({ name }) => name)), fc.anything(), (component, given) => {
                for (const { path, reason } of formProblems(component, given)) {
                    assert.equal(typeof path, "string");
                    assert.notEqual(reason, "");
                }
            }),
            { numRuns: 1000 },
        );
    });

    const names: [name: string, reason: RegExp][] = [
        ["1orders", /^the resource's name "1orders" must begin with a letter, since Services are named after it$/],
        ["Orders", /cannot be a name in Kubernetes/],
        [
            "x".repeat(51),
            /has 51 characters; at most 50 fit \(Kubernetes allows 63, and up to 13 characters of CloudNativePG's own is added to it\)$/,
        ],
        ["", /cannot be a name in Kubernetes/],
    ];
    for (const [name, reason] of names) {
        it(`are refused for a resource named "${name.slice(0, 12)}"`, () => {
            const [problem, ...rest] = databaseProblems(name, args);
            assert.deepEqual(rest, []);
            assert.equal(problem?.path, "(resource name)");
            assert.match(problem.reason, reason);
        });
    }

    it("take a shared operator alone, when it watches the namespace or that is not known yet", () => {
        const shared = { namespace: "operators", watchNamespaces: ["billing", "orders"] };
        for (const each of [
            shared,
            unknown,
            { ...shared, watchNamespaces: unknown },
            { ...shared, watchNamespaces: ["x", unknown] },
        ]) {
            assert.deepEqual(databaseProblems("orders", { ...args, operator: { shared: each } }), []);
        }
        const problems = databaseProblems("orders", {
            ...args,
            operator: { shared: { ...shared, watchNamespaces: ["billing"] }, crds: "create", images: {} },
        });
        assert.deepEqual(
            problems.map(({ path }) => path),
            ["operator.crds", "operator.images", "operator.shared"],
        );
        assert.match(problems[0]?.reason ?? "", /give it to that PostgresOperator$/);
        assert.match(
            problems[2]?.reason ?? "",
            /add it to the PostgresOperator's watchNamespaces \(it watches billing\)$/,
        );
    });

    it("take a vault only where backups go to AWS", async () => {
        const vault = { bucket: "b", region: "r", keyArn: "k", roleArns: { "orders/orders": "arn" } };
        assert.deepEqual(databaseProblems("orders", { ...args, backup: { vault } }), []);
        assert.deepEqual(databaseProblems("orders", { ...args, backup: { vault: unknown } }), []);
        const elsewhere = { ...(await resolveKnown(onAnyCluster())), backup: { vault } };
        assert.deepEqual(databaseProblems("orders", elsewhere), [
            {
                path: "backup.vault",
                reason: "goes with platform.aws; with platform.s3 backups go to the bucket named there",
            },
        ]);
    });
});

describe("The arguments of a PostgresOperator", () => {
    const args: Known<PostgresOperatorArgs> = {
        namespace: { name: "databases", create: true },
        watchNamespaces: [{ name: "orders", create: true }],
        network: { apiServerCidrs: ["10.100.0.1/32"] },
    };

    it("are accepted, also when it watches its own namespace", () => {
        assert.deepEqual(operatorArgumentProblems("cnpg", args), []);
        assert.deepEqual(operatorArgumentProblems("cnpg", { ...args, watchNamespaces: [args.namespace] }), []);
    });

    it("are refused with a namespace twice, of which the second would be the same Role again", () => {
        const watchNamespaces = [
            ...args.watchNamespaces,
            { name: "shop", create: false },
            { name: "orders", create: false },
        ];
        assert.deepEqual(operatorArgumentProblems("cnpg", { ...args, watchNamespaces }), [
            { path: "watchNamespaces[2]", reason: 'namespace "orders" is in the list already; write it once' },
        ]);
    });

    it("are refused for a name that its longest suffix makes too long", () => {
        assert.deepEqual(operatorArgumentProblems("c".repeat(44), args), []);
        const [problem] = operatorArgumentProblems("c".repeat(45), args);
        assert.match(problem?.reason ?? "", /at most 44 fit .*"-monitoring-queries" is added to it\)$/);
    });
});

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** The arguments with some values put in place of others, left out or added. */
function disturbed(value: Json): fc.Arbitrary<Json> {
    const strange = fc.constantFrom<Json>(
        "",
        "a",
        "postgres",
        "0.0.0.0/0",
        "10.0.0.0",
        "2001:db8::/64",
        "512Mi",
        "http://x",
        "0 2 * * *",
        "* * * * *",
        "arn:aws:iam::1:role/x",
        0,
        1,
        -1,
        1.5,
        true,
        false,
        null,
        [],
        {},
        ["x"],
        { x: "y" },
        { reason: "a", owner: "b", expires: "2027-03-31" },
    );
    const same = fc.constant(value);
    const inside = Array.isArray(value)
        ? fc
              .tuple(...value.map(disturbed))
              .chain((entries) => fc.constantFrom<Json>(entries, entries.slice(1), [...entries, ...entries]))
        : typeof value === "object" && value !== null
          ? fc.record(Object.fromEntries(Object.entries(value).map(([key, each]) => [key, disturbed(each)])), {
                noNullPrototype: true,
            })
          : same;
    return fc.oneof({ weight: 40, arbitrary: inside }, { weight: 1, arbitrary: strange });
}
