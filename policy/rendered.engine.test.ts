import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { stringify } from "yaml";
import { createStack, type TestStack } from "../testing/stack";
import { stageForTests } from "../testing/stageForTests";
import { weakCluster } from "../testing/weakResources";

const pack = resolve(__dirname, "dist");

/** Without it pulumi-kubernetes does not know whether the kind has a namespace, and a preview makes nothing, silently. */
const definition = {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: "clusters.postgresql.cnpg.io" },
    spec: {
        group: "postgresql.cnpg.io",
        scope: "Namespaced",
        names: { kind: "Cluster", plural: "clusters" },
        versions: [
            {
                name: "v1",
                served: true,
                storage: true,
                schema: { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } },
            },
        ],
    },
};

describe("the policy pack sees what a component of pulumi-kubernetes renders", function () {
    this.timeout(300_000);
    const { stage } = stageForTests({ operators: false });
    let stack: TestStack;

    before("a program with a ConfigGroup and a Chart", async () => {
        const manifest = `${stringify(definition)}---\n${stringify(weakCluster.inputs)}`;
        const chart = join(stage().directory, "chart");
        mkdirSync(join(chart, "templates"), { recursive: true });
        writeFileSync(
            join(chart, "Chart.yaml"),
            stringify({ apiVersion: "v2", name: "orders", version: "0.1.0", description: "A weak database" }),
        );
        writeFileSync(
            join(chart, "templates", "cluster.yaml"),
            manifest.replace("name: orders", "name: {{ .Values.name }}"),
        );
        writeFileSync(join(chart, "values.yaml"), stringify({ name: "charted" }));
        stack = await createStack(stage(), {
            project: "rendered",
            program: {
                resources: {
                    group: {
                        type: "kubernetes:yaml/v2:ConfigGroup",
                        properties: { yaml: manifest.replace("name: orders", "name: grouped") },
                    },
                    helm: { type: "kubernetes:helm.sh/v4:Chart", properties: { chart, namespace: "shop" } },
                },
            },
        });
    });

    it("and finds there what it finds in a program's own resources", async () => {
        const preview = await stack.preview("--policy-pack", pack);
        assert.equal(preview.ended, "badly", preview.output);
        const superuser = preview.violations.filter(({ policy }) => policy === "postgres-superuser-access");
        assert.deepEqual(
            superuser.map(({ urn }) => urn).toSorted(),
            [
                "urn:pulumi:test::rendered::kubernetes:helm.sh/v4:Chart$kubernetes:postgresql.cnpg.io/v1:Cluster::helm:shop/charted",
                "urn:pulumi:test::rendered::kubernetes:yaml/v2:ConfigGroup$kubernetes:postgresql.cnpg.io/v1:Cluster::group:shop/grouped",
            ],
            preview.output,
        );
    });
});
