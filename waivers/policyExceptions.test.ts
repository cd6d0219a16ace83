import assert from "node:assert/strict";
import fc from "fast-check";
import { text, waivers } from "./arbitraries.test";
import { decide } from "./decide";
import { toPolicyExceptions } from "./exportExceptions";
import { fromPolicyExceptions } from "./importExceptions";
import type { Waiver } from "./waiver";

const now = new Date("2026-11-23T12:00:00Z");
const urn = "urn:pulumi:dev::shop::aws:s3/bucket:Bucket::logs";
const waiver: Waiver = {
    rule: "aws-bucket-versioning",
    resource: urn,
    reason: "logs only",
    owner: "data",
    expires: "2027-03-31",
};

describe("Pulumi's policy exceptions", () => {
    it("have a reason and what they are for, and no other field", () => {
        const { content, losses } = toPolicyExceptions([{ ...waiver, ticket: "SEC-812" }, waiver], now);
        assert.deepEqual(content, {
            exceptions: {
                "aws-bucket-versioning.1": {
                    reason: "logs only [owner: data; expires: 2027-03-31; ticket: SEC-812]",
                    match: [{ policies: ["aws-bucket-versioning"], targets: [urn] }],
                },
                "aws-bucket-versioning.2": {
                    reason: "logs only [owner: data; expires: 2027-03-31]",
                    match: [{ policies: ["aws-bucket-versioning"], targets: [urn] }],
                },
            },
        });
        assert.deepEqual(
            losses.map(({ kind, isExported }) => [kind, isExported]),
            [
                ["does not end", true],
                ["does not end", true],
            ],
        );
    });

    const left: readonly (readonly [kind: string, fields: Partial<Waiver>])[] = [
        ["not a URN", { resource: "Cluster/shop/orders" }],
        ["pattern", { resource: "urn:pulumi:dev::shop::t::*" }],
        ["pattern", { resource: `urn:pulumi:dev::shop::t::${"x".repeat(2048)}` }],
        ["path", { path: "spec" }],
        ["expired", { expires: "2026-11-22" }],
        ["expired", { expires: "soon" }],
        ["reason too long", { reason: "x".repeat(2048) }],
        ["reason would be read back differently", { owner: "a; expires: b" }],
        ["reason would be read back differently", { ticket: "[x]" }],
    ];
    for (const [kind, fields] of left) {
        it(`are not made, and that is said, where they would say something else: ${kind} ${Object.keys(fields).join()}`, () => {
            const { content, losses } = toPolicyExceptions([{ ...waiver, ...fields }], now);
            assert.deepEqual(content, { exceptions: {} });
            assert.deepEqual(
                losses.map((loss) => [loss.kind, loss.isExported]),
                [[kind, false]],
            );
        });
    }

    it("give back every waiver that became one, and every other is a loss", () => {
        const exported = fc.array(
            fc.tuple(waivers, fc.boolean(), text).map(([one, isUrn, owner]): Waiver => {
                const { path: _, ...rest } = one;
                return isUrn ? { ...rest, resource: urn, owner } : one;
            }),
        );
        fc.assert(
            fc.property(exported, (all) => {
                const { content, losses } = toPolicyExceptions(all, now);
                const back = fromPolicyExceptions(JSON.stringify(content));
                const leftOut = new Set(losses.filter(({ isExported }) => !isExported).map((loss) => loss.waiver));
                assert.deepEqual(back.problems, []);
                assert.deepEqual(
                    back.waivers,
                    all.filter((one) => !leftOut.has(one)),
                );
            }),
        );
    });

    it("accept nothing that the waivers do not accept", () => {
        fc.assert(
            fc.property(fc.array(waivers), (all) => {
                for (const { match } of Object.values(toPolicyExceptions(all, now).content.exceptions)) {
                    for (const { policies, targets } of match) {
                        const finding = {
                            rule: policies[0] ?? "",
                            resource: { kind: "", namespace: "", name: "", urn: targets[0] ?? "" },
                        };
                        assert.equal(decide(all, finding, now).kind, "waived");
                    }
                }
            }),
        );
    });

    const foreign = JSON.stringify({
        all: "advisory",
        exceptions: { "EXC-1": { reason: "logs", match: [{ policies: ["a", "b"], targets: [urn, `${urn}-2`] }] } },
    });

    it("become a waiver for each policy and URN, by whom and until when being given", () => {
        const { waivers: made, losses } = fromPolicyExceptions(foreign, { owner: "data", expires: "2027-03-31" });
        assert.deepEqual(
            made.map(({ rule, resource, reason, owner, expires }) => [rule, resource, reason, owner, expires]),
            ["a", "b"].flatMap((rule) =>
                [urn, `${urn}-2`].map((target) => [rule, target, "logs", "data", "2027-03-31"]),
            ),
        );
        assert.deepEqual(losses, [{ exception: "EXC-1", message: "its ID is not kept, it becomes 4 waivers" }]);
    });

    it("become none without an owner, a day, or a rule that there is", () => {
        for (const options of [{}, { owner: "data" }, { expires: "2027-03-31" }, { owner: "data", expires: "soon" }]) {
            const { waivers: made, problems } = fromPolicyExceptions(foreign, options);
            assert.deepEqual([made.length, problems.length], [0, 1]);
        }
        const { problems } = fromPolicyExceptions(foreign, { owner: "o", expires: "2027-03-31", knownRules: ["a"] });
        assert.match(problems[0]?.message ?? "", /there is no rule "b"/);
    });

    const entry = { policies: ["a"], targets: [urn] };
    const wrong: readonly (readonly [title: string, exception: unknown, message: RegExp])[] = [
        ["no object", "x", /not an object/],
        ["another field", { reason: "r", match: [entry], stacks: ["a/b"] }, /has "stacks"/],
        ["the fields of earlier forms", { reason: "r", policies: ["a"], urns: [urn] }, /has "policies", "urns"/],
        ["no reason", { match: [entry] }, /no reason/],
        ["a blank reason", { reason: " ", match: [entry] }, /no reason/],
        ["no match", { reason: "r" }, /no match/],
        ["an empty match", { reason: "r", match: [] }, /no match/],
        ["no policies", { reason: "r", match: [{ targets: [urn] }] }, /an entry of match/],
        ["no targets", { reason: "r", match: [{ policies: ["a"], targets: [] }] }, /an entry of match/],
        ["a field more in an entry", { reason: "r", match: [{ ...entry, tags: {} }] }, /an entry of match/],
        ["a pattern", { reason: "r", match: [{ ...entry, targets: [`${urn}*`] }] }, /not a whole URN/],
        ["no URN", { reason: "r", match: [{ ...entry, targets: ["logs"] }] }, /not a whole URN/],
    ];
    for (const [title, exception, message] of wrong) {
        it(`are not taken over with ${title}`, () => {
            const { waivers: made, problems } = fromPolicyExceptions(
                JSON.stringify({ exceptions: { one: exception } }),
                {
                    owner: "data",
                    expires: "2027-03-31",
                },
            );
            assert.deepEqual([made.length, problems.length, problems[0]?.exception], [0, 1, "one"]);
            assert.match(problems[0]?.message ?? "", message);
        });
    }

    it("are looked for in JSON", () => {
        for (const content of ["", "{", "[]", "{}", '{"exceptions": []}']) {
            assert.equal(fromPolicyExceptions(content).problems.length, 1, content);
        }
    });
});
