import assert from "node:assert/strict";
import { changes } from "./diff";
import { secret, unknown, type Properties } from "./values";

function differences(old: Properties, next: Properties): Record<string, string> {
    return Object.fromEntries(changes(old, next));
}

describe("the difference of inputs", () => {
    it("is empty for the same inputs", () => {
        const inputs = { a: 1, b: [{ c: "d" }], e: { f: null } };
        assert.deepEqual(differences(inputs, structuredClone(inputs)), {});
    });

    it("names the path of each change, nested ones too", () => {
        const old = { tags: { owner: "a", "the/stage": "x", gone: "y" }, rules: [{ days: 1 }, { days: 2 }], name: "n" };
        const next = {
            tags: { owner: "b", "the/stage": "z" },
            rules: [{ days: 1 }, { days: 3 }, { days: 4 }],
            size: 1,
        };
        assert.deepEqual(differences(old, next), {
            "tags.owner": "update",
            'tags["the/stage"]': "update",
            "tags.gone": "delete",
            "rules[1].days": "update",
            "rules[2]": "add",
            name: "delete",
            size: "add",
        });
    });

    it("does not see whether a value is secret, but sees that a secret changed", () => {
        assert.deepEqual(differences({ a: "x" }, { a: secret("x") }), {});
        assert.deepEqual(differences({ a: secret("x") }, { a: secret("y") }), { a: "update" });
    });

    it("counts a value that is not known yet as changed", () => {
        assert.deepEqual(differences({ a: "x", b: { c: "y" } }, { a: unknown, b: { c: unknown } }), {
            a: "update",
            "b.c": "update",
        });
    });

    it("does not tell null from absent", () => {
        assert.deepEqual(differences({ a: null }, {}), {});
    });

    it("compares policies by what they say, not by how they are written", () => {
        const policy = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*"}]}';
        const same = '{ "Statement": [{ "Action": "s3:*", "Effect": "Allow" }],\n "Version": "2012-10-17" }';
        assert.deepEqual(differences({ policy }, { policy: same }), {});
        assert.deepEqual(differences({ policy }, { policy: policy.replace("Allow", "Deny") }), { policy: "update" });
    });

    it("leaves out what the provider notes for itself", () => {
        assert.deepEqual(differences({ __defaults: ["name"] }, { __defaults: [] }), {});
    });
});
