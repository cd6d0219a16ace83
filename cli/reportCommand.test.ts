import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import Ajv from "ajv";
import type { ComplianceReport } from "../report/report";
import schema from "../docs/report.schema.json";
import { commandLineForTests, weakCluster } from "../testing/commandLine";

const evidence = `evidence:
  - control: SSC-1
    statement: The regression tests passed
    link: https://ci.example.org/812
    date: 2026-01-15
    owner: platform
`;

describe("hardened-db report", function () {
    this.timeout(60_000);
    const { run, write, read } = commandLineForTests();

    it("writes a page, JSON or Markdown, as the ending of the file or --format says", () => {
        write("a.yaml", weakCluster);
        run(["report", "a.yaml", "-o", "r.html"]);
        run(["report", "a.yaml", "-o", "r.json"]);
        run(["report", "a.yaml", "-o", "r.md"]);
        assert.match(read("r.html"), /^<!DOCTYPE html>/);
        assert.equal((JSON.parse(read("r.json")) as ComplianceReport).format, "hardened-db/compliance-report");
        assert.match(read("r.md"), /^<!-- hardened-db report -->\n## /);
        assert.match(run(["report", "a.yaml", "--format", "json"]).out, /^\{\n {2}"format"/);
    });

    it("writes JSON that its schema describes", () => {
        write("a.yaml", weakCluster);
        write("evidence.yaml", evidence);
        const { out } = run(["report", "a.yaml", "--format", "json", "--evidence", "evidence.yaml"]);
        const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
        assert.ok(ajv.validate(schema, JSON.parse(out)), JSON.stringify(ajv.errors));
    });

    it("ends as the audit does: 1 from the level on, 0 below it", () => {
        write("a.yaml", weakCluster);
        const status = (...more: string[]): number | null => run(["report", "a.yaml", "-o", "r.json", ...more]).status;
        assert.deepEqual([status(), status("--fail-on", "critical"), status("--fail-on", "never")], [1, 0, 0]);
    });

    it("shows the evidence that it is given, and refuses a file that is wrong with all that is wrong", () => {
        write("a.yaml", weakCluster);
        write("evidence.yaml", evidence);
        run(["report", "a.yaml", "-o", "r.json", "--evidence", "evidence.yaml"]);
        const { scopes } = JSON.parse(read("r.json")) as ComplianceReport;
        assert.equal(scopes[0]?.controls.find(({ key }) => key === "SSC-1")?.evidence[0]?.owner, "platform");
        write("evidence.yaml", evidence.replace("SSC-1", "SSC-77").replace("2026-01-15", "soon"));
        const { status, err } = run(["report", "a.yaml", "-o", "r.json", "--evidence", "evidence.yaml"]);
        assert.equal(status, 2);
        assert.match(err, /evidence\.yaml:2: evidence\[0\]\.control is "SSC-77"/);
        assert.match(err, /evidence\.yaml:5: evidence\[0\]\.date is "soon": write the day/);
    });

    it("ends with 1 when a scan of images found something HIGH [SSC-4]", () => {
        write("a.yaml", readFileSync(resolve(__dirname, "../examples/audit/hardened.yaml"), "utf8"));
        write("evidence.yaml", `${evidence.replace("SSC-1", "SSC-4")}    trivy: scan.json\n`);
        const scan = (Severity: string): void => {
            const Vulnerabilities = [
                { VulnerabilityID: "CVE-2026-1", PkgName: "zlib", InstalledVersion: "1", Severity },
            ];
            write("scan.json", JSON.stringify({ SchemaVersion: 2, ArtifactName: "x", Results: [{ Vulnerabilities }] }));
        };
        const status = (): number | null =>
            run(["report", "a.yaml", "-o", "r.json", "--evidence", "evidence.yaml"]).status;
        scan("MEDIUM");
        assert.equal(status(), 0);
        scan("HIGH");
        assert.equal(status(), 1);
    });

    it("says what is missing: nothing named, no such file, nothing to read", () => {
        const wrong = (...args: string[]): string => {
            const { status, err } = run(["report", ...args]);
            assert.equal(status, 2);
            return err;
        };
        assert.match(wrong(), /nothing to report on: name a Pulumi state, files or folders/);
        assert.match(wrong("none.yaml"), /none\.yaml: no such file or folder/);
        write("a.yaml", weakCluster);
        assert.match(wrong("a.yaml", "--evidence", "none.yaml"), /--evidence none\.yaml: there is no such file/);
        assert.match(wrong("a.yaml", "-o", "no/where.html"), /-o no\/where\.html: cannot be written/);
        write("a.yaml", "a: 1\n");
        assert.match(wrong("a.yaml"), /no Kubernetes object and no Pulumi resource was found/);
    });

    it("names the SHA-256 of every file that it rests on: inputs, waivers and evidence", () => {
        const sha256 = (file: string): string => createHash("sha256").update(read(file)).digest("hex");
        write("in/a.yaml", weakCluster);
        write("in/b.yaml", "a: 1\n");
        write("waivers.yaml", "waivers: []\n");
        write("evidence.yaml", evidence);
        const args = ["report", "in", "--waivers", "waivers.yaml", "--evidence", "evidence.yaml"];
        const { provenance } = JSON.parse(run([...args, "--format", "json"]).out) as ComplianceReport;
        const lines = ["in/a.yaml", "in/b.yaml"].map((file) => `${sha256(file)}  ${file}\n`);
        assert.deepEqual(provenance, {
            inputs: ["in/a.yaml", "in/b.yaml"].map((name) => ({ name, sha256: sha256(name) })),
            digest: createHash("sha256").update(lines.join("")).digest("hex"),
            waiverFile: { name: "waivers.yaml", sha256: sha256("waivers.yaml") },
            evidenceFile: { name: "evidence.yaml", sha256: sha256("evidence.yaml") },
        });
        for (const format of ["html", "markdown"]) {
            const page = run([...args, "--format", format]).out;
            for (const file of ["in/a.yaml", "waivers.yaml", "evidence.yaml"]) {
                assert.ok(page.includes(sha256(file)), `${format} has ${file}`);
            }
        }
        assert.ok(!run([...args, "--format", "html"]).out.includes("undefined"));
    });

    it("reads a Pulumi state from standard input, and names its stack", () => {
        const state = readFileSync(resolve(__dirname, "../examples/quickstart/states/0.1.0-spine.json"), "utf8");
        const { out } = run(["report", "-", "--format", "json"], state);
        const { source } = JSON.parse(out) as ComplianceReport;
        assert.deepEqual(source, {
            kind: "pulumi",
            names: ["-"],
            stacks: ["hardened-db-quickstart/sandbox"],
            objects: 67,
            complete: true,
        });
    });

    it("teaches its evidence file in --help", () => {
        const { out } = run(["report", "--help"]);
        for (const word of ["evidence:", "control: SSC-1", "trivy:", "sarif:", "Exit status", "pulumi stack export"]) {
            assert.ok(out.includes(word), word);
        }
    });
});
