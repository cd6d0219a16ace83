import assert from "node:assert/strict";
import { unknown } from "../core/known";
import { namespaceProblems, networkProblems } from "./problems";

describe("A namespace", () => {
    it("is accepted, made here or somebody else's", () => {
        assert.deepEqual(namespaceProblems("namespace", { name: "orders", create: true }), []);
        assert.deepEqual(namespaceProblems("namespace", { name: "default", create: false }), []);
    });

    for (const name of ["default", "kube-system", "kube-public"]) {
        it(`is not made anew when it belongs to Kubernetes: ${name}`, () => {
            assert.deepEqual(namespaceProblems("namespace", { name, create: true }), [
                {
                    path: "namespace.name",
                    reason: `namespace "${name}" belongs to Kubernetes; give the database one of its own`,
                },
            ]);
        });
    }

    it("has a name that Kubernetes takes", () => {
        const [problem] = namespaceProblems("watchNamespaces[1]", { name: "Orders", create: false });
        assert.equal(problem?.path, "watchNamespaces[1].name");
        assert.match(problem.reason, /^namespace "Orders" cannot be a name in Kubernetes; write /);
    });
});

describe("Addresses of a cluster", () => {
    const apiServerCidrs = ["10.100.0.1/32"];

    it("are IPv4 and IPv6 networks, known or not yet known", () => {
        const lists = { podCidrs: ["10.0.0.0/8", "fd00::/48"], objectStoreCidrs: [unknown] };
        assert.deepEqual(networkProblems("network", { apiServerCidrs, ...lists }), []);
        assert.deepEqual(networkProblems("network", { apiServerCidrs: [unknown] }), []);
    });

    it("are told apart by list and place when one is wrong", () => {
        const problems = networkProblems("platform.network", {
            apiServerCidrs: [...apiServerCidrs, "10.100.0.1"],
            podCidrs: ["10.1.2.3/16"],
            objectStoreCidrs: ["0.0.0.0/0", "::/0"],
        });
        assert.deepEqual(
            problems.map(({ path }) => path),
            [
                "platform.network.apiServerCidrs[1]",
                "platform.network.podCidrs[0]",
                "platform.network.objectStoreCidrs[0]",
                "platform.network.objectStoreCidrs[1]",
            ],
        );
        assert.match(
            problems[2]?.reason ?? "",
            /^"0.0.0.0\/0" is wider than \/8 .*; write the addresses that are really used$/,
        );
    });
});
