import assert from "node:assert/strict";
import { commandLineForTests, inDays, onlyFinding, superuserRule, weakCluster } from "../testing/commandLine";

describe("hardened-db waive", function () {
    this.timeout(30_000);
    const { run, json, write, read } = commandLineForTests();

    it("adds a waiver that the audit then counts, and that ends", () => {
        write("a.yaml", weakCluster);
        const { status, err } = run([
            ...[
                "waive",
                superuserRule,
                "Cluster/shop/orders",
                "--reason",
                "old ETL until Q2",
                "--owner",
                "data-platform",
            ],
            ...["--expires", inDays(90), "--ticket", "SEC-812"],
        ]);
        assert.equal(status, 0, err);
        const finding = onlyFinding(json("a.yaml", "--rule", superuserRule));
        assert.equal(finding.status, "waived");
        assert.deepEqual(finding.waiver, {
            reason: "old ETL until Q2",
            owner: "data-platform",
            expires: inDays(90),
            ticket: "SEC-812",
        });
        write(".hardened-db-waivers.yaml", read(".hardened-db-waivers.yaml").replace(inDays(90), "2024-01-31"));
        const later = json("a.yaml", "--rule", superuserRule).findings.map((each) => `${each.rule} ${each.status}`);
        assert.deepEqual(later.sort(), ["postgres-superuser-access fail", "waiver-expired fail"]);
    });

    it("refuses one without reason, owner and date, all at once, and writes nothing", () => {
        const { status, err } = run(["waive", superuserRule, "Cluster/shop/orders"]);
        assert.equal(status, 2);
        assert.match(err, /--reason[\s\S]*--owner[\s\S]*--expires/);
        const wrong = run(["waive", "no-such-rule", "*", "--reason", "x", "--owner", "y", "--expires", "2027-02-30"]);
        assert.equal(wrong.status, 2);
        assert.match(wrong.err, /no-such-rule[\s\S]*2027-02-30/);
        const long = run([
            "waive",
            superuserRule,
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
            weakCluster.replace(
                "  name: orders",
                `  annotations:\n    hardened-db/waiver.${superuserRule}: '${stamp}'\n  name: orders`,
            ),
        );
        assert.equal(onlyFinding(json("a.yaml", "--rule", superuserRule)).status, "waived");
    });

    it("converts to Pulumi's form and back", () => {
        const urn = "urn:pulumi:dev::shop::kubernetes:postgresql.cnpg.io/v1:Cluster::orders";
        run(["waive", superuserRule, urn, "--reason", "ETL", "--owner", "data", "--expires", inDays(60)]);
        const { out } = run(["waive", "--to-pulumi"]);
        write("exceptions.json", out);
        const back = run(["waive", "--from-pulumi", "exceptions.json", "--file", "back.yaml"]);
        assert.equal(back.status, 0, back.err);
        assert.equal(read("back.yaml"), read(".hardened-db-waivers.yaml"));
    });
});
