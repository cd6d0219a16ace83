import assert from "node:assert/strict";
import { BlockList } from "node:net";
import { inputsOf, record } from "../aws/recording.test";
import { apiServer, dns, networkPolicy, podsOf, publicAddresses, tcp, type NetworkPolicyArgs } from "./networkFlow";

async function specOf(args: Partial<NetworkPolicyArgs>): Promise<Record<string, unknown>> {
    const { resources } = await record(() =>
        networkPolicy(
            "orders-network",
            {
                name: "orders",
                namespace: "orders",
                select: { matchLabels: { app: "x" } },
                ingress: [],
                egress: [],
                ...args,
            },
            {},
        ),
    );
    return inputsOf(resources, "orders-network")["spec"] as Record<string, unknown>;
}

describe("A network policy of allowed flows", () => {
    it("names both directions, so that what is not listed is denied [KSI-6]", async () => {
        assert.deepEqual(await specOf({}), {
            podSelector: { matchLabels: { app: "x" } },
            policyTypes: ["Ingress", "Egress"],
            ingress: [],
            egress: [],
        });
    });

    it("leaves a direction alone of which it says nothing", async () => {
        const { policyTypes, ...spec } = await specOf({ ingress: undefined });
        assert.deepEqual(policyTypes, ["Egress"]);
        assert.equal("ingress" in spec, false);
    });

    it("allows nobody where a flow names nobody, though Kubernetes takes an empty list for everybody", async () => {
        const nobody = { peers: [], ports: tcp(5432) };
        const { ingress, egress } = await specOf({ ingress: [nobody], egress: [nobody] });
        assert.deepEqual({ ingress, egress }, { ingress: [], egress: [] });
    });

    it("allows nothing where a flow names no port, though Kubernetes takes an empty list for every port", async () => {
        const portless = { peers: [podsOf("shop", { app: "api" })], ports: [] };
        const { ingress, egress } = await specOf({ ingress: [portless], egress: [portless] });
        assert.deepEqual({ ingress, egress }, { ingress: [], egress: [] });
    });

    it("allows each flow's peers on its ports only", async () => {
        const flow = { peers: [podsOf("shop", { app: "api" })], ports: tcp(5432) };
        const spec = await specOf({ ingress: [flow], egress: [flow] });
        const peers = [
            {
                namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "shop" } },
                podSelector: { matchLabels: { app: "api" } },
            },
        ];
        assert.deepEqual(spec["ingress"], [{ from: peers, ports: [{ protocol: "TCP", port: 5432 }] }]);
        assert.deepEqual(spec["egress"], [{ to: peers, ports: [{ protocol: "TCP", port: 5432 }] }]);
    });
});

describe("Well-known peers", () => {
    it("public addresses are all but private, link-local and loopback ones: no way to the metadata service or other pods [KSI-6]", () => {
        const reaches = (address: string, family: "ipv4" | "ipv6"): boolean => {
            const block = publicAddresses
                .flatMap(({ ipBlock }) => ipBlock ?? [])
                .find(({ cidr }) => (cidr === "0.0.0.0/0") === (family === "ipv4"));
            const excepted = new BlockList();
            for (const each of block?.except ?? assert.fail("no block")) {
                const [base = "", prefix] = each.split("/");
                excepted.addSubnet(base, Number(prefix), family);
            }
            return !excepted.check(address, family);
        };
        for (const address of [
            "169.254.169.254",
            "10.1.2.3",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "100.64.0.1",
            "127.0.0.1",
        ]) {
            assert.equal(reaches(address, "ipv4"), false, address);
        }
        for (const address of ["fd00:ec2::254", "fe80::1", "::1"]) {
            assert.equal(reaches(address, "ipv6"), false, address);
        }
        assert.ok(reaches("52.95.110.1", "ipv4") && reaches("2a05:d000::1", "ipv6"));
    });

    it("DNS is asked by UDP and TCP, of the cluster's DNS pods and the node's cache", () => {
        assert.deepEqual(dns.ports, [
            { protocol: "UDP", port: 53 },
            { protocol: "TCP", port: 53 },
        ]);
        assert.equal(dns.peers.length, 2);
        for (const { ipBlock, namespaceSelector } of dns.peers) {
            assert.ok(ipBlock?.cidr === "169.254.20.10/32" || namespaceSelector !== undefined, "never any address");
        }
    });

    it("the API server is where the program says, on its two ports", () => {
        assert.deepEqual(apiServer(["10.100.0.1/32", "fd00::1/128"]), {
            peers: [{ ipBlock: { cidr: "10.100.0.1/32" } }, { ipBlock: { cidr: "fd00::1/128" } }],
            ports: tcp(443, 6443),
        });
    });
});
