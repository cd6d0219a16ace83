import assert from "node:assert/strict";
import { Field } from "./field";
import { exposureOf, isInternal } from "./service";
import { unknownValue } from "./value";

const field = (path: string, content: unknown): Field => new Field([path], content);

interface Written {
    readonly type?: unknown;
    readonly ranges?: readonly unknown[];
    readonly annotations?: readonly unknown[];
}

function verdictsOf({ type, ranges = [], annotations = [] }: Written): string[] {
    return exposureOf({
        type: field("type", type),
        sourceRanges: ranges.map((range) => field("loadBalancerSourceRanges", range)),
        annotations: annotations.map((each) => field("annotations", each)),
    }).map(({ verdict, path, message }) => {
        assert.deepEqual(path, ["type"]);
        assert.match(message, verdict === "fail" ? /^type is "\w+": write ClusterIP/ : /^type (is|holds|cannot) /);
        return verdict;
    });
}

const internal = { "networking.gke.io/load-balancer-type": "Internal" };
const type = "LoadBalancer";

describe("a Service", () => {
    it("passes as ClusterIP, and with no type at all", () => {
        for (const type of ["ClusterIP", "ExternalName", undefined, null]) {
            assert.deepEqual(verdictsOf({ type }), []);
        }
    });

    it("fails as a node port, whatever else it has", () => {
        assert.deepEqual(verdictsOf({ type: "NodePort" }), ["fail"]);
        assert.deepEqual(verdictsOf({ type: "NodePort", ranges: [["10.0.0.0/8"]], annotations: [internal] }), ["fail"]);
        const [failure] = exposureOf({ type: field("type", "NodePort"), sourceRanges: [], annotations: [] });
        assert.match(failure?.message ?? "", /a node port is open on every node to whoever reaches the node$/);
    });

    it("fails as a load balancer that is open to everybody", () => {
        assert.deepEqual(verdictsOf({ type }), ["fail"]);
        assert.deepEqual(verdictsOf({ type, ranges: [[]], annotations: [{}] }), ["fail"]);
        assert.deepEqual(verdictsOf({ type, ranges: [["10.0.0.0/8", "0.0.0.0/0"]] }), ["fail"]);
        assert.deepEqual(verdictsOf({ type, ranges: [["::/0"]] }), ["fail"]);
        const [failure] = exposureOf({ type: field("type", type), sourceRanges: [], annotations: [] });
        assert.match(
            failure?.message ?? "",
            /give loadBalancerSourceRanges, or make the load balancer internal by its/,
        );
    });

    it("passes as a load balancer with source ranges, under any of their names, or an internal one", () => {
        assert.deepEqual(verdictsOf({ type, ranges: [["10.0.0.0/8", "fd00::/8"]] }), []);
        assert.deepEqual(verdictsOf({ type, ranges: [undefined, ["10.0.0.0/8"]] }), []);
        assert.deepEqual(verdictsOf({ type, annotations: [internal] }), []);
        assert.deepEqual(verdictsOf({ type, annotations: [undefined, internal] }), []);
    });

    it("is undecided, once, where a variable or an output may decide", () => {
        for (const open of ["${TYPE}", "${X}Port", "Load${X}", unknownValue]) {
            assert.deepEqual(verdictsOf({ type: open }), ["unknown"]);
        }
        assert.deepEqual(verdictsOf({ type, ranges: [unknownValue] }), ["unknown"]);
        assert.deepEqual(verdictsOf({ type, ranges: [["${CIDR}"]] }), ["unknown"]);
        assert.deepEqual(verdictsOf({ type, annotations: [unknownValue] }), ["unknown"]);
        assert.deepEqual(verdictsOf({ type, ranges: [unknownValue], annotations: [internal] }), []);
        assert.deepEqual(verdictsOf({ type, ranges: [["${CIDR}", "0.0.0.0/0"]] }), ["fail"]);
    });
});

describe("a load balancer is internal", () => {
    const ways: readonly (readonly [string, string])[] = [
        ["service.beta.kubernetes.io/aws-load-balancer-internal", "true"],
        ["service.beta.kubernetes.io/aws-load-balancer-scheme", "internal"],
        ["networking.gke.io/load-balancer-type", "Internal"],
        ["cloud.google.com/load-balancer-type", "Internal"],
        ["service.beta.kubernetes.io/azure-load-balancer-internal", "true"],
    ];
    for (const [annotation, value] of ways) {
        it(`by ${annotation}`, () => {
            assert.equal(isInternal(field("annotations", { [annotation]: value })), true);
            assert.equal(isInternal(field("annotations", { [annotation]: "External" })), false);
            assert.equal(isInternal(field("annotations", { [annotation]: "${X}" })), "unknown");
        });
    }

    it("not without one, and undecided where the annotations are not known", () => {
        assert.equal(isInternal(field("annotations", undefined)), false);
        assert.equal(isInternal(field("annotations", unknownValue)), "unknown");
    });
});
