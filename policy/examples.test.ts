import assert from "node:assert/strict";
import { rules } from "../rules";
import { examplesOf } from "../rules/examples";
import { auditForTests } from "../testing/audit";
import { packForTests, readingOf, resourcesOf } from "../testing/policyPack";

describe("the policy pack says of a rule's examples, one by one, what the audit says of the same resources in a state:", function () {
    this.timeout(60_000);
    const pack = packForTests();

    for (const rule of rules) {
        it(rule.id, async () => {
            for (const example of examplesOf(rule)) {
                const resources = resourcesOf(example.estate);
                const { findings } = auditForTests(readingOf(resources, example.estate));
                await pack().configure({});
                const violations = await pack().preview(resources);
                assert.deepEqual(
                    violations.map(({ policy, urn, message }) => `${policy} ${urn} ${message}`).sort(),
                    findings
                        .filter(({ status }) => status === "fail")
                        .map(({ rule, resource, message }) => `${rule} ${resource.urn ?? ""} ${message}`)
                        .sort(),
                    `${example.expectation} example ${example.number} (${example.title})`,
                );
            }
        });
    }
});
