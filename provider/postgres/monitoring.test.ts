import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import { Estate } from "../../rules/estate";
import { judge } from "../../rules/judge";
import { rule as monitoringPresent } from "../../rules/kubernetes/monitoring-present";
import { rule as securityAlerts } from "../../rules/kubernetes/security-alerts";
import { Subject } from "../../rules/subject";
import { onAws } from "../../testing/postgresArguments";
import { inputsOf, record, type Recorded } from "../aws/recording.test";
import type { PostgresDatabaseArgs } from "./arguments";
import { alertingRules, monitorDatabase, type MonitoredCertificates } from "./monitoring";

const place = { name: "orders", namespace: "orders" };
const image = `registry.example/pgbouncer@sha256:${"0".repeat(64)}`;

async function made(
    args: Partial<PostgresDatabaseArgs> = {},
    certificates: Partial<MonitoredCertificates> = {},
): Promise<Recorded[]> {
    const whole = { ...onAws(), ...args };
    const { resources } = await record(() => {
        const ca = pulumi.output("(root)");
        alertingRules("orders", place, whole, (own = {}) => own);
        monitorDatabase("orders", place, whole, { ca, ...certificates }, (own = {}) => own);
    });
    return resources;
}

function kinds(resources: readonly Recorded[]): string[] {
    return resources.map(({ type, name }) => `${type.split(":").at(-1) ?? ""} ${name}`).sort();
}

describe("What watches a PostgreSQL", () => {
    it("is a monitor, alerts and a dashboard without a word", async () => {
        assert.deepEqual(kinds(await made()), [
            "ConfigMap orders-dashboard",
            "ConfigMap orders-metrics-ca",
            "PodMonitor orders-metrics",
            "PrometheusRule orders-alerts",
        ]);
    });

    it("is nothing when that is asked for", async () => {
        assert.deepEqual(await made({ monitoring: { kind: "none" } }), []);
    });

    it("scrapes every server, over TLS and with its name verified [NM-1, MAA-1]", async () => {
        const { metadata, spec } = inputsOf(await made(), "orders-metrics");
        assert.deepEqual(metadata, {
            name: "orders",
            namespace: "orders",
            labels: { "app.kubernetes.io/managed-by": "hardened-db" },
        });
        assert.deepEqual(spec, {
            selector: { matchLabels: { "cnpg.io/cluster": "orders", "cnpg.io/podRole": "instance" } },
            podMetricsEndpoints: [
                {
                    port: "metrics",
                    scheme: "https",
                    tlsConfig: {
                        ca: { configMap: { name: "orders-metrics-ca", key: "ca.crt" } },
                        serverName: "orders-rw",
                    },
                },
            ],
        });
    });

    it("scrapes the pooler where there is one, under the name that its certificate has [NM-1, MAA-1]", async () => {
        const monitor = async (certificates: Partial<MonitoredCertificates>) =>
            inputsOf(await made({ pooler: { image } }, certificates), "orders-pooler-metrics")["spec"] as {
                selector: object;
                podMetricsEndpoints: { scheme: string; tlsConfig: { serverName: string } }[];
            };
        const { selector, podMetricsEndpoints } = await monitor({});
        assert.deepEqual(selector, { matchLabels: { "cnpg.io/poolerName": "orders-pooler" } });
        assert.equal(podMetricsEndpoints[0]?.scheme, "https");
        assert.equal(podMetricsEndpoints[0].tlsConfig.serverName, "orders-rw");
        const own = await monitor({ poolerName: "orders-pooler.orders.svc" });
        assert.equal(own.podMetricsEndpoints[0]?.tlsConfig.serverName, "orders-pooler.orders.svc");
    });

    it("carries the labels by which it is found, and cannot lose its own", async () => {
        const labels = { release: "stack", "app.kubernetes.io/managed-by": "somebody" };
        const resources = await made(
            {
                monitoring: {
                    labels,
                    dashboard: { labels: { dashboards: "yes" } },
                    loki: { labels: { rules: "yes" } },
                },
            },
            { certManagerNames: ["orders-server"] },
        );
        const labelsOf = (name: string): unknown =>
            (inputsOf(resources, name)["metadata"] as { labels: unknown }).labels;
        const managed = { "app.kubernetes.io/managed-by": "hardened-db" };
        for (const name of ["orders-metrics", "orders-alerts", "orders-certificate-alerts"]) {
            assert.deepEqual(labelsOf(name), { release: "stack", ...managed }, name);
        }
        assert.deepEqual(labelsOf("orders-dashboard"), { dashboards: "yes", ...managed });
        assert.deepEqual(labelsOf("orders-log-alerts"), { rules: "yes", ...managed });
    });

    it("gives Grafana's sidecar a dashboard, in a file that no other database has", async () => {
        const { metadata, data } = inputsOf(await made(), "orders-dashboard");
        assert.equal((metadata as { labels: Record<string, string> }).labels["grafana_dashboard"], "1");
        const [[file, content] = ["", ""]] = Object.entries(data as Record<string, string>);
        assert.equal(file, "postgres-orders-orders.json");
        assert.equal((JSON.parse(content) as { title: string }).title, "PostgreSQL orders/orders");
    });

    it("gives Loki's ruler its rules only where there is a Loki [MAA-2]", async () => {
        const { metadata, data } = inputsOf(await made({ monitoring: { loki: {} } }), "orders-log-alerts");
        assert.equal((metadata as { labels: Record<string, string> }).labels["loki_rule"], "1");
        const content = (data as Record<string, string>)["postgres-orders-orders.yaml"] ?? "";
        const { groups } = parse(content) as { groups: { rules: { alert: string; labels: object }[] }[] };
        assert.deepEqual(
            groups.flatMap(({ rules }) => rules.map(({ alert }) => alert)),
            ["PostgresLoginsFail", "PostgresAuditLogSilent"],
        );
        assert.deepEqual(groups[0]?.rules[0]?.labels, { severity: "warning", namespace: "orders", database: "orders" });
    });

    it("tells of certificates by the ends that are known after they are made [MAA-2]", async () => {
        const ending = {
            what: "root certificate",
            end: pulumi.output("2036-11-27T00:00:00Z"),
            noticeDays: 90,
            renewal: "Add a root to tls.roots.",
        };
        const resources = await made({}, { endings: [ending] });
        const { metadata, spec } = inputsOf(resources, "orders-certificate-alerts");
        assert.equal((metadata as { name: string }).name, "orders-certificates");
        const { groups } = spec as { groups: { rules: { expr: string; annotations: { description: string } }[] }[] };
        assert.deepEqual(
            groups.flatMap(({ rules }) => rules.map(({ expr }) => expr)),
            ["vector(2111356800) - time() < 7776000"],
        );
        assert.equal(new Date(2111356800 * 1000).toISOString(), "2036-11-27T00:00:00.000Z");
        assert.match(groups[0]?.rules[0]?.annotations.description ?? "", /Add a root to tls\.roots\.$/);
    });

    it("satisfies the audit's rules, and without it they find fault [MAA-1, MAA-2]", async () => {
        const cluster = {
            apiVersion: "postgresql.cnpg.io/v1",
            kind: "Cluster",
            metadata: { ...place },
            spec: { instances: 3 },
        };
        const findings = (others: readonly Recorded[]): string[] => {
            const subjects = [cluster, ...others.map(({ inputs }) => inputs)].map(
                (object) => Subject.ofManifest(object) ?? assert.fail("a manifest"),
            );
            return judge([monitoringPresent, securityAlerts], new Estate(subjects, { complete: true }))
                .filter(({ outcomes, error }) => outcomes.length > 0 || error !== undefined)
                .map(({ rule }) => rule.id);
        };
        assert.deepEqual(findings(await made()), []);
        assert.deepEqual(findings([]), ["monitoring-present", "security-alerts"]);
        const disabled = { reason: "rebuilt nightly", owner: "data", expires: "2027-03-31" };
        assert.deepEqual(
            findings(await made({ backup: { disabled } }, { certManagerNames: ["orders-server"] })),
            [],
            "without backups the certificates are told of",
        );
    });
});
