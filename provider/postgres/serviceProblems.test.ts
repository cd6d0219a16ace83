import assert from "node:assert/strict";
import { unknown } from "../core/known";
import type { ServiceArgs } from "../kubernetes/arguments";
import type { Known } from "../core/known";
import { serviceProblems } from "./serviceProblems";
import { awsScheme, type Cloud } from "./services";

const allowExternal = { reason: "partners", owner: "data", expires: "2027-03-31" };

function problems(service: Known<ServiceArgs> | undefined, cloud?: Cloud): string[] {
    return serviceProblems(service, cloud).map(({ path, reason }) => `${path}: ${reason}`);
}

function only(service: Known<ServiceArgs>, cloud?: Cloud): string {
    const found = problems(service, cloud);
    assert.equal(found.length, 1, found.join("\n"));
    return found[0] ?? "";
}

describe("A Service's arguments", () => {
    it("are good: none, internal on EKS, within the cluster, external with ranges and a waiver", () => {
        assert.deepEqual(problems(undefined), []);
        assert.deepEqual(problems({}, "aws"), []);
        assert.deepEqual(problems({ exposure: "clusterIP", annotations: { a: "b" } }), []);
        assert.deepEqual(
            problems({ exposure: "external", sourceRanges: ["203.0.113.0/24"], allowExternal }, "aws"),
            [],
        );
        assert.deepEqual(problems({ sourceRanges: ["10.0.0.0/8", unknown, "2001:db8::/48"] }), []);
    });

    it("need ranges and a waiver before the internet may reach it [KSI-5, NM-11]", () => {
        const found = problems({ exposure: "external" }, "aws");
        assert.equal(found.length, 2);
        assert.match(found[0] ?? "", /^sourceRanges: is required with exposure "external": .*203\.0\.113\.0\/24/);
        assert.match(
            found[1] ?? "",
            /^allowExternal: is required with exposure "external": write \{ reason, owner, expires \}/,
        );
    });

    it("have ranges that are networks, and not nearly everybody [NM-11]", () => {
        assert.match(only({ sourceRanges: ["10.1.2.3"] }, "aws"), /^sourceRanges\[0\]: "10.1.2.3" is not a CIDR/);
        for (const range of ["0.0.0.0/0", "::/0", "2001::/16"]) {
            assert.match(
                only({ exposure: "external", sourceRanges: ["10.0.0.0/8", range], allowExternal }),
                /^sourceRanges\[1\]: ".*" is wider than \/8 \(IPv4\) or \/32 \(IPv6\); write the networks/,
            );
        }
    });

    it("have no ranges and no waiver where there is nothing for them", () => {
        assert.match(
            only({ exposure: "clusterIP", sourceRanges: ["10.0.0.0/8"] }),
            /^sourceRanges: goes with a load balancer, and exposure "clusterIP" has none/,
        );
        assert.match(
            only({ exposure: "internal", allowExternal }, "aws"),
            /^allowExternal: is not needed, since exposure "internal" opens nothing to the internet: take it out/,
        );
    });

    it("do not call a load balancer internal that an annotation opens, nor the other way round [KSI-5]", () => {
        assert.match(
            only({ annotations: { [awsScheme]: "internet-facing" } }, "aws"),
            /aws-load-balancer-scheme"\]: "internet-facing" opens the load balancer to the outside: write "internal"/,
        );
        assert.match(
            only(
                {
                    exposure: "external",
                    sourceRanges: ["203.0.113.0/24"],
                    allowExternal,
                    annotations: { [awsScheme]: "internal" },
                },
                "aws",
            ),
            /makes the load balancer internal, but exposure is "external": write exposure "internal"/,
        );
    });

    it("say what keeps a load balancer inside, on a platform that nobody here knows [KSI-5]", () => {
        assert.match(only({}), /^sourceRanges: is required, since nobody here knows how this platform keeps/);
        assert.deepEqual(problems({ annotations: { "networking.gke.io/load-balancer-type": "Internal" } }), []);
    });
});
