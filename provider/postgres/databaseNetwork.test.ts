import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { onAws } from "../../testing/postgresArguments";
import { workloadIdentity, type IdentityKind } from "../aws/identity";
import { inputsOf, record } from "../aws/recording.test";
import type { EgressArgs, MonitoringArgs, ServiceArgs } from "../kubernetes/arguments";
import { networkPolicy } from "../kubernetes/networkFlow";
import { cidr, client, usersOf } from "./arbitraries.test";
import type { PostgresDatabaseArgs } from "./arguments";
import { databaseFlows } from "./databaseNetwork";
import { databasePods } from "./network";
import { databasePooler } from "./pooler";

const network = {
    apiServerCidrs: ["10.100.0.1/32"],
    podCidrs: ["10.0.0.0/16"],
    objectStoreCidrs: [],
    objectStorePort: 443,
};
const port = fc.integer({ min: 1, max: 65535 });

const egress: fc.Arbitrary<EgressArgs> = fc
    .tuple(client, fc.array(port, { minLength: 1, maxLength: 3 }))
    .map(([target, ports]) => ({ ...target, ports }));

const service: fc.Arbitrary<ServiceArgs> = fc.record(
    { exposure: fc.constantFrom("internal", "external"), sourceRanges: fc.array(cidr, { maxLength: 2 }) },
    { noNullPrototype: true },
);

const monitoring: fc.Arbitrary<MonitoringArgs> = fc.record(
    { kind: fc.constantFrom("none", "prometheusOperator") },
    { noNullPrototype: true },
);

/** Whatever may be written about the network. */
const written: fc.Arbitrary<Partial<PostgresDatabaseArgs>> = fc
    .tuple(
        usersOf("orders").chain((users) =>
            fc
                .array(fc.boolean(), { minLength: users.length, maxLength: users.length })
                .map((off) => users.map((user, index) => ({ ...user, disabled: off[index] ?? false }))),
        ),
        fc.option(service, { nil: undefined }),
        fc.array(egress, { maxLength: 3 }),
        monitoring,
        fc.boolean(),
    )
    .map(([users, offered, opened, watched, pooled]) => ({
        users,
        egress: opened,
        monitoring: watched,
        ...(offered && { service: offered }),
        ...(pooled && { pooler: { image: `pgbouncer@sha256:${"a".repeat(64)}` } }),
    }));

interface Rule {
    from?: Written[];
    to?: Written[];
    ports?: { port?: number }[];
}

interface Written {
    ipBlock?: { cidr: string; except?: string[] };
    podSelector?: { matchLabels?: Record<string, string> };
}

async function rulesOf(partial: Partial<PostgresDatabaseArgs>, kind: IdentityKind = "podIdentity"): Promise<Rule[]> {
    const args = { ...onAws(), ...partial };
    const place = { name: "orders", namespace: "orders" };
    const { resources } = await record(() => {
        networkPolicy(
            "database",
            {
                ...place,
                select: databasePods("orders"),
                ...databaseFlows("orders", args, {
                    network,
                    operatorNamespace: "orders",
                    targets: [{ auth: workloadIdentity(kind, pulumi.output("arn:role")) }],
                }),
            },
            {},
        );
        if (args.pooler !== undefined) {
            databasePooler("orders", place, { pooler: args.pooler, args, network }, (own = {}) => own);
        }
    });
    const names = ["database", ...(args.pooler === undefined ? [] : ["orders-pooler-network"])];
    return names.flatMap((name) => {
        const { ingress, egress: out } = inputsOf(resources, name)["spec"] as Record<"ingress" | "egress", Rule[]>;
        return [...ingress, ...out];
    });
}

describe("The network policies of a database", () => {
    it("have no rule without peers or without ports, and no peer that is everybody, whatever is written [NM-2, KSI-6]", async () => {
        await fc.assert(
            fc.asyncProperty(written, async (args) => {
                const rules = await rulesOf(args);
                assert.ok(rules.length >= 5, "operator, peers, DNS, API server, store");
                for (const { from, to, ports } of rules) {
                    const peers = from ?? to ?? [];
                    assert.ok(peers.length > 0, "an empty list of peers would be everybody");
                    assert.ok((ports ?? []).length > 0, "an empty list of ports would be every port");
                    assert.ok(
                        ports?.every((each) => each.port !== undefined),
                        "an entry without a port would be every port",
                    );
                    for (const { ipBlock, podSelector } of peers) {
                        const labels = Object.keys(podSelector?.matchLabels ?? {}).length;
                        const bounded = ipBlock !== undefined && !(ipBlock.cidr.endsWith("/0") && !ipBlock.except);
                        assert.ok(bounded || labels > 0, "every pod, or every address");
                    }
                }
            }),
            { numRuns: 60 },
        );
    });

    it("open PostgreSQL's and PgBouncer's own ports to clients, and nothing else", async () => {
        await fc.assert(
            fc.asyncProperty(written, async (args) => {
                const places = new Set<unknown>(
                    (args.users ?? []).flatMap(({ from }) => from.map((each) => each.cidr)),
                );
                for (const { from = [], ports = [] } of await rulesOf(args)) {
                    if (from.some(({ ipBlock }) => ipBlock !== undefined && places.has(ipBlock.cidr))) {
                        assert.deepEqual(
                            ports.map((each) => each.port),
                            [5432],
                        );
                    }
                }
            }),
            { numRuns: 60 },
        );
    });
});
