import assert from "node:assert/strict";
import { readAnnotations } from "./annotations";
import { decide } from "./decide";

const resource = { kind: "Cluster", namespace: "shop", name: "orders" };
const carrier = { resource, file: "orders.yaml", line: 7 };
const whole = { reason: "legacy ETL", owner: "data", expires: "2027-03-31" };

function read(value: unknown, rule = "postgres-open-network"): ReturnType<typeof readAnnotations> {
    return readAnnotations({ [`hardened-db/waiver.${rule}`]: value, "cnpg.io/reload": "x" }, carrier);
}

describe("A waiver that an object carries", () => {
    const place = {
        file: "orders.yaml",
        line: 7,
        path: 'metadata.annotations["hardened-db/waiver.postgres-open-network"]',
        resource,
    };

    it("is read as the components stamp it", () => {
        const waiver = { rule: "postgres-open-network", resource: "Cluster/shop/orders", ...whole, place };
        assert.deepEqual(read(JSON.stringify(whole)), { waivers: [waiver], problems: [] });
        const ticketed = { ...whole, ticket: "SEC-812" };
        assert.deepEqual(read(JSON.stringify(ticketed)).waivers, [{ ...waiver, ticket: "SEC-812" }]);
    });

    it("is for this object alone", () => {
        const { waivers } = read(JSON.stringify(whole));
        const now = new Date("2026-11-23T12:00:00Z");
        const decided = (name: string): string =>
            decide(waivers, { rule: "postgres-open-network", resource: { ...resource, name } }, now).kind;
        assert.deepEqual([decided("orders"), decided("other")], ["waived", "not waived"]);
        const star = { ...carrier, resource: { ...resource, urn: "urn:pulumi:dev::shop::t::*" } };
        const reading = readAnnotations({ "hardened-db/waiver.r": JSON.stringify(whole) }, star);
        assert.deepEqual([reading.waivers.length, reading.problems.length], [0, 1]);
    });

    it("may be none: other annotations are left alone", () => {
        assert.deepEqual(readAnnotations({ a: "b", "hardened-db/other": "{" }, carrier), { waivers: [], problems: [] });
    });

    const wrong: readonly (readonly [title: string, value: unknown, rule?: string])[] = [
        ["no JSON", "legacy ETL"],
        ["no object", "[]"],
        ["null", "null"],
        ["no text", 1],
        ["nothing", undefined],
        ["no reason", JSON.stringify({ ...whole, reason: undefined })],
        ["an empty owner", JSON.stringify({ ...whole, owner: " " })],
        ["an owner that is no text", JSON.stringify({ ...whole, owner: ["data"] })],
        ["an unknown key", JSON.stringify({ ...whole, path: "spec" })],
        ["a control", JSON.stringify(whole), "NM-2"],
        ["every rule", JSON.stringify(whole), "*"],
        ["no rule", JSON.stringify(whole), ""],
    ];
    for (const [title, value, rule] of wrong) {
        it(`does not count with ${title}`, () => {
            const { waivers, problems } = read(value, rule);
            assert.deepEqual([waivers.length, problems.map(({ about }) => about)], [0, ["form"]]);
        });
    }

    it("counts as expired without a date that can be read", () => {
        for (const expires of [undefined, "", "31.03.2027", 20270331]) {
            const { waivers, problems } = read(JSON.stringify({ ...whole, expires }));
            assert.deepEqual([waivers.length, problems.map(({ about }) => about)], [1, ["date"]]);
        }
    });

    it("is held to the rules that there are", () => {
        const annotations = { "hardened-db/waiver.old-rule": JSON.stringify(whole) };
        assert.match(
            readAnnotations(annotations, carrier, { knownRules: ["a"] }).problems[0]?.message ?? "",
            /there is no rule "old-rule"/,
        );
    });
});
