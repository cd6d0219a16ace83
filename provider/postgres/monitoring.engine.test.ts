import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { ApiError, request, type ApiAccess } from "../../sandbox/api-client";
import { startControlPlane, stopControlPlane } from "../../sandbox/control-plane";
import { installDefinitions } from "../../sandbox/definitions";
import { textAt } from "../../sandbox/json";
import { ensureToolchain } from "../../sandbox/toolchain/build";
import { controlPlaneParts, definitionParts } from "../../sandbox/toolchain/parts";
import { makeNamespace } from "../../testing/cluster";
import { onAws } from "../../testing/postgresArguments";
import { record, type Recorded } from "../aws/recording.test";
import { alertingRules, monitorDatabase } from "./monitoring";

const place = { name: "orders", namespace: "orders" };
const collections: Record<string, string> = {
    PodMonitor: "/apis/monitoring.coreos.com/v1/namespaces/orders/podmonitors",
    PrometheusRule: "/apis/monitoring.coreos.com/v1/namespaces/orders/prometheusrules",
    ConfigMap: "/api/v1/namespaces/orders/configmaps",
};

describe("What watches a PostgreSQL, on a cluster with Prometheus Operator", function () {
    this.timeout(120_000);
    let directory: string;
    let access: ApiAccess;
    let objects: Recorded[];

    before(async function () {
        this.timeout(30 * 60_000);
        directory = mkdtempSync(join(tmpdir(), "hardened-db-monitoring-"));
        const toolchain = await ensureToolchain([...controlPlaneParts, ...definitionParts], () => undefined);
        ({ access } = await startControlPlane({ directory, toolchain }));
        await installDefinitions(access, toolchain);
        await makeNamespace(access, "orders");
        const pooler = { image: `registry.example/pgbouncer@sha256:${"0".repeat(64)}` };
        const args = { ...onAws(), pooler, monitoring: { loki: {}, labels: { release: "stack" } } };
        const certificates = {
            ca: pulumi.output("(root)"),
            certManagerNames: ["orders-server"],
        };
        ({ resources: objects } = await record(() => {
            alertingRules("orders", place, args, (own = {}) => own);
            monitorDatabase("orders", place, args, certificates, (own = {}) => own);
        }));
    });

    after(async function () {
        this.timeout(60_000);
        await stopControlPlane(directory);
        rmSync(directory, { recursive: true, force: true });
    });

    /** As `kubectl create --validate=strict` does: a field that the CRD does not know is refused. */
    function create(object: Record<string, unknown>): Promise<unknown> {
        const path = collections[String(object["kind"])] ?? assert.fail(`a path for ${String(object["kind"])}`);
        return request(access, `${path}?fieldValidation=Strict`, { method: "POST", body: object });
    }

    it("is taken as it stands by an API server that knows every field [MAA-1, MAA-2]", async () => {
        assert.equal(objects.length, 7, objects.map(({ name }) => name).join(", "));
        for (const { name, inputs } of objects) {
            assert.equal(textAt(await create(inputs), "metadata", "namespace"), "orders", name);
        }
    });

    it("would not be, with a field that is none", async () => {
        const monitor = objects.find(({ inputs }) => inputs["kind"] === "PodMonitor")?.inputs ?? assert.fail();
        const wrong = { ...monitor, metadata: { ...place, name: "wrong" }, spec: { selector: {}, scheme: "https" } };
        await assert.rejects(create(wrong), (error) => {
            assert.ok(error instanceof ApiError);
            assert.match(error.message, /unknown field "spec\.scheme"/);
            return true;
        });
    });
});
