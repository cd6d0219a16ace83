import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { at, isRecord, recordsAt, textAt, type JsonRecord } from "../sandbox/json";

const folder = join(__dirname, "..", ".github", "workflows");
const texts = readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));
const workflows = texts.map(({ name, text }) => ({ name, workflow: parse(text) as unknown }));

/** Every job under its file's name and its own. */
const jobs = workflows.flatMap(({ name, workflow }) => {
    const all = at(workflow, "jobs");
    assert.ok(isRecord(all), name);
    return Object.entries(all).map(([job, body]) => ({ job: `${name}: ${job}`, body }));
});

const steps = jobs.flatMap(({ job, body }) => recordsAt(body, "steps").map((step) => ({ job, step })));

const uses = (step: JsonRecord, action: string): boolean => textAt(step, "uses")?.startsWith(`${action}@`) === true;

/** Rights that a job may have, and nothing beyond. */
const rights: Readonly<Record<string, Record<string, string>>> = {
    "dependency-review.yml: review": { contents: "read" },
    "dependency-review.yml: audit": { contents: "read" },
    "release.yml: build": { contents: "read" },
    "release.yml: publish": { "id-token": "write", attestations: "write" },
    "test.yml: all": { contents: "read" },
    "test.yml: newer": { contents: "read" },
};

describe("the workflows for GitHub", () => {
    it("pin every action by a whole commit, with the release beside it, and the same one everywhere", () => {
        const lines = texts.flatMap(({ text }) => text.match(/uses:.*/g) ?? []);
        assert.ok(lines.length > 10);
        const releases = new Map<string, Set<string>>();
        for (const line of lines) {
            const [, action = "", commit = ""] =
                /^uses: ([\w-]+\/[\w-]+)(?:\/[\w/-]+)?@([0-9a-f]{40}) # v\d+\.\d+\.\d+$/.exec(line) ??
                assert.fail(line);
            releases.set(action, (releases.get(action) ?? new Set()).add(commit));
        }
        for (const [action, commits] of releases) {
            assert.equal(commits.size, 1, `${action}: ${[...commits].join(", ")}`);
        }
    });

    it("give nothing to a workflow as a whole, and to each job only what is listed here", () => {
        for (const { name, workflow } of workflows) {
            assert.deepEqual(at(workflow, "permissions"), {}, name);
        }
        assert.deepEqual(Object.fromEntries(jobs.map(({ job, body }) => [job, at(body, "permissions")])), rights);
    });

    it("run nothing with the rights of the repository for a pull request from outside", () => {
        for (const { name, workflow } of workflows) {
            const events = Object.keys(at(workflow, "on") ?? {});
            assert.ok(events.length > 0, name);
            for (const event of ["pull_request_target", "workflow_run", "issue_comment"]) {
                assert.ok(!events.includes(event), `${name} starts on ${event}`);
            }
        }
    });

    it("hand no secret to anything, and no text of others to a shell", () => {
        for (const { name, text } of texts) {
            assert.doesNotMatch(text, /secrets[.[]/, name);
        }
        for (const { job, step } of steps) {
            // What an expression puts into a script is run as it stands.
            assert.ok(!(textAt(step, "run") ?? "").includes("${{"), `${job}: ${textAt(step, "run") ?? ""}`);
        }
    });

    it("leave no credentials of git's beside the code that they run", () => {
        const checkouts = steps.filter(({ step }) => uses(step, "actions/checkout"));
        assert.ok(checkouts.length >= 5);
        for (const { job, step } of checkouts) {
            assert.equal(at(step, "with", "persist-credentials"), false, job);
        }
    });

    it("publish what was tested: the job that may publish runs nothing of the repository and builds nothing", () => {
        const publish = steps.filter(({ job }) => job === "release.yml: publish").map(({ step }) => step);
        assert.ok(!publish.some((step) => uses(step, "actions/checkout")));
        assert.deepEqual(
            publish.flatMap((step) => textAt(step, "run") ?? []),
            ["npm publish ./hardened-db-*.tgz --provenance --access public --ignore-scripts"],
        );
        const attests = publish.filter((step) => uses(step, "actions/attest"));
        assert.deepEqual(
            attests.map((step) => [textAt(step, "with", "subject-path"), textAt(step, "with", "sbom-path")]),
            [
                ["hardened-db-*.tgz", undefined],
                ["hardened-db-*.tgz", "sbom.cdx.json"],
            ],
        );
        const build = steps.filter(({ job }) => job === "release.yml: build").map(({ step }) => step);
        assert.ok(build.some((step) => textAt(step, "run") === "make test"));
        assert.ok(
            !build.some((step) => uses(step, "actions/cache")),
            "a cache that others write must not get into a release",
        );
    });

    it("call targets that the Makefile has", () => {
        const makefile = readFileSync(join(__dirname, "..", "Makefile"), "utf8");
        const targets = steps.flatMap(({ step }) => /^make (\S+)$/.exec(textAt(step, "run") ?? "")?.[1] ?? []);
        assert.ok(targets.length >= 3);
        for (const target of targets) {
            assert.match(makefile, new RegExp(`^${target}:`, "m"));
        }
    });
});
