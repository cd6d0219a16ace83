import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { controlKeys } from "../controls";
import { rules } from "../rules";
import { examplesOf } from "../rules/examples";
import { auditForTests } from "../testing/audit";
import { readSource } from "../audit/read/source";
import { controlIn, reportForTests } from "../testing/report";

const weak = readFileSync("examples/audit/weak.yaml", "utf8");
const hardened = readFileSync("examples/audit/hardened.yaml", "utf8");
const state = readFileSync("examples/quickstart/states/0.1.0-spine.json", "utf8");

describe("the compliance of an estate", () => {
    it("answers all 52 controls for each database, in the guide's order", () => {
        const { scopes } = reportForTests({ "a.yaml": weak });
        assert.deepEqual(
            scopes.map(({ title, controls }) => [title, controls.map(({ key }) => key)]),
            [["Cluster shop/orders", [...controlKeys]]],
        );
    });

    it("counts what it shows", () => {
        for (const { counts, controls } of reportForTests({ "a.yaml": weak, "b.yaml": hardened }).scopes) {
            for (const [status, count] of Object.entries(counts)) {
                assert.equal(count, controls.filter((control) => control.status === status).length, status);
            }
        }
    });

    it("says which rule fails on what, where, and what to write instead", () => {
        const control = controlIn(reportForTests({ "a.yaml": weak }), "UM-1");
        assert.equal(control.status, "violated");
        const [check] = control.checks;
        assert.equal(check?.rule, "postgres-superuser-access");
        assert.deepEqual(check.objects[0]?.results, [
            {
                verdict: "fail",
                severity: "high",
                file: "a.yaml",
                line: 21,
                path: "spec.enableSuperuserAccess",
                message: "spec.enableSuperuserAccess is true: write false, or leave it out",
            },
        ]);
    });

    it("names who accepted a failure and until when", () => {
        const waivers = `waivers:
  - rule: postgres-superuser-access
    resource: Cluster/shop/orders
    reason: the nightly export
    owner: data-platform
    expires: 2027-03-31
`;
        const control = controlIn(reportForTests({ "a.yaml": weak }, { waivers }), "UM-1");
        assert.equal(control.status, "waived");
        assert.deepEqual(control.checks[0]?.objects[0]?.results[0]?.waiver, {
            reason: "the nightly export",
            owner: "data-platform",
            expires: "2027-03-31",
        });
        const late = reportForTests({ "a.yaml": weak }, { waivers: waivers.replace("2027-03-31", "2026-03-31") });
        assert.equal(controlIn(late, "UM-1").status, "violated", "a waiver that has ended accepts nothing");
        assert.match(late.aboutWaivers[0]?.message ?? "", /2026-03-31/);
    });

    it("says why a control is impossible with an engine, and what to do instead [SM-2]", () => {
        const control = controlIn(reportForTests({ "a.yaml": hardened }), "SM-2");
        assert.equal(control.status, "impossible");
        assert.ok(control.impossible !== undefined && control.impossible.instead.length > 20);
    });

    it("names the rules that a repository has switched off, and does not call their control enforced", () => {
        const off = new Map([["postgres-superuser-access", "we know"]]);
        const control = controlIn(reportForTests({ "a.yaml": weak }, { off }), "UM-1");
        assert.deepEqual(control.off, [{ rule: "postgres-superuser-access", reason: "we know" }]);
        assert.equal(control.status, "unknown", "no check is left");
        const some = reportForTests({ "a.yaml": hardened }, { off: new Map([["postgres-hba-syntax", "we know"]]) });
        const { status, gaps } = controlIn(some, "UM-2");
        assert.equal(status, "partial", "the other check passes, and one was not made");
        assert.deepEqual(gaps, ["The check postgres-hba-syntax is switched off in this repository: we know."]);
    });

    it("calls rights across the cluster a gap, also those that only read, and shows them [KSI-1]", () => {
        const { remarks, status, gaps } = controlIn(reportForTests({ "s.json": state }), "KSI-1");
        assert.equal(status, "partial", "the control asks for an operator that works without");
        assert.match(gaps.join(), /across the whole cluster by the ClusterRole \S+/);
        assert.match(remarks.join(), /Across the whole cluster, \S+ lets the operator get, list, watch nodes/);
    });

    it("says that the operator renews the server's certificate, where it is the one that issues it [NM-7]", () => {
        const { remarks, status } = controlIn(reportForTests({ "s.json": state }), "NM-7");
        assert.equal(status, "enforced");
        assert.match(remarks.join(), /issues the server's certificate and renews it/);
    });

    it("calls egress to everywhere on 443 a gap [KSI-6]", () => {
        const { status, gaps } = controlIn(reportForTests({ "s.json": state }), "KSI-6");
        assert.equal(status, "partial");
        assert.match(gaps.join(), /any address on port 443/);
    });

    it("calls egress on 443 without peers the same gap, and egress on 443 to named addresses none [KSI-6]", () => {
        const policy = (egress: string): string => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: egress, namespace: shop }
spec: { podSelector: { matchLabels: { cnpg.io/cluster: orders } }, policyTypes: [Egress], egress: [${egress}] }
`;
        const gapsWith = (egress: string): readonly string[] =>
            controlIn(reportForTests({ "a.yaml": hardened, "b.yaml": policy(egress) }), "KSI-6").gaps;
        for (const open of ["{ ports: [{ port: 443 }] }", "{ to: [], ports: [{ port: 443 }] }"]) {
            assert.match(gapsWith(open).join(), /any address on port 443/, open);
        }
        assert.deepEqual(gapsWith("{ to: [{ ipBlock: { cidr: 192.0.2.0/24 } }], ports: [{ port: 443 }] }"), []);
    });

    it("calls alerts without one on failed logins a gap of PostgreSQL [MAA-2]", () => {
        const { gaps } = controlIn(reportForTests({ "s.json": state }), "MAA-2");
        assert.match(gaps.join(), /Nobody is told of failed logins/);
        const alert = `apiVersion: v1
kind: ConfigMap
metadata: { name: alerts, namespace: shop, labels: { loki_rule: "1" } }
data:
  orders.yaml: |
    groups: [{ name: orders, rules: [{ alert: FailedLogins, expr: 'count_over_time({namespace="shop"} |= "28P01" [5m]) > 5' }] }]
`
            .replace("[{ name: orders, rules: [{ alert:", "\n    - name: orders\n      rules:\n      - alert:")
            .replace(", expr:", "\n        expr:")
            .replace(" > 5' }] }]", " > 5'");
        assert.deepEqual(controlIn(reportForTests({ "a.yaml": weak, "b.yaml": alert }), "MAA-2").gaps, []);
    });

    it("takes a check on other servers for none where the database connects to none, but for what the operator does by itself [NM-3]", () => {
        const alone = controlIn(reportForTests({ "a.yaml": hardened }), "NM-3");
        assert.deepEqual([alone.status, alone.builtIn, alone.checks], ["enforced", true, []]);
        assert.deepEqual(
            alone.idle.map(({ rule }) => rule),
            ["postgres-verify-peer"],
        );
        const connection = (sslmode: string): string =>
            hardened.replace(
                "\nspec:\n",
                `\nspec:\n  externalClusters: [{ name: old, connectionParameters: { host: old.example.org, sslmode: ${sslmode} } }]\n`,
            );
        const verified = controlIn(reportForTests({ "a.yaml": connection("verify-full") }), "NM-3");
        assert.deepEqual(
            [verified.status, verified.builtIn, verified.checks.map(({ verdict }) => verdict)],
            ["enforced", false, ["pass"]],
        );
        assert.equal(controlIn(reportForTests({ "a.yaml": connection("require") }), "NM-3").status, "violated");
        assert.equal(controlIn(reportForTests({ "a.yaml": connection("${MODE}") }), "NM-3").status, "unknown");
    });

    it("puts what belongs to no database into a scope of its own", () => {
        const other = `apiVersion: v1
kind: Secret
metadata: { name: postgresql, namespace: elsewhere, labels: { app.kubernetes.io/name: postgresql } }
stringData: { postgres-password: changeme }
`;
        const { scopes } = reportForTests({ "a.yaml": hardened, "b.yaml": other });
        assert.deepEqual(
            scopes.map(({ kind, title }) => [kind, title]),
            [
                ["database", "Cluster shop/orders"],
                ["others", "Everything else"],
            ],
        );
        assert.equal(controlIn({ ...reportForTests({ "b.yaml": other }) }, "UM-3").status, "violated");
        assert.equal(scopes[1]?.controls.find(({ key }) => key === "UM-3")?.status, "violated");
        assert.equal(controlIn(reportForTests({ "a.yaml": hardened, "b.yaml": other }), "UM-3").status, "enforced");
    });

    it("leaves nothing out that the audit finds, on any of the rules' examples", function () {
        this.timeout(120_000);
        // The first that fails and the first that is undecided of each rule: all of them are two thousand.
        const examples = rules.flatMap((rule) => {
            const own = examplesOf(rule).filter(({ text }) => /^kind:/m.test(text));
            return (["fail", "unknown"] as const).flatMap(
                (expectation) => own.find((example) => example.expectation === expectation) ?? [],
            );
        });
        assert.ok(examples.length > 100);
        for (const { text, title } of examples) {
            const found = auditForTests(readSource("f.yaml", text)).findings.filter(
                ({ controls }) => controls.length > 0,
            );
            const shown = new Set(
                reportForTests({ "f.yaml": text })
                    .scopes.flatMap(({ controls }) => controls)
                    .flatMap(({ checks }) =>
                        checks.flatMap(({ rule, objects }) =>
                            objects.flatMap(({ results }) =>
                                results.map(({ message, path }) => `${rule} ${path} ${message}`),
                            ),
                        ),
                    ),
            );
            assert.deepEqual(
                found.map(({ rule, path, message }) => `${rule} ${path} ${message}`).filter((each) => !shown.has(each)),
                [],
                title,
            );
        }
    });
});
