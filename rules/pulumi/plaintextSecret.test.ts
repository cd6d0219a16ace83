import assert from "node:assert/strict";
import { Estate } from "../estate";
import { Subject } from "../subject";
import { SecretValue } from "../value";
import { rule } from "./plaintext-secret-in-state";

describe("the rule plaintext-secret-in-state", () => {
    const outcomes = (password: unknown, marksSecrets: boolean): readonly unknown[] => {
        const type = "random:index/randomPassword:RandomPassword";
        const pulumi = { urn: `urn:pulumi:prod::shop::${type}::login`, type, dependencies: [], marksSecrets };
        const subject = Subject.ofPulumi(pulumi, { length: 32, __outputs: { result: password } });
        return rule.check(subject, new Estate([subject], { complete: true, scope: "everything" }));
    };

    it("says nothing where secrets come without their mark", () => {
        assert.deepEqual(outcomes("not-a-real-one", false), []);
        assert.equal(outcomes("not-a-real-one", true).length, 1);
        assert.deepEqual(outcomes(new SecretValue("not-a-real-one"), true), []);
    });

    it("never shows the secret", () => {
        assert.ok(!JSON.stringify(outcomes("not-a-real-one", true)).includes("not-a-real-one"));
    });
});
