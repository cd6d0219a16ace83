import * as assert from "node:assert/strict";

import type { JsonRecord } from "./json";
import { planOperator, wantsToRun, type OperatorPlace } from "./operator-plan";

const place: OperatorPlace = {
    kubeconfig: "/sandbox/kubeconfig",
    sockets: "/sandbox/plugins",
    certificates: "/sandbox/certificates",
    webhookPort: 41001,
    pluginHealthPort: 41002,
};

const manager = {
    name: "manager",
    command: ["/manager"],
    args: [
        "controller",
        "--leader-elect",
        "--max-concurrent-reconciles=10",
        "--webhook-port",
        "9443",
        "--pprof-server",
    ],
    env: [
        { name: "WATCH_NAMESPACE", value: "orders,billing" },
        { name: "OPERATOR_NAMESPACE", valueFrom: { fieldRef: { fieldPath: "metadata.namespace" } } },
        { name: "PLUGIN_SOCKET_DIR", value: "/plugins" },
    ],
};

const plugin = {
    name: "plugin-barman-cloud",
    args: ["operator", "--plugin-path=/plugins", "--health-probe-bind-address=:8081", "--enable-http2"],
    env: [{ name: "SIDECAR_IMAGE", value: "sidecar@sha256:0" }],
};

function deployment(containers: readonly JsonRecord[], status: JsonRecord = { readyReplicas: 1 }): JsonRecord {
    return {
        metadata: { name: "operator", namespace: "orders" },
        spec: { template: { spec: { serviceAccountName: "operator-account", containers } } },
        status,
    };
}

describe("what a kubelet would run for a Deployment of CloudNativePG", () => {
    const plan = planOperator(deployment([manager, plugin]), place);

    it("is logged in as the ServiceAccount of the Deployment", () => {
        assert.equal(plan.namespace, "orders");
        assert.equal(plan.serviceAccount, "operator-account");
        assert.equal(plan.manager.env["KUBECONFIG"], "/sandbox/kubeconfig");
        assert.equal(plan.plugin?.env["KUBECONFIG"], "/sandbox/kubeconfig");
    });

    it("has the manager's own arguments, except where it listens and who leads", () => {
        assert.deepEqual(plan.manager.args, [
            "controller",
            "--max-concurrent-reconciles=10",
            "--metrics-bind-address=0",
            "--webhook-port=41001",
        ]);
    });

    it("has the manager's own environment, its fields filled in and its folders replaced by local ones", () => {
        assert.equal(plan.manager.env["WATCH_NAMESPACE"], "orders,billing");
        assert.equal(plan.manager.env["OPERATOR_NAMESPACE"], "orders");
        assert.equal(plan.manager.env["PLUGIN_SOCKET_DIR"], "/sandbox/plugins");
        assert.equal(plan.manager.env["WEBHOOK_CERT_DIR"], "/sandbox/certificates");
    });

    it("runs the backup plugin on the same socket folder, and lets it listen on the loopback interface only", () => {
        assert.deepEqual(plan.plugin?.args, [
            "operator",
            "--enable-http2",
            "--plugin-path=/sandbox/plugins",
            "--metrics-bind-address=0",
            "--health-probe-bind-address=127.0.0.1:41002",
        ]);
        assert.equal(plan.plugin.env["SIDECAR_IMAGE"], "sidecar@sha256:0");
    });

    it("has no plugin, and no socket to look for one, when the Deployment has none", () => {
        const alone = planOperator(deployment([{ ...manager, env: [] }]), place);
        assert.equal(alone.plugin, undefined);
        assert.equal("PLUGIN_SOCKET_DIR" in alone.manager.env, false);
    });

    it("adds the subcommand when the image's entry point is trusted with it", () => {
        const bare = planOperator(deployment([{ name: "manager" }, { name: "plugin-barman-cloud" }]), place);
        assert.equal(bare.manager.args[0], "controller");
        assert.equal(bare.plugin?.args[0], "operator");
    });

    it("is refused, with what to write instead, when a value comes from where it cannot be had", () => {
        const secret = { name: "TOKEN", valueFrom: { secretKeyRef: { name: "s", key: "k" } } };
        assert.throws(
            () => planOperator(deployment([{ ...manager, env: [secret] }]), place),
            /Deployment orders\/operator, container manager: the value of TOKEN .*secretKeyRef.*write the value, or a fieldRef/,
        );
    });

    it("is refused when no container is the manager", () => {
        assert.throws(
            () => planOperator(deployment([{ name: "operator" }]), place),
            /Deployment orders\/operator has no container named "manager"/,
        );
    });
});

describe("when a kubelet would run it", () => {
    it("is when a Pod of it was let in and is ready", () => {
        assert.equal(wantsToRun(deployment([manager])), true);
        assert.equal(wantsToRun(deployment([manager], {})), false);
        assert.equal(wantsToRun(deployment([manager], { readyReplicas: 0 })), false);
    });

    it("is no longer when the Deployment is being deleted", () => {
        const deleted = {
            ...deployment([manager]),
            metadata: { name: "operator", deletionTimestamp: "2026-01-01T00:00:00Z" },
        };
        assert.equal(wantsToRun(deleted), false);
    });
});
