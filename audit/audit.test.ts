import assert from "node:assert/strict";
import fc from "fast-check";
import { rules } from "../rules";
import { examplesOf } from "../rules/examples";
import type { Rule } from "../rules/rule";
import { auditForTests } from "../testing/audit";
import { together } from "./read/read";
import { readSource } from "./read/source";
import { reportContext, reporters } from "./reports";

const manifests = rules.flatMap((rule) =>
    examplesOf(rule)
        .filter(({ text }) => /^kind:/m.test(text))
        .map(({ text }) => text),
);

describe("an audit", () => {
    it("gives the same bytes whatever the order of files, in every format", function () {
        this.timeout(60_000);
        const context = reportContext({ version: "0.0.0", color: false, width: Infinity });
        const some = fc.uniqueArray(fc.constantFrom(...manifests.keys()), { minLength: 2, maxLength: 12 });
        fc.assert(
            fc.property(some, fc.boolean(), (indexes, complete) => {
                const readings = indexes.map((index) => readSource(`${index}.yaml`, manifests[index] ?? ""));
                const [one, other] = [readings, readings.toReversed()].map((order) =>
                    auditForTests(together(order), { complete }),
                );
                assert.ok(one && other);
                for (const [format, report] of Object.entries(reporters)) {
                    assert.equal(report(other, context), report(one, context), format);
                }
            }),
            { numRuns: 40 },
        );
    });

    it("shows a rule that breaks as an error of that rule on that object, and goes on", () => {
        const broken: Rule = {
            ...(rules[0] ?? assert.fail()),
            id: "broken",
            kinds: ["Secret"],
            check: () => {
                throw new Error("oh");
            },
        };
        const reading = readSource("f.yaml", "apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: n}\n");
        const { errors, findings } = auditForTests(reading, { rules: [broken, ...rules] });
        assert.deepEqual(errors, [{ file: "f.yaml", message: "broken broke on Secret n/s: oh" }]);
        assert.ok(findings.every(({ rule }) => rule !== "broken"));
    });

    it("takes a repository's own severities", () => {
        const reading = readSource(
            "f.yaml",
            "apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: {name: s}\nspec: {enableSuperuserAccess: true}\n",
        );
        const severities = new Map([["postgres-superuser-access", "critical" as const]]);
        const { findings, summary } = auditForTests(reading, { severities });
        assert.equal(findings.find(({ rule }) => rule === "postgres-superuser-access")?.severity, "critical");
        assert.equal(summary.bySeverity.critical, 1);
    });
});
