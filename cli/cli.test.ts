import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Finding, Report } from "../audit/finding";
import { buildCommandLine } from "../build/commandLine";

const weak = `# our orders database
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata:
  name: orders
  namespace: shop
spec:
  enableSuperuserAccess: true # for the old ETL
  instances: 3
`;

const rule = "postgres-superuser-access";

describe("hardened-db", function () {
    this.timeout(30_000);
    let tool = "";
    let folder = "";

    interface Ended {
        status: number | null;
        out: string;
        err: string;
    }

    const run = (args: readonly string[], input = "", env: NodeJS.ProcessEnv = {}): Ended => {
        const { status, stdout, stderr } = spawnSync(process.execPath, [join(tool, "cli.js"), ...args], {
            cwd: folder,
            input,
            encoding: "utf8",
            env: { ...process.env, NO_COLOR: "1", ...env },
            maxBuffer: 256 * 2 ** 20,
        });
        return { status, out: stdout, err: stderr };
    };
    const write = (name: string, text: string): void => {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), text);
    };
    const read = (name: string): string => readFileSync(join(folder, name), "utf8");
    const json = (...args: string[]): Report => {
        const { out, err } = run(["audit", ...args, "--format", "json"]);
        assert.notEqual(out, "", err);
        return JSON.parse(out) as Report;
    };
    const only = (report: Report): Finding => {
        assert.equal(report.findings.length, 1, JSON.stringify(report.findings));
        const [finding] = report.findings;
        assert.ok(finding);
        return finding;
    };

    before(async () => {
        tool = mkdtempSync(join(tmpdir(), "hardened-db-tool-"));
        await buildCommandLine(tool);
    });
    after(() => {
        rmSync(tool, { recursive: true, force: true });
    });
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "hardened-db-cli-"));
    });
    afterEach(() => {
        rmSync(folder, { recursive: true, force: true });
    });

    describe("audit", () => {
        it("names rule, resource, file, line, path and what to write instead", () => {
            write("db/orders.yaml", `kind: x\n---\n${weak}`);
            assert.deepEqual(only(json(".", "--rule", rule)), {
                rule,
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
            write("a.yaml", weak);
            const status = (...more: string[]): number | null =>
                run(["audit", "a.yaml", "--rule", rule, ...more]).status;
            assert.deepEqual(
                [status(), status("--fail-on", "critical"), status("--fail-on", "low"), status("--fail-on", "never")],
                [1, 0, 1, 0],
            );
            write("a.yaml", weak.replace("true", "false"));
            assert.equal(status(), 0);
        });

        it("reads what helm template pipes into it", () => {
            const { out, status } = run(["audit", "-", "--rule", rule], `---\n# Source: c/templates/a.yaml\n${weak}`);
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
            write("a.yaml", weak.replace("true", "false"));
            const typo = run(["audit", "a.yaml", "nowhere.yaml", "--rule", rule]);
            assert.deepEqual([typo.status, typo.out], [2, ""], "a name with a typo must not pass beside a clean file");
        });

        it("refuses wrong use with what to write instead, and reads nothing", () => {
            write("a.yaml", weak);
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
            write("a.yaml", weak);
            write("b.yaml", "a: [1\n");
            writeFileSync(join(folder, "c.yaml"), Buffer.from([0, 1, 2]));
            write("chart/Chart.yaml", "name: c\n");
            write("chart/templates/x.yaml", "a:\n{{- if .x }}\nb: 1\n{{- end }}\n");
            write("chart/templates/y.yaml", "a:\n{{- if .x }}\nb: 1\n{{- end }}\n");
            symlinkSync(".", join(folder, "d"));
            const report = json(".", "--rule", rule);
            assert.equal(report.findings.length, 1);
            assert.deepEqual(
                report.errors.map(({ file }) => file),
                ["b.yaml", "c.yaml", "chart", "d"],
            );
            assert.match(
                report.errors[2]?.message ?? "",
                /2 templates are no YAML until rendered: helm template chart/,
            );
        });

        it("judges no kustomize patch alone, says so, and mends none", () => {
            write("base/cluster.yaml", weak);
            write(
                "prod/kustomization.yaml",
                "resources: [../base]\npatches:\n  - path: patch.yaml\n  - patch: |-\n      a: b\n",
            );
            write("prod/patch.yaml", weak.replace("true", "false"));
            const report = json(".", "--rule", rule);
            assert.equal(only(report).file, "base/cluster.yaml");
            assert.deepEqual(report.errors, [
                {
                    file: "prod/kustomization.yaml",
                    message:
                        "it has a patch, which is a part of an object, and not judged alone: kustomize build prod | hardened-db audit -",
                },
            ]);
        });

        it("counts a file once however often it is named", () => {
            write("a.yaml", weak);
            symlinkSync("a.yaml", join(folder, "b.yaml"));
            const report = json("a.yaml", "./a.yaml", ".", "--rule", rule);
            assert.equal(only(report).file, "a.yaml");
            assert.deepEqual(report.errors, [
                { file: "b.yaml", message: "the same file as a.yaml, which is read there" },
            ]);
        });

        it("says when no database that is known was among the objects", () => {
            write("a.yaml", "apiVersion: acid.zalan.do/v1\nkind: postgresql\nmetadata: {name: x}\n");
            const { status, err } = run(["audit", "a.yaml"]);
            assert.equal(status, 0);
            assert.match(err, /note: no custom resource of CloudNativePG/);
        });

        it("writes several formats in one run, and the same bytes whatever the order of the files", () => {
            write("a.yaml", weak);
            write("b.yaml", `${weak.replaceAll("orders", "bills")}---\n${weak.replaceAll("orders", "stock")}`);
            const formats = ["json", "sarif", "junit", "markdown", "html"];
            const into = (name: string): string[] =>
                formats.flatMap((format) => ["--format", `${format}=${name}.${format}`]);
            const { status, out } = run(["audit", "a.yaml", "b.yaml", "--format", "text", ...into("one")]);
            assert.equal(status, 1);
            assert.match(out, /3 objects checked/);
            run(["audit", "b.yaml", "a.yaml", ...into("two")]);
            for (const format of formats) {
                assert.equal(read(`one.${format}`), read(`two.${format}`), format);
                assert.ok(read(`one.${format}`).includes(rule), format);
            }
        });

        it("reports only what is new against a baseline", () => {
            write("a.yaml", weak);
            run(["audit", "a.yaml", "--format", "json=known.json"]);
            write("a.yaml", `# moved down\n\n${weak}`);
            write("b.yaml", weak.replaceAll("orders", "bills"));
            const report = json("a.yaml", "b.yaml", "--baseline", "known.json");
            assert.ok(report.findings.length > 0);
            assert.deepEqual([...new Set(report.findings.map(({ resource }) => resource.name))], ["bills"]);
            assert.equal(run(["audit", "a.yaml", "--baseline", "known.json"]).status, 0);
        });

        it("concludes from absence only when told that this is all there is", () => {
            write("a.yaml", `apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n---\n${weak}`);
            const verdict = (...more: string[]): string =>
                only(json("a.yaml", "--rule", "network-default-deny", ...more)).status;
            assert.equal(verdict(), "unknown");
            assert.equal(verdict("--complete"), "fail");
        });

        it("takes a repository's defaults, and refuses what it does not know in them", () => {
            mkdirSync(join(folder, ".git"));
            write("deep/a.yaml", weak);
            write(
                ".hardened-db.yaml",
                `failOn: low\nrules:\n  postgres-superuser-access: { severity: low }\n  postgres-backup-missing: { off: { reason: tests only } }\nexclude: [deep/skip/]\n`,
            );
            write("deep/skip/b.yaml", weak);
            const report = json(".");
            assert.deepEqual([...new Set(report.findings.map(({ file }) => file))], ["deep/a.yaml"]);
            assert.equal(report.findings.find((finding) => finding.rule === rule)?.severity, "low");
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
                    groups: [
                        { name: "postgresql.cnpg.io", preferredVersion: { groupVersion: "postgresql.cnpg.io/v1" } },
                    ],
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
            chmodSync(join(folder, "path/kubectl"), 0o755);
            const env = { PATH: join(folder, "path") };
            const { status, out } = run(["audit", "--cluster", "prod", "--rule", rule, "--format", "json"], "", env);
            assert.equal(status, 1);
            const finding = only(JSON.parse(out) as Report);
            assert.deepEqual([finding.file, finding.line, finding.resource.name], ["cluster:prod", null, "orders"]);
            const wrong = run(["audit", "--cluster", "test"], "", env);
            assert.deepEqual([wrong.status, wrong.err], [2, "hardened-db: error: context was not found\n"]);
            const without = run(["audit", "--cluster"], "", { PATH: join(folder, "nowhere") });
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
                    weak.replace(
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

    describe("audit --fix", () => {
        it("prints a diff on a dry run and changes nothing", () => {
            write("a.yaml", weak);
            const { status, out, err } = run(["audit", "a.yaml", "--rule", rule, "--fix", "--dry-run"]);
            assert.equal(status, 1);
            assert.match(out, /^--- a\/a\.yaml\n\+\+\+ b\/a\.yaml\n@@/);
            assert.match(
                out,
                /\n- {2}enableSuperuserAccess: true # for the old ETL\n\+ {2}enableSuperuserAccess: false # for the old ETL\n/,
            );
            assert.match(err, /1 place of 1 file would be mended; nothing was written/);
            assert.equal(read("a.yaml"), weak);
        });

        it("mends in place, keeps comments, order, mode and links, and a second run changes nothing", () => {
            write("real.yaml", `kind: x\n---\n${weak}`);
            symlinkSync("real.yaml", join(folder, "a.yaml"));
            const mode = statSync(join(folder, "real.yaml")).mode;
            assert.equal(run(["audit", "a.yaml", "--rule", rule, "--fix"]).status, 0);
            assert.equal(read("real.yaml"), `kind: x\n---\n${weak.replace("true", "false")}`);
            assert.equal(statSync(join(folder, "real.yaml")).mode, mode);
            const after = read("real.yaml");
            const second = run(["audit", "a.yaml", "--fix", "--fail-on", "never"]);
            const third = read("real.yaml");
            run(["audit", "a.yaml", "--fix", "--fail-on", "never"]);
            assert.equal(read("real.yaml"), third, "a second run changes nothing");
            assert.ok(third.includes("# our orders database") && after !== "" && second.status === 0);
        });

        it("leaves alone what it could not write back as it was, and goes on with the others", () => {
            write("a.yaml", `\ufeff${weak}`);
            write("b.yaml", weak);
            mkdirSync(join(folder, "named"));
            write("other.yaml", weak);
            symlinkSync("../other.yaml", join(folder, "named/link.yaml"));
            const { err } = run(["audit", "a.yaml", "b.yaml", "named", "--rule", rule, "--fix"]);
            assert.deepEqual(
                [read("a.yaml"), read("b.yaml"), read("other.yaml")],
                [`\ufeff${weak}`, weak.replace("true", "false"), weak],
            );
            assert.match(err, /mended 1 place of b\.yaml\n/);
            assert.match(err, /not changed: a\.yaml: has a byte order mark/);
            assert.match(err, /not changed: named\/link\.yaml: a link to .*other\.yaml, which was not named/);
        });

        it("leaves alone what is waived", () => {
            write("a.yaml", weak);
            run(["waive", rule, "Cluster/shop/orders", "--reason", "ETL", "--owner", "data", "--expires", inDays(90)]);
            run(["audit", "a.yaml", "--rule", rule, "--fix"]);
            assert.equal(read("a.yaml"), weak);
        });
    });

    describe("waive", () => {
        it("adds a waiver that the audit then counts, and that ends", () => {
            write("a.yaml", weak);
            const { status, err } = run([
                ...["waive", rule, "Cluster/shop/orders", "--reason", "old ETL until Q2", "--owner", "data-platform"],
                ...["--expires", inDays(90), "--ticket", "SEC-812"],
            ]);
            assert.equal(status, 0, err);
            const finding = only(json("a.yaml", "--rule", rule));
            assert.equal(finding.status, "waived");
            assert.deepEqual(finding.waiver, {
                reason: "old ETL until Q2",
                owner: "data-platform",
                expires: inDays(90),
                ticket: "SEC-812",
            });
            write(".hardened-db-waivers.yaml", read(".hardened-db-waivers.yaml").replace(inDays(90), "2024-01-31"));
            const later = json("a.yaml", "--rule", rule).findings.map((each) => `${each.rule} ${each.status}`);
            assert.deepEqual(later.sort(), ["postgres-superuser-access fail", "waiver-expired fail"]);
        });

        it("refuses one without reason, owner and date, all at once, and writes nothing", () => {
            const { status, err } = run(["waive", rule, "Cluster/shop/orders"]);
            assert.equal(status, 2);
            assert.match(err, /--reason[\s\S]*--owner[\s\S]*--expires/);
            const wrong = run([
                "waive",
                "no-such-rule",
                "*",
                "--reason",
                "x",
                "--owner",
                "y",
                "--expires",
                "2027-02-30",
            ]);
            assert.equal(wrong.status, 2);
            assert.match(wrong.err, /no-such-rule[\s\S]*2027-02-30/);
            const long = run([
                "waive",
                rule,
                "Cluster/shop/orders",
                "--reason",
                "x",
                "--owner",
                "y",
                "--expires",
                inDays(800),
            ]);
            assert.equal(long.status, 2);
            assert.match(long.err, /more than a year ahead: write \d{4}-\d\d-\d\d or earlier/);
            assert.throws(() => read(".hardened-db-waivers.yaml"));
        });

        it("understands the annotations that components stamp", () => {
            const stamp = JSON.stringify({ reason: "ETL", owner: "data", expires: inDays(60) });
            write(
                "a.yaml",
                weak.replace(
                    "  name: orders",
                    `  annotations:\n    hardened-db/waiver.${rule}: '${stamp}'\n  name: orders`,
                ),
            );
            assert.equal(only(json("a.yaml", "--rule", rule)).status, "waived");
        });

        it("converts to Pulumi's form and back", () => {
            const urn = "urn:pulumi:dev::shop::kubernetes:postgresql.cnpg.io/v1:Cluster::orders";
            run(["waive", rule, urn, "--reason", "ETL", "--owner", "data", "--expires", inDays(60)]);
            const { out } = run(["waive", "--to-pulumi"]);
            write("exceptions.json", out);
            const back = run(["waive", "--from-pulumi", "exceptions.json", "--file", "back.yaml"]);
            assert.equal(back.status, 0, back.err);
            assert.equal(read("back.yaml"), read(".hardened-db-waivers.yaml"));
        });
    });

    describe("controls and explain", () => {
        it("list the 52 controls, each with what decides it", () => {
            const { out } = run(["controls"]);
            assert.equal(out.match(/^ {2}[A-Z]+-\d+ /gm)?.length, 52);
            const all = JSON.parse(run(["controls", "--format", "json"]).out) as { key: string; rules: string[] }[];
            assert.ok(all.find(({ key }) => key === "UM-1")?.rules.includes(rule));
        });

        it("tell why a rule is there, what to do and how to accept it", () => {
            const { out } = run(["explain", rule]);
            for (const part of [
                "UM-1",
                "Why it matters",
                "What to do",
                "CloudNativePG 1.30.0",
                `hardened-db waive ${rule}`,
            ]) {
                assert.ok(out.includes(part), part);
            }
            assert.match(run(["explain", "sm-2"]).out, /PostgreSQL with CloudNativePG: impossible/);
        });

        it("name the nearest when there is none of the name", () => {
            const { status, err } = run(["explain", "superuser"]);
            assert.equal(status, 2);
            assert.match(err, /Did you mean postgres-superuser-access\?/);
        });
    });
});

function inDays(days: number): string {
    return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
