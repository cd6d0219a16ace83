import assert from "node:assert/strict";
import { onAws } from "../../testing/postgresArguments";
import { Estate } from "../../rules/estate";
import { judgeOne } from "../../rules/judge";
import { rule as externalExposure } from "../../rules/postgres/postgres-external-exposure";
import { Subject } from "../../rules/subject";
import type { ServiceArgs } from "../kubernetes/arguments";
import { internalAnnotations, managedServices, type Cloud } from "./services";

interface Template {
    metadata: { name: string; labels?: Record<string, string>; annotations?: Record<string, string> };
    spec: Record<string, unknown>;
}

function serviceOf(service: ServiceArgs, cloud?: Cloud): Template {
    const { additional } = managedServices("orders", service, cloud) as {
        additional: { selectorType: string; updateStrategy: string; serviceTemplate: Template }[];
    };
    const [made, ...others] = additional;
    assert.ok(made);
    assert.deepEqual(others, []);
    assert.deepEqual([made.selectorType, made.updateStrategy], ["rw", "patch"]);
    return made.serviceTemplate;
}

function verdicts(service: ServiceArgs, cloud?: Cloud): string[] {
    const subject = Subject.ofManifest({
        apiVersion: "postgresql.cnpg.io/v1",
        kind: "Cluster",
        metadata: { name: "orders" },
        spec: { managed: { services: managedServices("orders", service, cloud) } },
    });
    assert.ok(subject);
    return judgeOne(externalExposure, subject, new Estate([subject])).outcomes.map(({ verdict }) => verdict);
}

const prefix = "service.beta.kubernetes.io/aws-load-balancer";

describe("The Service besides the operator's own", () => {
    it("is not there unless it is asked for [KSI-5]", () => {
        assert.equal(managedServices("orders", onAws().service, "aws"), undefined);
    });

    it("is an internal load balancer on EKS, which keeps the clients' addresses [KSI-5, NM-11]", () => {
        assert.deepEqual(serviceOf({ sourceRanges: ["10.0.0.0/8"] }, "aws"), {
            metadata: {
                name: "orders-service",
                annotations: {
                    [`${prefix}-type`]: "external",
                    [`${prefix}-nlb-target-type`]: "instance",
                    [`${prefix}-scheme`]: "internal",
                },
            },
            spec: {
                type: "LoadBalancer",
                externalTrafficPolicy: "Local",
                loadBalancerSourceRanges: ["10.0.0.0/8"],
            },
        });
    });

    it("opens a load balancer to the internet only when it is told to, to the ranges that it is given [KSI-5]", () => {
        const external = serviceOf({ exposure: "external", sourceRanges: ["203.0.113.0/24"] }, "aws");
        assert.equal(external.metadata.annotations?.[`${prefix}-scheme`], "internet-facing");
        assert.deepEqual(external.spec["loadBalancerSourceRanges"], ["203.0.113.0/24"]);
    });

    it("passes the program's labels and annotations on, which come before those of the cloud [NM-11]", () => {
        const service = {
            annotations: { "external-dns.alpha.kubernetes.io/hostname": "db.example.org", [`${prefix}-type`]: "nlb" },
            labels: { team: "data" },
        };
        const { metadata } = serviceOf(service, "aws");
        assert.deepEqual(metadata.labels, { team: "data" });
        assert.equal(metadata.annotations?.["external-dns.alpha.kubernetes.io/hostname"], "db.example.org");
        assert.equal(metadata.annotations[`${prefix}-type`], "nlb");
    });

    it("is written as the operator writes it back: nothing empty, so that the next `up` sees no difference", () => {
        assert.deepEqual(serviceOf({ exposure: "clusterIP", annotations: {}, labels: {} }, "aws"), {
            metadata: { name: "orders-service" },
            spec: { type: "ClusterIP" },
        });
        assert.equal("loadBalancerSourceRanges" in serviceOf({}, "aws").spec, false);
    });

    it("passes the rule on exposure when it is internal or within the cluster [KSI-5]", () => {
        assert.deepEqual(verdicts({}, "aws"), []);
        assert.deepEqual(verdicts({ exposure: "clusterIP" }), []);
        assert.deepEqual(verdicts({ sourceRanges: ["10.0.0.0/8"] }), []);
    });

    it("is internal to the rule by every annotation that counts as such here", () => {
        for (const [name, value] of Object.entries(internalAnnotations)) {
            assert.deepEqual(verdicts({ annotations: { [name]: value } }), [], name);
        }
        assert.deepEqual(verdicts({}), ["fail"], "and not without one, on a platform that nobody here knows");
    });
});
