import assert from "node:assert/strict";
import { PolicyType, PolicySeverity, EnforcementLevel } from "@pulumi/pulumi/proto/analyzer_pb";
import { rules } from "../rules";
import { version } from "../package.json";
import { packForTests } from "../testing/policyPack";

describe("What the pack tells of itself", function () {
    this.timeout(30_000);
    const pack = packForTests();

    it("is a policy for each rule under the rule's id, one for each finding about waivers, and one for its settings", async () => {
        const info = await pack().info();
        assert.deepEqual([info.name, info.version, info.supportsconfig], ["hardened-db", version, true]);
        assert.deepEqual(
            info.policiesList.map(({ name }) => name).sort(),
            [
                ...[
                    "hardened-db",
                    "waiver-expired",
                    "waiver-expiring",
                    "waiver-malformed",
                    "waiver-too-long",
                    "waiver-unused",
                ],
                ...rules.map(({ id }) => id),
            ].sort(),
        );
    });

    it("stops an update for what is critical or high, and tells of what is medium or low", async () => {
        const info = await pack().info();
        const ofRule = new Map(info.policiesList.map((policy) => [policy.name, policy]));
        for (const { id, severity } of rules) {
            const isGrave = severity === "critical" || severity === "high";
            const { MANDATORY, ADVISORY } = EnforcementLevel;
            assert.equal(ofRule.get(id)?.enforcementlevel, isGrave ? MANDATORY : ADVISORY, id);
        }
    });

    it("names title, reason, severity, controls of the guide, what to do, and where to read on", async () => {
        const info = await pack().info();
        const policy = info.policiesList.find(({ name }) => name === "postgres-superuser-access");
        assert.ok(policy?.framework !== undefined);
        assert.equal(policy.displayname, "The postgres superuser cannot log in with a password");
        assert.match(policy.description, /^The postgres superuser cannot log in with a password\. \w/);
        assert.deepEqual(policy.framework, {
            name: "Data on Kubernetes: Database Operator Security and Hardening Guide",
            version: "0.1.0",
            reference: "UM-1",
            specification: policy.framework.specification,
        });
        assert.match(policy.framework.specification, /^UM-1: \w/);
        assert.equal(policy.severity, PolicySeverity.POLICY_SEVERITY_HIGH);
        assert.equal(policy.policyType, PolicyType.POLICY_TYPE_RESOURCE);
        assert.deepEqual(policy.tagsList, ["security", "postgres", "UM-1"]);
        for (const { name, remediationSteps, displayname, description } of info.policiesList) {
            assert.ok(remediationSteps !== "" && displayname !== "" && description !== "", name);
        }
        for (const { id, references } of rules) {
            assert.equal(info.policiesList.find(({ name }) => name === id)?.url, references[0]?.url ?? "", id);
        }
    });

    it("names the policies that are not about a resource, so that nobody takes them for passed", async () => {
        const others = await pack().notApplicable({
            type: "kubernetes:postgresql.cnpg.io/v1:Cluster",
            urn: "urn:pulumi:s::p::kubernetes:postgresql.cnpg.io/v1:Cluster::orders",
            inputs: { apiVersion: "postgresql.cnpg.io/v1", kind: "Cluster", metadata: { name: "orders" }, spec: {} },
        });
        assert.ok(others.includes("aws-role-trust") || others.length > 20, others.join());
        assert.ok(!others.includes("postgres-superuser-access"));
        const info = await pack().info();
        const ofResources = info.policiesList.filter(
            ({ policyType }) => policyType === PolicyType.POLICY_TYPE_RESOURCE,
        );
        assert.ok(others.every((name) => ofResources.some((policy) => policy.name === name)));
    });
});
