import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { at, isRecord } from "../../sandbox/json";

const here = (name: string): string => join(__dirname, name);
const workflows = ["github.yml", "gitlab.yml"] as const;

describe("examples/ci", function () {
    this.timeout(60_000);
    let folder = "";
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "hardened-db-ci-"));
    });
    afterEach(() => {
        rmSync(folder, { recursive: true, force: true });
    });
    const check = (...args: string[]): { status: number | null; said: string } => {
        const { status, stdout, stderr } = spawnSync(here("check.sh"), args, { encoding: "utf8" });
        return { status, said: stdout + stderr };
    };

    it("pins every action by a whole commit, with the release beside it", () => {
        const uses = readFileSync(here("github.yml"), "utf8").match(/uses: .*/g) ?? [];
        assert.ok(uses.length > 5);
        for (const line of uses) {
            assert.match(line, /^uses: [\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
        }
    });

    it("gives no job a right that it does not need", () => {
        const workflow: unknown = parse(readFileSync(here("github.yml"), "utf8"));
        assert.deepEqual(at(workflow, "permissions"), {});
        const jobs = at(workflow, "jobs");
        assert.ok(isRecord(jobs));
        assert.deepEqual(
            Object.entries(jobs).map(([name, job]) => [name, at(job, "permissions")]),
            [
                ["manifests", { contents: "read", "security-events": "write" }],
                ["program", { contents: "read", "id-token": "write" }],
            ],
        );
    });

    for (const name of workflows) {
        it(`${name} runs the steps that check.sh has`, () => {
            const text = readFileSync(here(name), "utf8");
            assert.ok(isRecord(parse(text)));
            const steps = [...text.matchAll(/check\.sh (\w+) /g)].map(([, step]) => step);
            assert.deepEqual(steps, ["audit", "preview"]);
        });
    }

    it("fails on findings, writes all of them for code scanning, and with a baseline fails on new ones only", () => {
        copyFileSync(join(__dirname, "..", "audit", "weak.yaml"), join(folder, "orders.yaml"));
        const first = check("audit", folder);
        assert.equal(first.status, 1, first.said);
        const sarif = (): number => {
            const runs = at(JSON.parse(readFileSync(join(folder, "hardened-db.sarif"), "utf8")), "runs");
            const results = Array.isArray(runs) ? at(runs[0], "results") : undefined;
            return Array.isArray(results) ? results.length : 0;
        };
        const all = sarif();
        assert.ok(all > 5, `${all} results`);
        assert.equal(check("baseline", folder).status, 0);
        const second = check("audit", folder);
        assert.equal(second.status, 0, second.said);
        assert.equal(sarif(), all, "what is known stays an alert");
        writeFileSync(
            join(folder, "new.yaml"),
            "apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: { name: new, namespace: shop }\nspec: { enableSuperuserAccess: true }\n",
        );
        const third = check("audit", folder);
        assert.equal(third.status, 1);
        assert.match(third.said, /new\.yaml:4 +postgres-superuser-access/);
        assert.doesNotMatch(third.said, /orders\.yaml:\d+ +postgres/);
    });

    it("says how it is used", () => {
        assert.deepEqual(check(), { status: 2, said: "usage: check.sh audit|baseline|preview FOLDER\n" });
        assert.deepEqual(check("prevew", folder), {
            status: 2,
            said: "there is no step prevew; write audit, baseline or preview\n",
        });
        assert.ok(!existsSync(join(folder, "hardened-db.sarif")));
    });
});
