import assert from "node:assert/strict";
import fc from "fast-check";
import { decide } from "./decide";
import { isPath, matchesPath } from "./path";
import { matchesPattern } from "./pattern";
import { formatResource, isScopedUrn, matchesResource, namesNothing, parseResource } from "./resource";
import type { FindingLike, ResourceIdentity, Waiver } from "./waiver";

const now = new Date("2026-11-23T12:00:00Z");
const waiver: Waiver = {
    rule: "postgres-open-network",
    resource: "Cluster/shop/orders",
    reason: "legacy ETL",
    owner: "data",
    expires: "2027-03-31",
};
const resource: ResourceIdentity = { kind: "Cluster", namespace: "shop", name: "orders" };
const finding: FindingLike = { rule: "postgres-open-network", resource, path: "spec.postgresql.pg_hba[0]" };
const bucket: ResourceIdentity = {
    kind: "aws:s3/bucket:Bucket",
    namespace: "",
    name: "logs",
    urn: "urn:pulumi:dev::shop::hardened-db:index:BackupVault$aws:s3/bucket:Bucket::logs",
};

describe("Whether a waiver accepts a finding", () => {
    it("is decided by rule and resource", () => {
        assert.deepEqual(decide([waiver], finding, now), { kind: "waived", waiver });
        assert.deepEqual(decide([], finding, now), { kind: "not waived" });
        assert.deepEqual(decide([{ ...waiver, rule: "postgres-weak-auth-method" }], finding, now), {
            kind: "not waived",
        });
        assert.deepEqual(decide([{ ...waiver, rule: "*" }], finding, now), { kind: "not waived" });
        assert.deepEqual(decide([{ ...waiver, resource: "Cluster/shop/other" }], finding, now), { kind: "not waived" });
    });

    it("ends with its last day in UTC", () => {
        assert.equal(decide([waiver], finding, new Date("2027-03-31T23:59:59.999Z")).kind, "waived");
        assert.deepEqual(decide([waiver], finding, new Date("2027-04-01T00:00:00Z")), { kind: "expired", waiver });
        for (const expires of ["", "soon", "2027-02-29"]) {
            assert.equal(decide([{ ...waiver, expires }], finding, now).kind, "expired");
        }
    });

    it("goes by the one that lasts longest", () => {
        const short = { ...waiver, expires: "2026-11-23" };
        const over = { ...waiver, expires: "2026-01-01" };
        for (const all of [
            [over, short, waiver],
            [waiver, short, over],
        ]) {
            assert.deepEqual(decide(all, finding, now), { kind: "waived", waiver });
        }
        const unreadable = { ...waiver, expires: "some day" };
        assert.deepEqual(decide([unreadable, short], finding, now), { kind: "waived", waiver: short });
        const first = { ...waiver, reason: "first" };
        assert.deepEqual(decide([first, waiver], finding, now), { kind: "waived", waiver: first });
    });

    it("can be for one field and what lies below it", () => {
        const at = (path: string): Waiver => ({ ...waiver, path });
        assert.equal(decide([at("spec.postgresql.pg_hba[0]")], finding, now).kind, "waived");
        assert.equal(decide([at("spec.postgresql")], finding, now).kind, "waived");
        assert.equal(decide([at("spec.postgresql.pg_hba[1]")], finding, now).kind, "not waived");
        const { path: _, ...withoutPath } = finding;
        assert.equal(decide([at("spec")], withoutPath, now).kind, "not waived");
        assert.equal(decide([waiver], withoutPath, now).kind, "waived");
    });

    const matching: readonly (readonly [pattern: string, resource: ResourceIdentity, matches: boolean])[] = [
        ["Cluster/shop/orders", resource, true],
        ["cluster/shop/orders", resource, false],
        ["Cluster/shop/order", resource, false],
        ["Cluster/shop/ord*", resource, true],
        ["Cluster/*/orders", resource, true],
        ["*/shop/orders", resource, true],
        ["*/shop/*", resource, true],
        ["Cluster/*", resource, false],
        ["Cluster/orders", resource, false],
        ["Cluster/shop*/orders", resource, true],
        ["Cluster/shop/*/orders", resource, false],
        ["Cluster", resource, false],
        ["*/*/*", resource, false],
        ["*", resource, false],
        ["", resource, false],
        ["Cluster/orders", { ...resource, namespace: "" }, true],
        ["Cluster/*/orders", { ...resource, namespace: "" }, true],
        ["Cluster/shop/orders", { ...resource, namespace: "" }, false],
        ["ClusterRole/admin", { kind: "ClusterRole", namespace: "", name: "admin" }, true],
        ["aws:s3/bucket:Bucket/logs", bucket, true],
        ["aws:s3/bucket:Bucket/l*", bucket, true],
        ["aws:s3/bucket:*/logs", bucket, true],
        ["aws:s3/bucket:Bucket/other", bucket, false],
        ["aws:s3/bucket:Bucket/a/b", { ...bucket, name: "a/b" }, true],
        [bucket.urn ?? "", bucket, true],
        ["urn:pulumi:*::shop::*aws:s3/bucket:Bucket::logs", bucket, true],
        ["urn:pulumi:prod::shop::*::logs", bucket, false],
        ["urn:pulumi:dev::*::logs", bucket, false],
        ["urn:pulumi:*::*::*::*", bucket, false],
        ["urn:pulumi:dev::shop::t::a::b", { ...bucket, urn: "urn:pulumi:dev::shop::t::a::b" }, true],
        ["urn:pulumi:dev::shop::t::b", { ...bucket, urn: "urn:pulumi:dev::shop::t::a::b" }, false],
        [bucket.urn ?? "", resource, false],
        [
            "Cluster/shop/orders",
            { ...resource, urn: "urn:pulumi:dev::shop::kubernetes:postgresql.cnpg.io/v1:Cluster::o" },
            true,
        ],
    ];
    for (const [pattern, of, matches] of matching) {
        it(`${JSON.stringify(pattern)} ${matches ? "names" : "does not name"} ${formatResource(of)}`, () => {
            assert.equal(matchesResource(pattern, of), matches);
        });
    }

    const part = fc.stringMatching(/^[A-Za-z0-9.:-]{1,12}$/).filter((value) => !value.includes(":"));
    const any = fc.record({ kind: part, namespace: fc.oneof(part, fc.constant("")), name: part });

    it("names a resource by how it is shown, and no other", () => {
        fc.assert(
            fc.property(any, any, (one, other) => {
                assert.ok(matchesResource(formatResource(one), one));
                const isSame = formatResource(one) === formatResource(other);
                assert.equal(matchesResource(formatResource(one), other), isSame);
            }),
        );
    });

    it("says of stars what a regular expression would say", () => {
        const few = fc.string({ unit: fc.constantFrom("a", "b", "*", ".", "/"), maxLength: 8 });
        fc.assert(
            fc.property(few, few, (pattern, value) => {
                const expression = pattern
                    .split("*")
                    .map((literal) => literal.replace(/[.*]/g, "\\$&"))
                    .join("[\\s\\S]*");
                assert.equal(matchesPattern(pattern, value), new RegExp(`^${expression}$`).test(value));
            }),
            { numRuns: 2000 },
        );
    });

    it("comes to an end, whatever the stars", () => {
        assert.ok(!matchesPattern("*a".repeat(2000) + "b", "a".repeat(20_000)));
    });

    const paths: readonly (readonly [wanted: string, path: string, matches: boolean])[] = [
        ["spec", "spec", true],
        ["spec", "spec.a", true],
        ["spec", "spec[0]", true],
        ["spec", "specific", false],
        ["spec.a", "spec", false],
        ["spec.*", "spec.a", true],
        ["spec.*", "spec", false],
        ["spec.*.b", "spec.a.b", true],
        ["spec.*.b", "spec.a.c.b", false],
        ["users[*].password", "users[12].password", true],
        ["users[1]", "users[12]", false],
        ['a["b.c/d"]', 'a["b.c/d"].e', true],
        ['a["b.c"]', "a.b.c", false],
        ['a["x\\"y"]', 'a["x\\"y"]', true],
        ["", "spec", false],
        ["spec..a", "spec.a", false],
    ];
    for (const [wanted, path, matches] of paths) {
        it(`the path ${wanted} ${matches ? "reaches" : "does not reach"} ${path}`, () => {
            assert.equal(matchesPath(wanted, path), matches);
        });
    }

    it("knows what is a path, a URN and a resource", () => {
        for (const path of ["a", "a.b", "a[0]", "a[0][1].b", 'a["x.y"].b', "[0]"]) {
            assert.ok(isPath(path), path);
        }
        for (const path of ["", ".", "a.", ".a", "a..b", "a[", "a]", "a[0]x]", 'a["x]']) {
            assert.ok(!isPath(path), path);
        }
        assert.ok(isScopedUrn(bucket.urn ?? ""));
        assert.ok(!isScopedUrn("urn:pulumi:dev::shop::t::*"));
        assert.ok(!isScopedUrn("Cluster/shop/orders"));
        for (const bad of [
            "a",
            "a/b/c/d",
            "a//b",
            "/a",
            "a/",
            "a b/c",
            "urn:pulumi:dev",
            "urn:other:dev::p::t::n",
            "urn:pulumi:dev::p::t::",
        ]) {
            assert.equal(parseResource(bad), undefined, bad);
        }
        const all = ["*/*", "*/*/*", "**/*", "urn:pulumi:*::*::*::*", "*:*:*/*"].map(parseResource);
        assert.ok(all.every((pattern) => pattern !== undefined && namesNothing(pattern)));
    });
});
