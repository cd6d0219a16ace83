import assert from "node:assert/strict";
import { commandLineForTests, superuserRule } from "../testing/commandLine";

describe("hardened-db controls and hardened-db explain", function () {
    this.timeout(30_000);
    const { run } = commandLineForTests();

    it("list the 52 controls, each with what decides it", () => {
        const { out } = run(["controls"]);
        assert.equal(out.match(/^ {2}[A-Z]+-\d+ /gm)?.length, 52);
        const all = JSON.parse(run(["controls", "--format", "json"]).out) as { key: string; rules: string[] }[];
        assert.ok(all.find(({ key }) => key === "UM-1")?.rules.includes(superuserRule));
    });

    it("tell why a rule is there, what to do and how to accept it", () => {
        const { out } = run(["explain", superuserRule]);
        for (const part of [
            "UM-1",
            "Why it matters",
            "What to do",
            "CloudNativePG 1.30.0",
            `hardened-db waive ${superuserRule}`,
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
