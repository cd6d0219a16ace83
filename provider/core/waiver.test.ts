import assert from "node:assert/strict";
import fc from "fast-check";
import { readAnnotations } from "../../waivers";
import { waiverAnnotation } from "./waiver";

describe("A waiver on the resource that it weakens", () => {
    const text = fc.string({ minLength: 1 });
    const waivers = fc.record(
        { reason: text, owner: text, expires: text, ticket: text },
        { requiredKeys: ["reason", "owner", "expires"], noNullPrototype: true },
    );

    it("says all that was written, whatever was written, and nothing else", () => {
        fc.assert(
            fc.property(waivers, (waiver) => {
                const annotation = waiverAnnotation("postgres-open-network", { ...waiver, more: "x" } as typeof waiver);
                assert.deepEqual(Object.keys(annotation), ["hardened-db/waiver.postgres-open-network"]);
                assert.deepEqual(JSON.parse(Object.values(annotation)[0] ?? ""), waiver);
            }),
        );
    });

    it("is the same text for the same waiver in any order of its fields, so that a second `up` changes nothing", () => {
        const one = waiverAnnotation("r", { reason: "a", owner: "b", expires: "2027-03-31", ticket: "SEC-1" });
        const other = waiverAnnotation("r", { ticket: "SEC-1", expires: "2027-03-31", owner: "b", reason: "a" });
        assert.deepEqual(one, other);
    });

    it("is read by the audit as the waiver of that rule on the object that carries it", () => {
        const waiver = { reason: "legacy ETL", owner: "data", expires: "2027-03-31", ticket: "SEC-1" };
        const resource = { kind: "Cluster", namespace: "shop", name: "orders" };
        const stamped = waiverAnnotation("postgres-open-network", waiver);
        const { waivers: read, problems } = readAnnotations(stamped, { resource, file: "f", line: null });
        assert.deepEqual(problems, []);
        assert.deepEqual(
            read.map(({ place: _, ...rest }) => rest),
            [{ rule: "postgres-open-network", resource: "Cluster/shop/orders", ...waiver }],
        );
    });
});
