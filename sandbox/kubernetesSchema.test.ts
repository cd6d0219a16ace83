import assert from "node:assert/strict";
import { dirname } from "node:path";
import { kubernetesSchema } from "./kubernetesSchema";

describe("the schema of the sandbox's Kubernetes provider", () => {
    const { resources } = kubernetesSchema(dirname(require.resolve("@pulumi/kubernetes/package.json")), "4.25.0");
    const inputs = (type: string) => resources[type]?.inputProperties ?? {};

    it("has the resources of the SDK", () => {
        assert.ok(Object.keys(resources).length > 300);
        for (const type of ["core/v1:Secret", "apps/v1:StatefulSet", "networking.k8s.io/v1:NetworkPolicy"]) {
            assert.ok(resources[`kubernetes:${type}`], type);
        }
    });

    it("says apiVersion and kind for the program, as the SDKs do", () => {
        assert.deepEqual(inputs("kubernetes:core/v1:Namespace"), {
            apiVersion: { type: "string", const: "v1" },
            kind: { type: "string", const: "Namespace" },
            metadata: { $ref: "pulumi.json#/Any" },
            spec: { $ref: "pulumi.json#/Any" },
        });
        assert.equal(inputs("kubernetes:apps/v1:Deployment")["apiVersion"]?.const, "apps/v1");
    });

    it("tells components, which the provider takes apart, from resources", () => {
        const components = Object.keys(resources).filter((type) => resources[type]?.isComponent === true);
        assert.deepEqual(components, [
            "kubernetes:helm.sh/v4:Chart",
            "kubernetes:kustomize/v2:Directory",
            "kubernetes:yaml/v2:ConfigFile",
            "kubernetes:yaml/v2:ConfigGroup",
        ]);
    });

    it("keeps a Secret's data secret", () => {
        const { data, stringData, type } = inputs("kubernetes:core/v1:Secret");
        assert.deepEqual([data?.secret, stringData?.secret, type?.secret], [true, true, undefined]);
    });
});
