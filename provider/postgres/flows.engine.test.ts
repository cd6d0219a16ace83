import assert from "node:assert/strict";
import { flowTable, type Connection as Written, type Place, type Row } from "../../build/flowTable";
import { builtPlugin } from "../../testing/builtPlugin";
import { allowed, type Connection } from "../../testing/connectivity";
import { createAuthority } from "../../testing/postgres/certificates";
import { onAws, withPodIdentity } from "../../testing/postgresArguments";
import { allOf } from "../../testing/registrations";
import type { PostgresDatabaseArgs } from "./arguments";

/** How AWS knows the pods decides over connections, and a database has one of the two. */
const identities = ["platform.aws.oidcProviderArn", "platform.aws.podIdentityCluster"] as const;
type Identity = (typeof identities)[number];

/** A database with every connection of the table that this way of knowing its pods has. */
function everything(ca: string, identity: Identity): PostgresDatabaseArgs {
    const { platform, ...rest } = identity === "platform.aws.oidcProviderArn" ? onAws() : withPodIdentity();
    const user = { database: "orders", access: "read" as const };
    return {
        ...rest,
        platform: {
            ...platform,
            network: {
                apiServerCidrs: ["10.100.0.1/32", "fd00:100::1/128"],
                podCidrs: ["10.0.0.0/16", "fd00:1::/32"],
            },
        },
        users: [
            {
                ...user,
                name: "app",
                from: [
                    { namespace: "shop", podLabels: { app: "orders-api" } },
                    { podLabels: { app: "reports" } },
                    { cidr: "10.9.0.0/16" },
                    { cidr: "fd00:9::/64" },
                ],
            },
            {
                ...user,
                name: "signed",
                clientCertificate: true,
                from: [{ namespace: "shop", podLabels: { app: "signed" }, connectionSecret: false }],
            },
            { ...user, name: "person", authentication: "ldap", from: [{ cidr: "10.9.0.0/16" }] },
            { ...user, name: "gone", disabled: true, from: [{ namespace: "shop", podLabels: { app: "retired" } }] },
        ],
        externalAuth: {
            ldap: {
                host: "ldap.example.org",
                ca,
                userPrefix: "uid=",
                userSuffix: ",dc=example,dc=org",
                cidrs: ["10.7.0.10/32", "fd00:7::10/128"],
            },
        },
        service: { sourceRanges: ["203.0.113.0/24", "2001:db8:7::/48"] },
        egress: [
            { cidr: "10.6.0.1/32", ports: [5433] },
            { cidr: "fd00:66::1/128", ports: [5433] },
            { namespace: "shop", podLabels: { app: "queue" }, ports: [5671] },
        ],
        pooler: { image: `ghcr.io/cloudnative-pg/pgbouncer:1.25.2@sha256:${"a".repeat(64)}` },
    };
}

type Family = "ipv4" | "ipv6";

/** A connection in one family, port by port; none where one of its ends is not there in that family. */
function inFamily({ from, to, ports }: Written, family: Family): (Connection & { text: string })[] {
    const [source, target] = [from[family], to[family]];
    if (source === undefined || target === undefined) {
        return [];
    }
    return ports.map((each) => {
        const [protocol = "", port] = each.split("/");
        return {
            from: end(from, source),
            to: end(to, target),
            protocol,
            port: Number(port),
            text: `${from.name} ${source} -> ${to.name} ${target} ${each}`,
        };
    });
}

function end({ pod }: Place, address: string): Connection["from"] {
    return { address, ...(pod && { pod }) };
}

for (const identity of identities) {
    describe(`The network policies that the plugin makes for a database on EKS with ${identity}`, function () {
        // With an empty cache the analyzer is built.
        this.timeout(10 * 60_000);
        const construct = builtPlugin();
        let policies: object[] = [];
        before(async () => {
            const { root } = await createAuthority("directory");
            const run = await construct({
                type: "PostgresDatabase",
                name: "orders",
                inputs: everything(root, identity),
            });
            assert.deepEqual(run.error?.problems ?? run.error, undefined);
            policies = allOf(run, "NetworkPolicy").map(({ inputs }) => inputs);
        });

        const table = flowTable();
        const { fromTheOwnNode } = table;
        const belongs = ({ when }: Row): boolean => !identities.some((other) => other === when && other !== identity);
        const connections = table.connections.filter(belongs);
        const ofTheOther = table.connections.filter((row) => row.to.name === "pod-identity" && !belongs(row));
        const families: [Family, string][] = [
            ["ipv4", "IPv4"],
            ["ipv6", "IPv6"],
        ];

        /** Those on which the analyzer does not say what is expected. */
        async function surprises(written: readonly Written[], family: Family, expected: boolean): Promise<string[]> {
            const asked = written.flatMap((each) => inFamily(each, family));
            assert.ok(asked.length > 0);
            const verdicts = await allowed(policies, asked);
            return asked.filter((_, index) => verdicts[index] !== expected).map(({ text }) => text);
        }

        it("are those of the database, of its pooler, of its operator, of clients beside it, and the namespace's own denial", () => {
            const names = policies.map((policy) => (policy as { metadata: { name: string } }).metadata.name);
            assert.deepEqual(names.sort(), [
                "default-deny",
                "orders",
                "orders-app-egress-1",
                "orders-operator",
                "orders-pooler",
            ]);
        });

        for (const [family, title] of families) {
            it(`let every connection of the table through over ${title} [NM-2, KSI-6]`, async () => {
                assert.deepEqual(await surprises(connections, family, true), []);
            });

            it(`deny every connection beside them over ${title}: port, pod, namespace, address, direction [NM-2, KSI-6]`, async () => {
                const denied = connections.flatMap((row) => row.denied);
                assert.deepEqual(await surprises(denied, family, false), []);
            });

            it(`deny what only the other way of knowing pods needs, over ${title}`, async () => {
                // The public STS is among the store's addresses, so that it stays open.
                assert.equal(ofTheOther.length > 0, identity === "platform.aws.oidcProviderArn");
                if (ofTheOther.length > 0) {
                    assert.deepEqual(await surprises(ofTheOther, family, false), []);
                }
            });

            it(`leave the ports of probes closed to every node but the pod's own, over ${title}`, async () => {
                // The analyzer knows no nodes: to it this is any other one.
                assert.deepEqual(await surprises(fromTheOwnNode, family, false), []);
            });
        }

        it("are judged by an analyzer that would notice: with one policy gone, what it opened is denied", async () => {
            const all = policies;
            policies = all.filter(
                (policy) => (policy as { metadata: { name: string } }).metadata.name !== "orders-pooler",
            );
            try {
                const closed = await surprises(connections, "ipv4", true);
                assert.ok(closed.length > 0 && closed.every((text) => text.includes("pooler")), closed.join("\n"));
            } finally {
                policies = all;
            }
        });
    });
}

describe("The table of connections", () => {
    const { connections } = flowTable();

    it("has a denied neighbour of every sort, and one at least beside each connection", () => {
        for (const { from, to, denied } of connections) {
            assert.ok(denied.length > 0, `${from.name} -> ${to.name}`);
        }
        const sorts = new Set(connections.flatMap(({ denied }) => denied.map(({ wrong }) => wrong)));
        assert.deepEqual([...sorts].sort(), ["address", "direction", "namespace", "pod", "port"]);
    });

    it("names every place at least once, and no two places share an address", () => {
        const used = connections.flatMap((row) => [row, ...row.denied].flatMap(({ from, to }) => [from, to]));
        const places = [...new Map(used.map((place) => [place.name, place])).values()];
        for (const family of ["ipv4", "ipv6"] as const) {
            const addresses = places.flatMap((place) => place[family] ?? []);
            assert.equal(new Set(addresses).size, addresses.length);
        }
    });
});
