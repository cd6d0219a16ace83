import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { workloadIdentity } from "../aws/identity";
import type { BackupTarget } from "../core/seam";
import type { Flow } from "../kubernetes/networkFlow";
import { valueOf } from "../aws/recording.test";
import { usersOf } from "./arbitraries.test";
import {
    databaseEgress,
    databaseIngress,
    databasePods,
    furtherEgress,
    metricsIngress,
    operatorEgress,
    operatorLabels,
    ports,
    serviceIngress,
} from "./network";
import { operatorDeployment } from "./operatorDeployment";

const facts = {
    apiServerCidrs: ["10.100.0.1/32"],
    podCidrs: ["10.0.0.0/16"],
    objectStoreCidrs: [],
    objectStorePort: 443,
};

const irsa = auth(workloadIdentity("irsa", pulumi.output("arn:role")));
const podIdentity = auth(workloadIdentity("podIdentity", pulumi.output("arn:role")));
const secret = auth({
    kind: "keySecret",
    accessKeyId: { name: "login", key: "id" },
    secretAccessKey: { name: "login", key: "secret" },
    waiver: { reason: "no other way", owner: "platform", expires: "2027-03-31" },
});

function auth(auth: BackupTarget["auth"]): Pick<BackupTarget, "auth"> {
    return { auth };
}

function portsOf(flow: Flow | undefined): unknown[] {
    return (flow?.ports ?? []).map(({ port }) => port);
}

describe("Connections of a database", () => {
    it("come in from the operator, the database's own pods and the clients, who see PostgreSQL only [NM-2]", () => {
        fc.assert(
            fc.property(usersOf("orders"), (users) => {
                const [operator, own, clients, ...rest] = databaseIngress("orders", "orders", "operators", users);
                assert.deepEqual(rest, []);
                assert.deepEqual(portsOf(operator), [ports.status, ports.postgres]);
                assert.deepEqual(operator?.peers, [
                    {
                        namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "operators" } },
                        podSelector: { matchLabels: operatorLabels },
                    },
                ]);
                assert.deepEqual(own?.peers, [{ podSelector: databasePods("orders") }]);
                assert.deepEqual(portsOf(clients), [ports.postgres]);
                assert.equal(
                    clients?.peers.length,
                    users.flatMap(({ from }) => from).length,
                    "one peer for each place",
                );
                for (const { ipBlock, podSelector } of clients.peers) {
                    const labels = Object.keys(podSelector?.matchLabels ?? {});
                    assert.ok(ipBlock !== undefined || labels.length > 0, "no peer is everybody");
                }
            }),
        );
    });

    it("name the client's namespace only when it is another one", () => {
        const from = [
            { namespace: "orders", podLabels: { app: "a" } },
            { namespace: "shop", podLabels: { app: "b" } },
            { cidr: "10.1.0.0/16" },
        ];
        const users = [{ name: "app", database: "orders", access: "read" as const, from }];
        assert.deepEqual(databaseIngress("orders", "orders", "orders", users)[2]?.peers, [
            { podSelector: { matchLabels: { app: "a" } } },
            {
                namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "shop" } },
                podSelector: { matchLabels: { app: "b" } },
            },
            { ipBlock: { cidr: "10.1.0.0/16" } },
        ]);
    });

    it("are none for a disabled user [UM-1]", () => {
        const from = [{ cidr: "10.1.0.0/16" }];
        const user = { name: "app", database: "orders", access: "read" as const, from };
        const opened = databaseIngress("orders", "orders", "orders", [{ ...user, disabled: true }])[2];
        assert.deepEqual(opened?.peers, []);
    });

    it("come in through a load balancer from its source ranges [NM-11]", () => {
        assert.deepEqual(serviceIngress({ sourceRanges: ["203.0.113.0/24", "2001:db8::/48"] }), [
            {
                peers: [{ ipBlock: { cidr: "203.0.113.0/24" } }, { ipBlock: { cidr: "2001:db8::/48" } }],
                ports: [{ protocol: "TCP", port: 5432 }],
            },
        ]);
        assert.deepEqual([...serviceIngress({ exposure: "internal" }), ...serviceIngress(undefined)], []);
    });

    it("come in from Prometheus to the metrics alone, and from no Prometheus where there is none [NM-2]", () => {
        const peer = (namespace: string, label: string, value: string): object => ({
            namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } },
            podSelector: { matchLabels: { [label]: value } },
        });
        assert.deepEqual(metricsIngress(9187), [
            {
                peers: [peer("monitoring", "app.kubernetes.io/name", "prometheus")],
                ports: [{ protocol: "TCP", port: 9187 }],
            },
        ]);
        assert.deepEqual(
            metricsIngress(9187, { prometheus: { namespace: "watch", podLabels: { app: "agent" } } })[0]?.peers,
            [peer("watch", "app", "agent")],
        );
        assert.deepEqual(metricsIngress(9187, { kind: "none" }), []);
    });

    it("go out further to what egress[] names, each to its own ports [KSI-6]", () => {
        assert.deepEqual(
            furtherEgress(
                [
                    { cidr: "192.0.2.10/32", ports: [5432] },
                    { podLabels: { app: "queue" }, ports: [5671, 5672] },
                    { namespace: "shop", podLabels: { app: "queue" }, ports: [443] },
                ],
                "orders",
            ),
            [
                { peers: [{ ipBlock: { cidr: "192.0.2.10/32" } }], ports: [{ protocol: "TCP", port: 5432 }] },
                {
                    peers: [{ podSelector: { matchLabels: { app: "queue" } } }],
                    ports: [
                        { protocol: "TCP", port: 5671 },
                        { protocol: "TCP", port: 5672 },
                    ],
                },
                {
                    peers: [
                        {
                            namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "shop" } },
                            podSelector: { matchLabels: { app: "queue" } },
                        },
                    ],
                    ports: [{ protocol: "TCP", port: 443 }],
                },
            ],
        );
    });

    it("go out to DNS, the API server, the database's own pods, and to a store only when there are backups [KSI-6]", async () => {
        assert.equal(databaseEgress("orders", facts, []).length, 3);
        const [dns, apiServer, own, store] = databaseEgress("orders", facts, [irsa]);
        assert.deepEqual(portsOf(dns), [53, 53]);
        assert.deepEqual(apiServer?.peers, [{ ipBlock: { cidr: "10.100.0.1/32" } }]);
        assert.deepEqual(own?.peers, [{ podSelector: databasePods("orders") }]);
        assert.ok(
            store?.peers.every(({ ipBlock }) => (ipBlock?.except ?? []).length > 0),
            "public addresses, less the private ones",
        );
        assert.equal(await valueOf(pulumi.output(store?.ports[0]?.port)), 443);
    });

    it("go to the agent of EKS Pod Identity when backups are written or read with it, and only then [KSI-4, KSI-6]", () => {
        const agent: Flow = {
            peers: [{ ipBlock: { cidr: "169.254.170.23/32" } }, { ipBlock: { cidr: "fd00:ec2::23/128" } }],
            ports: [{ protocol: "TCP", port: 80 }],
        };
        for (const targets of [[podIdentity], [podIdentity, podIdentity], [irsa, podIdentity]]) {
            assert.deepEqual(databaseEgress("orders", facts, targets).slice(4), [agent]);
        }
        for (const targets of [[], [irsa], [irsa, irsa], [secret]]) {
            const open = databaseEgress("orders", facts, targets).flatMap(({ peers }) => peers);
            assert.deepEqual(
                open.filter((peer) => /"cidr":"(169\.254\.170|fd00:ec2)/.test(JSON.stringify(peer))),
                [],
            );
        }
    });

    it("go to the addresses of the store alone, when they are given", async () => {
        const given = { ...facts, objectStoreCidrs: ["203.0.113.0/24"], objectStorePort: pulumi.output(9000) };
        const store = databaseEgress("orders", given, [irsa])[3];
        assert.ok(store);
        assert.deepEqual(store.peers, [{ ipBlock: { cidr: "203.0.113.0/24" } }]);
        assert.equal(await valueOf(pulumi.output(store.ports[0]?.port)), 9000);
    });
});

describe("Connections of the operator", () => {
    it("go out to DNS, the API server and the instances of each namespace it watches; nowhere else [KSI-6]", () => {
        const [, apiServer, ...instances] = operatorEgress(["orders", "shop"], facts);
        assert.deepEqual(portsOf(apiServer), [443, 6443]);
        assert.deepEqual(
            instances.map(({ peers }) => peers),
            ["orders", "shop"].map((namespace) => [
                {
                    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } },
                    podSelector: { matchLabels: { "cnpg.io/podRole": "instance" } },
                },
            ]),
        );
    });

    it("are let in by databases, since its pods carry the labels that they look for", () => {
        const images = { operator: "o", plugin: "p", pluginSidecar: "s" };
        const { spec } = operatorDeployment({
            name: "cnpg",
            namespace: "operators",
            watchNamespaces: [],
            images,
            monitoringQueries: "q",
        });
        const labels = (spec as { template: { metadata: { labels: object } } }).template.metadata.labels;
        assert.deepEqual({ ...labels, ...operatorLabels }, labels);
    });
});
