import assert from "node:assert/strict";
import { anyPulumiResource, aws, cnpg, kindOf, kubernetes } from "./kinds";
import { Subject, type PulumiResource } from "./subject";

const urn = "urn:pulumi:dev::shop::aws:kms/key:Key::orders";
const pulumi: PulumiResource = { urn, type: "aws:kms/key:Key", dependencies: [], marksSecrets: true };

function subjectOf(manifest: object): Subject {
    return Subject.ofManifest(manifest) ?? assert.fail("no manifest");
}

describe("the kind of an object", () => {
    it("is its group and kind, whatever the version", () => {
        assert.equal(kindOf("v1", "Secret"), "Secret");
        assert.equal(kindOf("toString", "constructor"), "constructor", "a name that every object has");
        assert.equal(kindOf("postgresql.cnpg.io/v1", "Cluster"), cnpg.cluster);
        assert.equal(kindOf("postgresql.cnpg.io/v2beta1", "Cluster"), cnpg.cluster);
    });

    it("is today's, where Kubernetes has moved it", () => {
        assert.equal(kindOf("extensions/v1beta1", "Deployment"), kubernetes.deployment);
        assert.equal(kindOf("extensions/v1beta1", "DaemonSet"), kubernetes.daemonSet);
        assert.equal(kindOf("extensions/v1beta1", "NetworkPolicy"), kubernetes.networkPolicy);
        assert.equal(kindOf("extensions/v1beta1", "Ingress"), "extensions/Ingress");
        assert.equal(kindOf("v1", "constructor"), "constructor");
    });
});

describe("a manifest", () => {
    const metadata = { name: "orders", namespace: "shop", labels: { app: "a" }, annotations: { "b/c": "d", n: 1 } };
    const subject = subjectOf({
        apiVersion: "postgresql.cnpg.io/v1",
        kind: "Cluster",
        metadata,
        spec: { a: 1 },
    });

    it("is a subject", () => {
        assert.equal(subject.kind, cnpg.cluster);
        assert.equal(subject.bareKind, "Cluster");
        assert.equal(subject.apiVersion, "postgresql.cnpg.io/v1");
        assert.equal(subject.namespace, "shop");
        assert.equal(subject.name, "orders");
        assert.equal(subject.title, "Cluster shop/orders");
        assert.equal(subject.pulumi, undefined);
    });

    it("is read by paths, labels and annotations", () => {
        const { read } = subject;
        assert.equal(read("spec.a").value, 1);
        assert.equal(subject.all.at("spec.a").value, 1);
        assert.equal(subject.label("app"), "a");
        assert.equal(subject.label("b"), undefined);
        assert.equal(subject.annotation("b/c"), "d");
        assert.equal(subject.annotation("app"), undefined);
        assert.deepEqual(subject.all.path, []);
    });

    it("is none without apiVersion or kind", () => {
        for (const other of [{ kind: "Pod" }, { apiVersion: "v1" }, {}, [], null, "text"]) {
            assert.equal(Subject.ofManifest(other), undefined);
        }
    });

    it("may have no namespace, and a generated name, or none", () => {
        const named = (metadata: object): Subject => subjectOf({ apiVersion: "v1", kind: "Pod", metadata });
        assert.equal(named({ name: "a" }).title, "Pod a");
        assert.equal(named({ name: "a" }).namespace, "");
        assert.equal(named({ generateName: "a-" }).name, "a-");
        assert.equal(named({}).name, "");
    });

    it("is of its own kind, and not any Pulumi resource", () => {
        assert.equal(subject.is(kubernetes.secret, cnpg.cluster), true);
        assert.equal(subject.is(kubernetes.secret), false);
        assert.equal(subject.is(anyPulumiResource), false);
        assert.equal(subject.is(), false);
    });
});

describe("a Pulumi resource", () => {
    it("is of its type, named by the end of its URN", () => {
        const subject = Subject.ofPulumi(pulumi, { enableKeyRotation: true });
        assert.equal(subject.kind, aws.key);
        assert.equal(subject.bareKind, aws.key);
        assert.equal(subject.apiVersion, "");
        assert.equal(subject.namespace, "");
        assert.equal(subject.name, "orders");
        assert.equal(subject.title, "aws:kms/key:Key orders");
        assert.equal(subject.read("enableKeyRotation").value, true);
        assert.deepEqual(subject.read("enableKeyRotation").path, ["enableKeyRotation"]);
        assert.equal(subject.pulumi, pulumi);
        assert.equal(subject.is(anyPulumiResource), true);
        assert.equal(subject.is(aws.key), true);
        assert.equal(subject.is(aws.bucket), false);
    });

    it("stays what it is when Pulumi knows more of it", () => {
        const type = "kubernetes:core/v1:Secret";
        const metadata = { name: "login", namespace: "shop" };
        const before = Subject.ofPulumi({ ...pulumi, type }, { apiVersion: "v1", kind: "Secret", metadata });
        const linked = before.as({ ...pulumi, type, dependencies: [urn] });
        assert.deepEqual([linked.kind, linked.title], [kubernetes.secret, "Secret shop/login"]);
        assert.equal(linked.all, before.all);
        assert.deepEqual([before.pulumi?.dependencies, linked.pulumi?.dependencies], [[], [urn]]);
    });

    it("is the object that it writes, when that is one of Kubernetes", () => {
        const type = "kubernetes:core/v1:Secret";
        const written = { ...pulumi, type };
        const subject = Subject.ofPulumi(written, {
            apiVersion: "v1",
            kind: "Secret",
            metadata: { namespace: "shop" },
        });
        assert.equal(subject.kind, kubernetes.secret);
        assert.equal(subject.title, "Secret shop/orders", "the URN's name, since Pulumi makes one up");
        assert.equal(subject.pulumi, written);
        assert.equal(Subject.ofPulumi(written, {}).kind, type, "without apiVersion it stays a resource");
    });

    it("of a cloud is itself, though it looks like a manifest", () => {
        assert.equal(Subject.ofPulumi(pulumi, { apiVersion: "v1", kind: "Secret" }).kind, aws.key);
    });
});
