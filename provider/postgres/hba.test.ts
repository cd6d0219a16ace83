import assert from "node:assert/strict";
import fc from "fast-check";
import { textAt, type Wire } from "../../testing/wire";
import type { Waiver } from "../core/waiver";
import type { PostgresUserArgs } from "./userArguments";
import { usersOf } from "./arbitraries.test";
import { postgresAssets } from "./assets";
import { hostBasedAuthentication, type PodSelectorRef } from "./hba";

const waiver: Waiver = { reason: "legacy ETL", owner: "data", expires: "2027-03-31" };
const podCidrs = ["10.0.0.0/16", "fd00::/48"];

interface Plain {
    lines: string[];
    podSelectorRefs: PodSelectorRef[];
}

function hbaOf(
    users: readonly PostgresUserArgs[],
    allowPlaintext?: Waiver,
    more: Partial<Parameters<typeof hostBasedAuthentication>[0]> = {},
): Plain {
    const tls = allowPlaintext ? { allowPlaintext } : {};
    const made = hostBasedAuthentication({ users, namespace: "orders", podCidrs, tls, ...more }, (address, line) => {
        assert.ok(typeof address === "string");
        return line(address);
    });
    return {
        ...made,
        lines: made.lines.map((line) => (typeof line === "string" ? line : assert.fail("a plain line"))),
    };
}

describe("pg_hba", () => {
    it("is, for one user from pods of another namespace, these lines", () => {
        const users: PostgresUserArgs[] = [
            {
                name: "app",
                database: "orders",
                access: "readWrite",
                from: [
                    { namespace: "shop", podLabels: { app: "api" } },
                    { podLabels: { app: "job" } },
                    { cidr: "192.168.1.7/32" },
                ],
            },
        ];
        assert.deepEqual(hbaOf(users), {
            lines: [
                "hostssl orders app 10.0.0.0/16 scram-sha-256",
                "hostssl orders app fd00::/48 scram-sha-256",
                "hostssl orders app ${podselector:user-app-1} scram-sha-256",
                "hostssl orders app 192.168.1.7/32 scram-sha-256",
                "hostnossl all all all reject",
                "host all all all reject",
            ],
            podSelectorRefs: [{ name: "user-app-1", selector: { matchLabels: { app: "job" } } }],
        });
    });

    it("ends in a reject of everybody, before which nobody is let in from everywhere or to everything [UM-2, NM-2]", () => {
        fc.assert(
            fc.property(usersOf("orders"), fc.boolean(), (users, plaintext) => {
                const { lines } = hbaOf(users, plaintext ? waiver : undefined);
                assert.equal(lines.at(-1), "host all all all reject");
                for (const line of lines.filter((each) => !each.endsWith(" reject"))) {
                    const [type, database, user, address, method, ...rest] = line.split(" ");
                    assert.equal(type, plaintext ? "host" : "hostssl");
                    assert.equal(database, "orders");
                    assert.ok(
                        users.some(({ name }) => name === user),
                        line,
                    );
                    assert.ok(
                        address !== undefined && !["all", "samehost", "samenet", "0.0.0.0/0", "::/0"].includes(address),
                        line,
                    );
                    assert.equal(method, "scram-sha-256");
                    assert.deepEqual(rest, []);
                }
            }),
        );
    });

    it("has at least one line for every place that a user comes from, and one for nobody else [NM-2]", () => {
        fc.assert(
            fc.property(usersOf("orders"), (users) => {
                const { lines } = hbaOf(users);
                for (const user of users) {
                    for (const each of user.from) {
                        const alone = hbaOf([{ ...user, from: [each] }]).lines.slice(0, -2);
                        assert.ok(alone.length > 0, JSON.stringify(each));
                    }
                }
                assert.equal(new Set(lines).size, lines.length, "no line twice");
                const admitted = new Set(lines.slice(0, -2).map((line) => line.split(" ")[2]));
                assert.deepEqual([...admitted].sort(), users.map(({ name }) => name).sort());
            }),
        );
    });

    const app: PostgresUserArgs = { name: "app", database: "orders", access: "read", from: [{ cidr: "10.1.0.0/16" }] };

    it("asks everybody for a certificate beside the password where that is required [NM-4]", () => {
        const { lines } = hbaOf([app], undefined, { tls: { clientCertificates: "required" } });
        assert.equal(lines[0], "hostssl orders app 10.1.0.0/16 scram-sha-256 clientcert=verify-full");
    });

    it("takes a certificate in place of a password from whoever has one [UM-5]", () => {
        const { lines } = hbaOf([{ ...app, clientCertificate: true }], waiver);
        assert.equal(lines[0], "hostssl orders app 10.1.0.0/16 cert", "and over TLS, whatever others may do");
    });

    it("has no line for whoever is disabled", () => {
        const { lines } = hbaOf([app, { ...app, name: "former", disabled: true }]);
        assert.deepEqual(
            lines.filter((line) => line.includes("former")),
            [],
        );
    });

    it("lets users with passwords in through the pooler's pods, which show a certificate of the client CA, and nobody else", () => {
        const pooler = { name: "pooler", selector: { matchLabels: { "cnpg.io/poolerName": "orders-pooler" } } };
        const others = [
            { ...app, name: "certified", clientCertificate: true },
            { ...app, name: "directory", authentication: "ldap" as const },
            { ...app, name: "former", disabled: true },
        ];
        const { lines, podSelectorRefs } = hbaOf([app, ...others], undefined, { pooler });
        assert.deepEqual(
            lines.filter((line) => line.includes("podselector")),
            ["hostssl orders app ${podselector:pooler} scram-sha-256 clientcert=verify-ca"],
        );
        assert.deepEqual(podSelectorRefs, [pooler]);
        assert.deepEqual(hbaOf(others, undefined, { pooler }).podSelectorRefs, [], "a selector that no line uses");
    });

    it("refuses whoever comes without TLS, but for a waiver [NM-1]", () => {
        fc.assert(
            fc.property(usersOf("orders"), (users) => {
                assert.ok(hbaOf(users).lines.includes("hostnossl all all all reject"));
                assert.ok(!hbaOf(users, waiver).lines.some((line) => line.startsWith("hostnossl")));
            }),
        );
    });

    it("names selectors as the CRD wants them, each once, and each that a line uses", () => {
        const pattern = new RegExp(selectorNamePattern());
        fc.assert(
            fc.property(usersOf("orders"), (users) => {
                fc.pre(users.every(({ name }) => /[a-z0-9]/.test(name)));
                const distinct = new Set(users.map(({ name }) => name.replaceAll("_", "-").replaceAll(/^-+|-+$/g, "")));
                fc.pre(distinct.size === users.length);
                const { lines, podSelectorRefs } = hbaOf(users);
                const names = podSelectorRefs.map(({ name }) => name);
                assert.equal(new Set(names).size, names.length);
                for (const name of names) {
                    assert.match(name, pattern);
                }
                const used = lines.flatMap((line) => /\$\{podselector:([^}]*)\}/.exec(line)?.[1] ?? []);
                assert.deepEqual([...new Set(used)].sort(), [...names].sort());
            }),
        );
    });
});

/** `spec.podSelectorRefs[].name` of the Cluster's CustomResourceDefinition in the release. */
function selectorNamePattern(): string {
    const cluster = postgresAssets().customResourceDefinitions.find(({ metadata }) =>
        metadata.name.startsWith("clusters."),
    );
    const schema = "spec.versions[0].schema.openAPIV3Schema.properties.spec.properties";
    const pattern = `${schema}.podSelectorRefs.items.properties.name.pattern`;
    return textAt(JSON.parse(JSON.stringify(cluster)) as Wire, pattern);
}
