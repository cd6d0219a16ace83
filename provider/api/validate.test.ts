import assert from "node:assert/strict";
import { onAnyCluster, onAws } from "../../testing/postgresArguments";
import { unknown } from "../core/known";
import argumentsSchema from "./arguments.schema.json";
import { formProblems } from "./validate";

const aws = onAws();
const user = aws.users[0]!;
const waiver = { reason: "legacy ETL", owner: "data", expires: "2027-03-31" };

describe("The form of arguments", () => {
    it("is right as the README writes them", () => {
        assert.deepEqual(formProblems("PostgresDatabase", aws), []);
        assert.deepEqual(formProblems("PostgresDatabase", onAnyCluster()), []);
        assert.deepEqual(
            formProblems("PostgresDatabase", { ...aws, tls: { allowPlaintext: { ...waiver, ticket: "SEC-1" } } }),
            [],
        );
    });

    /** By keyword of the schema: what is given, where the message points, and all that it says. */
    const cases: [keyword: string, args: unknown, path: string, reason: string][] = [
        [
            "additionalProperties",
            { ...aws, instance: 3 },
            "instance",
            `there is no such argument here; there are: ${properties("PostgresDatabaseArgs")}`,
        ],
        [
            "additionalProperties",
            { ...aws, storage: { size: "1Gi", "a/b": 1 } },
            "storage.a/b",
            "there is no such argument here; there are: claim, reclaimPolicy, size, snapshotClass, storageClass, wal",
        ],
        ["required", { ...aws, users: [{ ...user, access: undefined }] }, "users[0].access", "is required"],
        ["type", { ...aws, users: "app" }, "users", "must be a list, not a string"],
        ["type", { ...aws, users: [[]] }, "users[0]", "must be an object, not a list"],
        ["type", { ...aws, storage: null }, "storage", "must be an object, not null"],
        ["type", { ...aws, instances: 1.5 }, "instances", "must be a whole number, not 1.5"],
        ["type", { ...aws, instances: "3" }, "instances", "must be a whole number, not a string"],
        ["type", { ...aws, awaitReady: "no" }, "awaitReady", "must be true or false, not a string"],
        ["type", { ...aws, storage: { size: 50 } }, "storage.size", "must be a string, not a number"],
        ["type", { ...aws, storage: { size: true } }, "storage.size", "must be a string, not true"],
        ["type", { ...aws, storage: { size: {} } }, "storage.size", "must be a string, not an object"],
        ["enum", { ...aws, version: "9.6" }, "version", 'must be one of "16", "17", "18", not "9.6"'],
        ["minimum", { ...aws, instances: 0 }, "instances", "must be 1 or more, not 0"],
        [
            "maximum",
            { ...aws, egress: [{ cidr: "192.0.2.1/32", ports: [65536] }] },
            "egress[0].ports[0]",
            "must be 65535 or less, not 65536",
        ],
        ["minItems", { ...aws, users: [] }, "users", "needs at least one entry"],
        [
            "minLength",
            { ...aws, tls: { allowPlaintext: { ...waiver, owner: "" } } },
            "tls.allowPlaintext.owner",
            "must not be empty",
        ],
        [
            "pattern",
            { ...aws, users: [{ ...user, name: "my app" }] },
            "users[0].name",
            '"my app" does not have the form ^[a-z_][a-z0-9_-]{0,62}$',
        ],
        [
            "format",
            { ...aws, tls: { allowPlaintext: { ...waiver, expires: "2027-02-30" } } },
            "tls.allowPlaintext.expires",
            '"2027-02-30" is not a date; write it as YYYY-MM-DD, for example 2027-03-31',
        ],
        [
            "plain",
            { ...aws, version: unknown },
            "version",
            "must be known when the program runs, since it decides which resources there are: write the value, not another resource's output",
        ],
    ];
    for (const [keyword, args, path, reason] of cases) {
        it(`${keyword}: ${path} ${reason.slice(0, 60)}`, () => {
            const defined = JSON.parse(
                JSON.stringify(args, (_, value: unknown) => (value === unknown ? "(unknown)" : value)),
            ) as unknown;
            const given = keyword === "plain" ? args : defined;
            assert.deepEqual(formProblems("PostgresDatabase", given), [{ path, reason }]);
        });
    }

    it("has a message of ours for every keyword that the schema uses", () => {
        const tested = new Set(cases.map(([keyword]) => keyword));
        const annotations = ["description", "default", "input", "properties", "items", "$ref", "waives", "control"];
        const used = [...keywordsOf(argumentsSchema.definitions)].filter((keyword) => !annotations.includes(keyword));
        assert.ok(used.length > 5);
        assert.deepEqual(
            used.filter((keyword) => !tested.has(keyword)),
            [],
        );
    });

    it("is told of every field at once", () => {
        const problems = formProblems("PostgresDatabase", {
            ...aws,
            version: "9.6",
            instances: 0,
            storage: {},
            extra: 1,
        });
        assert.deepEqual(problems.map(({ path }) => path).sort(), ["extra", "instances", "storage.size", "version"]);
    });

    it("is right with a value that is not known yet, wherever an output may stand", () => {
        const later = {
            ...aws,
            users: [{ ...user, from: [{ cidr: unknown }] }],
            storage: { size: "50Gi", storageClass: unknown },
            platform: {
                network: { apiServerCidrs: [unknown], podCidrs: [unknown] },
                aws: {
                    oidcProviderArn: unknown,
                    ebsCsiRoleArn: unknown,
                    keyAdministrators: [unknown],
                    permissionsBoundary: unknown,
                },
            },
            backup: { vault: unknown },
            operator: { shared: unknown },
        };
        assert.deepEqual(formProblems("PostgresDatabase", later), []);
        const deeper = {
            backup: { vault: { bucket: unknown, region: unknown, keyArn: unknown, roleArns: unknown } },
            operator: { shared: { namespace: unknown, watchNamespaces: unknown } },
        };
        assert.deepEqual(formProblems("PostgresDatabase", { ...aws, ...deeper }), []);
    });

    it("is told of one reason only for a plain value that is not known", () => {
        for (const [path, args] of [
            ["users", { ...aws, users: unknown }],
            ["users[0]", { ...aws, users: [unknown] }],
            ["platform", { ...aws, platform: unknown }],
            [
                "platform.network.apiServerCidrs",
                { ...aws, platform: { ...aws.platform, network: { apiServerCidrs: unknown } } },
            ],
            [
                "users[0].from[0].podLabels.app",
                { ...aws, users: [{ ...user, from: [{ podLabels: { app: unknown } }] }] },
            ],
            ["tls.allowPlaintext", { ...aws, tls: { allowPlaintext: unknown } }],
        ] as const) {
            const problems = formProblems("PostgresDatabase", args);
            assert.deepEqual(
                problems.map((each) => each.path),
                [path],
            );
            assert.match(problems[0]?.reason ?? "", /^must be known when the program runs/);
        }
    });
});

function properties(name: "PostgresDatabaseArgs"): string {
    return Object.keys(argumentsSchema.definitions[name].properties).sort().join(", ");
}

/** Names of all keywords below a schema's definitions; names of properties are none. */
function keywordsOf(definitions: object): Set<string> {
    const found = new Set<string>();
    const visit = (schema: unknown): void => {
        if (typeof schema !== "object" || schema === null) return;
        for (const [keyword, value] of Object.entries(schema)) {
            found.add(keyword);
            if (keyword === "properties") Object.values(value as object).forEach(visit);
            if (keyword === "items" || keyword === "additionalProperties") visit(value);
        }
    };
    Object.values(definitions).forEach(visit);
    return found;
}
