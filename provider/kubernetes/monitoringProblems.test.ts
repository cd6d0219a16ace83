import assert from "node:assert/strict";
import { monitoringProblems } from "./monitoringProblems";

describe("monitoring", () => {
    it("may be left out, none, or say everything", () => {
        assert.deepEqual(monitoringProblems({}), []);
        assert.deepEqual(monitoringProblems({ kind: "none" }), []);
        assert.deepEqual(
            monitoringProblems({
                kind: "prometheusOperator",
                prometheus: { namespace: "observability", podLabels: { "app.kubernetes.io/name": "prometheus" } },
                labels: { release: "kube-prometheus-stack" },
                dashboard: { labels: { grafana_dashboard: "1" } },
                loki: {
                    namespaceLabel: "k8s_namespace_name",
                    podLabel: "pod",
                    labels: { loki_rule: "" },
                    failedLogins: 3,
                },
            }),
            [],
        );
    });

    it("is refused when it is none and says something besides", () => {
        const problems = monitoringProblems({ kind: "none", labels: { release: "stack" }, loki: {} });
        assert.deepEqual(
            problems.map(({ path }) => path),
            ["labels", "loki"],
        );
        assert.match(
            problems[0]?.reason ?? "",
            /^has no effect, since monitoring\.kind is "none".* take one of the two out$/,
        );
    });

    it("is refused when it lets every pod of a namespace in [NM-7]", () => {
        const [problem] = monitoringProblems({ prometheus: { podLabels: {} } });
        assert.equal(problem?.path, "prometheus.podLabels");
        assert.match(problem.reason, /would let every pod of that namespace in; name the labels/);
    });

    it("is refused when nothing would find a ConfigMap", () => {
        const problems = monitoringProblems({ dashboard: { labels: {} }, loki: { labels: {} } });
        assert.deepEqual(
            problems.map(({ path, reason }) => [path, /for example (\{.*\})$/.exec(reason)?.[1]]),
            [
                ["dashboard.labels", '{ grafana_dashboard: "1" }'],
                ["loki.labels", '{ loki_rule: "1" }'],
            ],
        );
    });

    it("is refused with names that Kubernetes or Loki would refuse", () => {
        const problems = monitoringProblems({
            labels: { "-release": "stack" },
            prometheus: { namespace: "Monitoring", podLabels: { app: "prometheus server" } },
            loki: { namespaceLabel: "k8s.namespace", podLabel: "1pod" },
        });
        assert.deepEqual(
            problems.map(({ path }) => path),
            ["labels", "prometheus.namespace", "prometheus.podLabels", "loki.namespaceLabel", "loki.podLabel"],
        );
        assert.match(problems[2]?.reason ?? "", /^"app: prometheus server" cannot be a label in Kubernetes; write /);
        assert.match(problems[3]?.reason ?? "", /^"k8s\.namespace" cannot be a label of Loki's streams; write /);
    });
});
