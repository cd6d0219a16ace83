import assert from "node:assert/strict";
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import type { Report } from "../audit/finding";
import { commandLineForTests, onlyFinding, superuserRule, weakCluster } from "../testing/commandLine";

describe("hardened-db audit", function () {
    this.timeout(30_000);
    const { run, json, path, write, read } = commandLineForTests();

    it("names rule, resource, file, line, path and what to write instead", () => {
        write("db/orders.yaml", `kind: x\n---\n${weakCluster}`);
        assert.deepEqual(onlyFinding(json(".", "--rule", superuserRule)), {
            rule: superuserRule,
            controls: ["UM-1"],
            severity: "high",
            status: "fail",
            resource: { apiVersion: "postgresql.cnpg.io/v1", kind: "Cluster", namespace: "shop", name: "orders" },
            file: "db/orders.yaml",
            line: 10,
            path: "spec.enableSuperuserAccess",
            message: "spec.enableSuperuserAccess is true: write false, or leave it out",
            fix: "set spec.enableSuperuserAccess to false",
        });
    });

    it("ends with 1 from the level on, with 0 below it, and never when told so", () => {
        write("a.yaml", weakCluster);
        const status = (...more: string[]): number | null =>
            run(["audit", "a.yaml", "--rule", superuserRule, ...more]).status;
        assert.deepEqual(
            [status(), status("--fail-on", "critical"), status("--fail-on", "low"), status("--fail-on", "never")],
            [1, 0, 1, 0],
        );
        write("a.yaml", weakCluster.replace("true", "false"));
        assert.equal(status(), 0);
    });

    it("reads what helm template pipes into it", () => {
        const { out, status } = run(
            ["audit", "-", "--rule", superuserRule],
            `---\n# Source: c/templates/a.yaml\n${weakCluster}`,
        );
        assert.equal(status, 1);
        assert.match(out, /-:10 +postgres-superuser-access/);
    });

    it("ends with 2 when there is nothing to judge, and says why", () => {
        write("values.yaml", "replicas: 3\n");
        const none = run(["audit", "."]);
        assert.equal(none.status, 2);
        assert.match(none.err, /no Kubernetes object and no Pulumi resource was found/);
        const empty = run(["audit", "-"]);
        assert.equal(empty.status, 2, "a chart that was not rendered must not pass");
        const absent = run(["audit", "nowhere"]);
        assert.equal(absent.status, 2);
        assert.match(absent.err, /nowhere: no such file or folder/);
        write("a.yaml", weakCluster.replace("true", "false"));
        const typo = run(["audit", "a.yaml", "nowhere.yaml", "--rule", superuserRule]);
        assert.deepEqual([typo.status, typo.out], [2, ""], "a name with a typo must not pass beside a clean file");
    });

    it("refuses wrong use with what to write instead, and reads nothing", () => {
        write("a.yaml", weakCluster);
        const cases: [string[], RegExp][] = [
            [[], /nothing to audit: name files or folders, - for standard input, or --cluster/],
            [["a.yaml", "--dry-run"], /write --fix --dry-run/],
            [["a.yaml", "--fix", "--dry-run", "--format", "json"], /leave --format out/],
            [["a.yaml", "--rule", "x\u001b[31m"], /--rule x\\u\{1b\}\[31m: there is no such rule/],
            [["-", "--fix"], /--fix changes files/],
            [["a.yaml", "--read-secrets"], /--read-secrets belongs to --cluster/],
            [["a.yaml", "--format", "xml"], /there is no format "xml"; write one of text, json, sarif/],
            [["a.yaml", "--format", "json", "--format", "text"], /send all but one into files/],
            [["a.yaml", "--format", "json="], /write a file name behind the equals sign/],
            [["a.yaml", "--rule", "superuser"], /no such rule. Did you mean postgres-superuser-access\?/],
            [["a.yaml", "--control", "UM-99"], /--control UM-99: there is no such control/],
            [["a.yaml", "--engine", "oracle"], /write one of postgres, clickhouse, mysql, mongodb/],
            [["a.yaml", "--fail-on", "hi"], /Allowed choices are low, medium, high, critical, never/],
            [["a.yaml", "--waivers", "w.yaml"], /w.yaml: there is no such waiver file/],
            [["a.yaml", "--baseline", "b.json"], /b.json: cannot be read as a baseline/],
            [["a.yaml", "--nonsense"], /unknown option '--nonsense'/],
            [["a.yaml", "--config", "c.yaml"], /c.yaml: there is no such configuration file/],
        ];
        for (const [args, wanted] of cases) {
            const { status, out, err } = run(["audit", ...args]);
            assert.deepEqual([status, out], [2, ""], args.join(" "));
            assert.match(err, wanted);
        }
    });

    it("says once what cannot be read, and reads the rest", () => {
        write("a.yaml", weakCluster);
        write("b.yaml", "a: [1\n");
        writeFileSync(path("c.yaml"), Buffer.from([0, 1, 2]));
        write("chart/Chart.yaml", "name: c\n");
        write("chart/templates/x.yaml", "a:\n{{- if .x }}\nb: 1\n{{- end }}\n");
        write("chart/templates/y.yaml", "a:\n{{- if .x }}\nb: 1\n{{- end }}\n");
        symlinkSync(".", path("d"));
        const report = json(".", "--rule", superuserRule);
        assert.equal(report.findings.length, 1);
        assert.deepEqual(
            report.errors.map(({ file }) => file),
            ["b.yaml", "c.yaml", "chart", "d"],
        );
        assert.match(report.errors[2]?.message ?? "", /2 templates are no YAML until rendered: helm template chart/);
    });

    it("judges no kustomize patch alone, says so, and mends none", () => {
        write("base/cluster.yaml", weakCluster);
        write(
            "prod/kustomization.yaml",
            "resources: [../base]\npatches:\n  - path: patch.yaml\n  - patch: |-\n      a: b\n",
        );
        write("prod/patch.yaml", weakCluster.replace("true", "false"));
        const report = json(".", "--rule", superuserRule);
        assert.equal(onlyFinding(report).file, "base/cluster.yaml");
        assert.deepEqual(report.errors, [
            {
                file: "prod/kustomization.yaml",
                message:
                    "it has a patch, which is a part of an object, and not judged alone: kustomize build prod | hardened-db audit -",
            },
        ]);
    });

    it("counts a file once however often it is named", () => {
        write("a.yaml", weakCluster);
        symlinkSync("a.yaml", path("b.yaml"));
        const report = json("a.yaml", "./a.yaml", ".", "--rule", superuserRule);
        assert.equal(onlyFinding(report).file, "a.yaml");
        assert.deepEqual(report.errors, [{ file: "b.yaml", message: "the same file as a.yaml, which is read there" }]);
    });

    it("says when no database that is known was among the objects", () => {
        write("a.yaml", "apiVersion: acid.zalan.do/v1\nkind: postgresql\nmetadata: {name: x}\n");
        const { status, err } = run(["audit", "a.yaml"]);
        assert.equal(status, 0);
        assert.match(err, /note: no custom resource of CloudNativePG/);
    });

    it("writes several formats in one run, and the same bytes whatever the order of the files", () => {
        write("a.yaml", weakCluster);
        write(
            "b.yaml",
            `${weakCluster.replaceAll("orders", "bills")}---\n${weakCluster.replaceAll("orders", "stock")}`,
        );
        const formats = ["json", "sarif", "junit", "markdown", "html"];
        const into = (name: string): string[] =>
            formats.flatMap((format) => ["--format", `${format}=${name}.${format}`]);
        const { status, out } = run(["audit", "a.yaml", "b.yaml", "--format", "text", ...into("one")]);
        assert.equal(status, 1);
        assert.match(out, /3 objects checked/);
        run(["audit", "b.yaml", "a.yaml", ...into("two")]);
        for (const format of formats) {
            assert.equal(read(`one.${format}`), read(`two.${format}`), format);
            assert.ok(read(`one.${format}`).includes(superuserRule), format);
        }
    });

    it("reports only what is new against a baseline", () => {
        write("a.yaml", weakCluster);
        run(["audit", "a.yaml", "--format", "json=known.json"]);
        write("a.yaml", `# moved down\n\n${weakCluster}`);
        write("b.yaml", weakCluster.replaceAll("orders", "bills"));
        const report = json("a.yaml", "b.yaml", "--baseline", "known.json");
        assert.ok(report.findings.length > 0);
        assert.deepEqual([...new Set(report.findings.map(({ resource }) => resource.name))], ["bills"]);
        assert.equal(run(["audit", "a.yaml", "--baseline", "known.json"]).status, 0);
    });

    it("concludes from absence only when told that this is all there is", () => {
        write("a.yaml", `apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n---\n${weakCluster}`);
        const verdict = (...more: string[]): string =>
            onlyFinding(json("a.yaml", "--rule", "network-default-deny", ...more)).status;
        assert.equal(verdict(), "unknown");
        assert.equal(verdict("--complete"), "fail");
    });

    it("takes a repository's defaults, and refuses what it does not know in them", () => {
        mkdirSync(path(".git"));
        write("deep/a.yaml", weakCluster);
        write(
            ".hardened-db.yaml",
            `failOn: low\nrules:\n  postgres-superuser-access: { severity: low }\n  postgres-backup-missing: { off: { reason: tests only } }\nexclude: [deep/skip/]\n`,
        );
        write("deep/skip/b.yaml", weakCluster);
        const report = json(".");
        assert.deepEqual([...new Set(report.findings.map(({ file }) => file))], ["deep/a.yaml"]);
        assert.equal(report.findings.find((finding) => finding.rule === superuserRule)?.severity, "low");
        assert.equal(report.findings.filter((finding) => finding.rule === "postgres-backup-missing").length, 0);
        write(".hardened-db.yaml", "failon: low\nrules: { postgres-backup-missing: { off: true } }\n");
        const { status, err } = run(["audit", "."]);
        assert.equal(status, 2);
        assert.match(err, /\.hardened-db\.yaml:1: .*failon/);
        assert.match(err, /\.hardened-db\.yaml:2: .*reason/);
    });

    it("reads a cluster through kubectl, in the context that is named", () => {
        // A kubectl that knows one context, one group and one object.
        const answers = {
            "/apis": {
                groups: [{ name: "postgresql.cnpg.io", preferredVersion: { groupVersion: "postgresql.cnpg.io/v1" } }],
            },
            "/api/v1": { resources: [] },
            "/apis/postgresql.cnpg.io/v1": { resources: [{ name: "clusters", kind: "Cluster" }] },
            "/apis/postgresql.cnpg.io/v1/clusters?limit=500": {
                apiVersion: "postgresql.cnpg.io/v1",
                items: [{ metadata: { name: "orders", namespace: "shop" }, spec: { enableSuperuserAccess: true } }],
            },
        };
        const script = `#!${process.execPath}
const [flag, context, get, raw, path] = process.argv.slice(2);
if (flag !== "--context" || context !== "prod" || get !== "get" || raw !== "--raw") { console.error("error: context was not found"); process.exit(1); }
console.log(JSON.stringify(${JSON.stringify(answers)}[path]));
`;
        write("path/kubectl", script);
        chmodSync(path("path/kubectl"), 0o755);
        const env = { PATH: path("path") };
        const { status, out } = run(
            ["audit", "--cluster", "prod", "--rule", superuserRule, "--format", "json"],
            "",
            env,
        );
        assert.equal(status, 1);
        const finding = onlyFinding(JSON.parse(out) as Report);
        assert.deepEqual([finding.file, finding.line, finding.resource.name], ["cluster:prod", null, "orders"]);
        const wrong = run(["audit", "--cluster", "test"], "", env);
        assert.deepEqual([wrong.status, wrong.err], [2, "hardened-db: error: context was not found\n"]);
        const without = run(["audit", "--cluster"], "", { PATH: path("nowhere") });
        assert.equal(without.status, 2);
        assert.match(without.err, /kubectl is not on the PATH; the audit of a cluster logs in as kubectl does/);
    });

    it("shows no secret in any format", () => {
        const secret = "hunter2-Tr0ub4dor";
        write(
            "a.yaml",
            [
                `apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ntype: kubernetes.io/basic-auth\nstringData: {username: ${secret}, password: ${secret}}\n`,
                `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, labels: {cnpg.io/cluster: orders}}\ndata:\n  url: postgres://app:${secret}@db/app\n  db.ini: |\n    password = ${secret}\n  init.sql: CREATE ROLE a PASSWORD '${secret}'\n`,
                weakCluster.replace(
                    "instances: 3",
                    `bootstrap: {initdb: {postInitSQL: ["ALTER ROLE x PASSWORD '${secret}'"]}}\n  env: [{name: API_TOKEN, value: ${secret}}]\n  externalClusters: [{name: x, connectionParameters: {host: h, password: ${secret}}}]`,
                ),
                `apiVersion: clickhouse.altinity.com/v1\nkind: ClickHouseInstallation\nmetadata: {name: ch}\nspec: {configuration: {users: {app/password: ${secret}}, files: {u.xml: "<clickhouse><users><b><password>${secret}</password></b></users></clickhouse>"}}}\n`,
            ].join("---\n"),
        );
        const formats = ["json", "sarif", "junit", "markdown", "html"];
        const { out } = run([
            "audit",
            ".",
            "--format",
            "text",
            ...formats.flatMap((each) => ["--format", `${each}=out.${each}`]),
        ]);
        assert.ok(json("a.yaml").findings.length > 8);
        for (const text of [out, ...formats.map((format) => read(`out.${format}`))]) {
            assert.equal(text.includes(secret), false);
            assert.equal(text.includes(Buffer.from(secret).toString("base64")), false);
        }
    });
});
