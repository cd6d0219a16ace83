import assert from "node:assert/strict";
import { readWaiverFile } from "./file";
import { waiverFindings, type Waived } from "./findings";
import type { FindingLike, PlacedWaiver } from "./waiver";

const now = new Date("2026-11-23T12:00:00Z");
const resource = { kind: "Cluster", namespace: "shop", name: "orders" };
const finding: FindingLike = { rule: "r", resource, path: "spec.a" };

function waiver(fields: Partial<PlacedWaiver> = {}): PlacedWaiver {
    return {
        rule: "r",
        resource: "Cluster/shop/orders",
        reason: "secret plans",
        owner: "data",
        expires: "2027-03-31",
        place: { file: "w.yaml", line: 3, path: "waivers[0]" },
        ...fields,
    };
}

function said(fields: Partial<Waived>): readonly string[] {
    const all = waiverFindings({ waivers: [], problems: [], findings: [finding], now, ...fields });
    return all.map(({ rule, severity, line, path, message }) => `${rule} ${severity} ${line} ${path}: ${message}`);
}

describe("What the audit says of waivers", () => {
    it("is nothing while they are used, in force and not for too long", () => {
        assert.deepEqual(
            said({ waivers: [waiver(), waiver({ expires: "2027-11-23" }), waiver({ path: "spec" })] }),
            [],
        );
        assert.deepEqual(said({ waivers: [waiver({ expires: "2026-12-24" })] }), []);
    });

    it("names one that is over", () => {
        assert.deepEqual(said({ waivers: [waiver({ expires: "2026-11-22" })] }), [
            "waiver-expired medium 3 waivers[0].expires: the waiver of r on Cluster/shop/orders ended on 2026-11-22: fix what it accepted, or have data decide on a new date",
        ]);
        assert.deepEqual(said({ waivers: [waiver({ expires: "2026-11-22" })], findings: [] }), [
            "waiver-expired medium 3 waivers[0].expires: the waiver of r on Cluster/shop/orders ended on 2026-11-22: nothing needs it any more; remove it",
        ]);
    });

    it("names one that ends soon", () => {
        const ends = (expires: string): string => said({ waivers: [waiver({ expires })] }).join();
        assert.match(ends("2026-11-23"), /^waiver-expiring low .* ends on 2026-11-23, today: fix/);
        assert.match(ends("2026-11-24"), /ends on 2026-11-24, tomorrow: /);
        assert.match(ends("2026-12-23"), /ends on 2026-12-23, in 30 days: /);
    });

    it("names one that lasts too long, and takes it for a waiver all the same", () => {
        assert.deepEqual(said({ waivers: [waiver({ expires: "2027-11-24", path: "spec.a" })] }), [
            "waiver-too-long medium 3 waivers[0].expires: the waiver of r on Cluster/shop/orders at spec.a lasts until 2027-11-24, more than a year: write 2027-11-23 or earlier, and decide again then",
        ]);
    });

    it("names one that accepts nothing", () => {
        const unused =
            "waiver-unused low 3 waivers[0]: the waiver of r on Cluster/shop/orders accepts nothing that was found: remove it, or correct its rule, resource or path";
        assert.deepEqual(said({ waivers: [waiver()], findings: [] }), [unused]);
        assert.deepEqual(said({ waivers: [waiver()], findings: [{ ...finding, rule: "q" }] }), [unused]);
        assert.equal(said({ waivers: [waiver({ expires: "2028-01-01" })], findings: [] }).length, 2);
    });

    it("calls none unused whose resource was not looked at", () => {
        assert.deepEqual(said({ waivers: [waiver()], findings: [], resources: [] }), []);
        assert.deepEqual(said({ waivers: [waiver()], findings: [], resources: [{ ...resource, name: "x" }] }), []);
        assert.equal(said({ waivers: [waiver()], findings: [], resources: [resource] }).length, 1);
    });

    it("names what cannot be read, once", () => {
        const text =
            "waivers:\n  - {rule: r, resource: Cluster/shop/orders, reason: a, owner: b, expires: soon}\n  - {rule: r}\n";
        const all = said({ ...readWaiverFile(text, "w.yaml"), findings: [] });
        assert.deepEqual(
            all.map((each) => each.slice(0, each.indexOf(":"))),
            [
                "waiver-malformed medium 2 waivers[0].expires",
                ...["resource", "reason", "owner", "expires"].map(
                    (key) => `waiver-malformed medium 3 waivers[1].${key}`,
                ),
            ],
        );
    });

    it("points at the annotation, where the waiver is one, and at the object that carries it", () => {
        const place = { file: "o.yaml", line: 7, path: "metadata.annotations", resource };
        const [one] = waiverFindings({
            waivers: [waiver({ place, expires: "2026-01-01" })],
            problems: [],
            findings: [],
            now,
        });
        assert.deepEqual(
            [one?.file, one?.line, one?.path, one?.resource],
            ["o.yaml", 7, "metadata.annotations", resource],
        );
    });

    it("shows no reason: it may say more than a report should", () => {
        const all = said({
            waivers: [waiver({ expires: "2026-01-01" }), waiver({ expires: "2029-01-01" }), waiver()],
            findings: [],
        });
        assert.ok(all.length > 2 && !all.join().includes("secret plans"));
    });
});
