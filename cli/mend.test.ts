import assert from "node:assert/strict";
import { mkdirSync, statSync, symlinkSync } from "node:fs";
import { commandLineForTests, inDays, superuserRule, weakCluster } from "../testing/commandLine";

describe("hardened-db audit --fix", function () {
    this.timeout(30_000);
    const { run, path, write, read } = commandLineForTests();

    it("prints a diff on a dry run and changes nothing", () => {
        write("a.yaml", weakCluster);
        const { status, out, err } = run(["audit", "a.yaml", "--rule", superuserRule, "--fix", "--dry-run"]);
        assert.equal(status, 1);
        assert.match(out, /^--- a\/a\.yaml\n\+\+\+ b\/a\.yaml\n@@/);
        assert.match(
            out,
            /\n- {2}enableSuperuserAccess: true # for the old ETL\n\+ {2}enableSuperuserAccess: false # for the old ETL\n/,
        );
        assert.match(err, /1 place of 1 file would be mended; nothing was written/);
        assert.equal(read("a.yaml"), weakCluster);
    });

    it("mends in place, keeps comments, order, mode and links, and a second run changes nothing", () => {
        write("real.yaml", `kind: x\n---\n${weakCluster}`);
        symlinkSync("real.yaml", path("a.yaml"));
        const mode = statSync(path("real.yaml")).mode;
        assert.equal(run(["audit", "a.yaml", "--rule", superuserRule, "--fix"]).status, 0);
        assert.equal(read("real.yaml"), `kind: x\n---\n${weakCluster.replace("true", "false")}`);
        assert.equal(statSync(path("real.yaml")).mode, mode);
        const after = read("real.yaml");
        const second = run(["audit", "a.yaml", "--fix", "--fail-on", "never"]);
        const third = read("real.yaml");
        run(["audit", "a.yaml", "--fix", "--fail-on", "never"]);
        assert.equal(read("real.yaml"), third, "a second run changes nothing");
        assert.ok(third.includes("# our orders database") && after !== "" && second.status === 0);
    });

    it("leaves alone what it could not write back as it was, and goes on with the others", () => {
        write("a.yaml", `\ufeff${weakCluster}`);
        write("b.yaml", weakCluster);
        mkdirSync(path("named"));
        write("other.yaml", weakCluster);
        symlinkSync("../other.yaml", path("named/link.yaml"));
        const { err } = run(["audit", "a.yaml", "b.yaml", "named", "--rule", superuserRule, "--fix"]);
        assert.deepEqual(
            [read("a.yaml"), read("b.yaml"), read("other.yaml")],
            [`\ufeff${weakCluster}`, weakCluster.replace("true", "false"), weakCluster],
        );
        assert.match(err, /mended 1 place of b\.yaml\n/);
        assert.match(err, /not changed: a\.yaml: has a byte order mark/);
        assert.match(err, /not changed: named\/link\.yaml: a link to .*other\.yaml, which was not named/);
    });

    it("leaves alone what is waived", () => {
        write("a.yaml", weakCluster);
        run([
            "waive",
            superuserRule,
            "Cluster/shop/orders",
            "--reason",
            "ETL",
            "--owner",
            "data",
            "--expires",
            inDays(90),
        ]);
        run(["audit", "a.yaml", "--rule", superuserRule, "--fix"]);
        assert.equal(read("a.yaml"), weakCluster);
    });
});
