import assert from "node:assert/strict";
import fc from "fast-check";
import { boundedName, clusterWideName, labelProblems } from "./names";

const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

describe("A name in Kubernetes", () => {
    it("is accepted exactly when it is a label of at most 63 characters", () => {
        const text = fc.string({ unit: fc.constantFrom(...Array.from("ab9-._A ")), maxLength: 70 });
        fc.assert(
            fc.property(text, (name) => {
                const problems = labelProblems("namespace.name", "namespace", name);
                assert.equal(problems.length === 0, label.test(name) && name.length <= 63, JSON.stringify(problems));
            }),
            { numRuns: 1000 },
        );
    });

    it("is refused with what is wrong, where, and what to write", () => {
        assert.deepEqual(labelProblems("namespace.name", "namespace", "My_Shop"), [
            {
                path: "namespace.name",
                reason: 'namespace "My_Shop" cannot be a name in Kubernetes; write lower-case letters, digits and "-", with a letter or digit at both ends',
            },
        ]);
        const [tooLong] = labelProblems("(resource name)", "the name", "x".repeat(51), 50, "a suffix");
        assert.match(
            tooLong?.reason ?? "",
            /has 51 characters; at most 50 fit \(Kubernetes allows 63, and a suffix is added to it\)$/,
        );
        assert.deepEqual(labelProblems("(resource name)", "the name", "x".repeat(50), 50, "a suffix"), []);
    });
});

describe("A name that must be unique in a cluster or an account", () => {
    const word = fc.string({ maxLength: 80 });

    it("keeps its limit and is a label, whatever it is made of", () => {
        fc.assert(
            fc.property(fc.array(word, { maxLength: 4 }), fc.integer({ min: 10, max: 200 }), (words, limit) => {
                const name = boundedName(words, words, limit);
                assert.ok(name.length <= limit, name);
                assert.match(name, label);
            }),
        );
    });

    it("tells apart what differs in project, stack or component, also where the readable part is the same", () => {
        const part = fc.oneof(fc.constantFrom("a", "a-b", "A", "a.b", "a_b", "x".repeat(70)), word);
        const origin = fc.record({ component: part, project: part, stack: part });
        fc.assert(
            fc.property(origin, origin, (one, other) => {
                fc.pre(
                    JSON.stringify([one.component, one.project, one.stack]) !==
                        JSON.stringify([other.component, other.project, other.stack]),
                );
                assert.notEqual(clusterWideName(one), clusterWideName(other));
            }),
            { numRuns: 1000 },
        );
    });

    it("never changes: objects would be made anew", () => {
        assert.equal(
            clusterWideName({ component: "orders", project: "shop", stack: "prod" }),
            "orders-shop-prod-02zhqsst",
        );
    });
});
