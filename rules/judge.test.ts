import assert from "node:assert/strict";
import { Estate } from "./estate";
import { judge, judgeOne } from "./judge";
import { anyPulumiResource, aws, kubernetes, type Kind } from "./kinds";
import { failAt } from "./outcome";
import type { Rule } from "./rule";
import { Subject } from "./subject";

function ruleFor(id: string, kinds: readonly Kind[], check: Rule["check"] = () => []): Rule {
    return { id, title: id, controls: [], severity: "low", kinds, why: "", fix: "", references: [], check };
}

function manifest(kind: string, name: string): Subject {
    return Subject.ofManifest({ apiVersion: "v1", kind, metadata: { name } }) ?? assert.fail();
}

const resource = (name: string, type: string, inputs: object = {}): Subject =>
    Subject.ofPulumi({ urn: `urn:pulumi:s::p::${type}::${name}`, type, dependencies: [], marksSecrets: true }, inputs);

describe("judging", () => {
    const estate = new Estate([
        manifest("Secret", "a"),
        resource("k", aws.key),
        manifest("Service", "b"),
        resource("c", "kubernetes:core/v1:Secret", { apiVersion: "v1", kind: "Secret" }),
    ]);
    const judged = (...rules: Rule[]): string[] =>
        judge(rules, estate).map(({ rule, subject }) => `${rule.id} ${subject.name}`);

    it("asks every rule of each subject of its kinds, rule by rule", () => {
        const secrets = ruleFor("secrets", [kubernetes.secret]);
        const services = ruleFor("services", [kubernetes.service]);
        assert.deepEqual(judged(services, secrets), ["services b", "secrets a", "secrets c"]);
    });

    it("asks a rule for any Pulumi resource of all of them", () => {
        assert.deepEqual(judged(ruleFor("any", [anyPulumiResource])), ["any k", "any c"]);
        assert.deepEqual(judged(ruleFor("any", [kubernetes.service, anyPulumiResource])), ["any k", "any b", "any c"]);
    });

    it("hands on what the rule says, and gives it the estate", () => {
        const rule = ruleFor("r", [aws.key], (subject, seen) => {
            assert.equal(seen, estate);
            return [failAt(["a"], subject.name)];
        });
        assert.deepEqual(
            judge([rule], estate).map(({ outcomes, error }) => ({ outcomes, error })),
            [{ outcomes: [failAt(["a"], "k")], error: undefined }],
        );
    });

    it("says when a rule threw, and nothing more", () => {
        const throwing = (problem: unknown): Rule =>
            ruleFor("r", [kubernetes.secret], () => {
                throw problem;
            });
        const [subject = assert.fail()] = estate.subjects;
        const judgement = judgeOne(throwing(new Error("trouble")), subject, estate);
        assert.deepEqual([judgement.outcomes, judgement.error], [[], "trouble"]);
        assert.equal(judgeOne(throwing("words"), subject, estate).error, "words");
    });
});
