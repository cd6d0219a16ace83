import assert from "node:assert/strict";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { readSource } from "../audit/read/source";
import { at, isRecord, textAt } from "../sandbox/json";
import { auditForTests } from "../testing/audit";
import type { PackResource } from "../testing/policyPack";
import { createStack, endedWell, nameOf, type TestStack } from "../testing/stack";
import { stageForTests } from "../testing/stageForTests";
import { exampleResources, stateOf } from "../testing/stateOfExamples";

const root = resolve(__dirname, "..");
const folder = join(root, "policy", "dist");
const forms = [
    ["as a folder", folder],
    ["as an executable file", join(folder, "hardened-db-policy")],
] as const;

describe("`pulumi preview --policy-pack`", function () {
    this.timeout(600_000);
    const { stage } = stageForTests({ operators: false });

    describe("on a program that makes the bad examples", () => {
        /** Helm resources fetch their charts when they are checked; what names no namespace gets `default` from the provider. */
        const resources = exampleResources("fail").filter(
            ({ type, inputs }) =>
                /^kubernetes:(?!helm)/.test(type) && textAt(inputs, "metadata", "namespace") !== undefined,
        );
        let stack: TestStack;
        before(async () => {
            const program = join(stage().directory, "bad-program");
            writeProgram(program, resources);
            stack = await createStack(stage(), { project: "bad", program: { folder: program, runtime: "nodejs" } });
        });

        for (const [form, pack] of forms) {
            it(`fails with exactly the violations that the audit finds, ${form}`, async () => {
                const preview = await stack.preview("--policy-pack", pack);
                assert.equal(preview.ended, "badly", preview.output);
                const { findings } = auditForTests(readSource("state", JSON.stringify(stateOf(resources))));
                const expected = findings
                    .filter(({ status }) => status === "fail")
                    .map(({ rule, resource, message }) => `${rule} ${nameOf(resource.urn ?? "")} ${message}`);
                assert.ok(expected.length > 100, `${expected.length} findings`);
                const found = preview.violations.map(
                    ({ policy, urn, message }) => `${policy} ${nameOf(urn)} ${message}`,
                );
                assert.deepEqual(found.sort(), expected.sort(), preview.errors.join("\n"));
                const mandatory = preview.violations.filter(({ level }) => level === "mandatory").length;
                assert.ok(mandatory > 50 && mandatory < found.length, `${mandatory} of ${found.length} are mandatory`);
            });
        }

        it("does not make the resource whose violation needs no other one to be seen", async () => {
            const up = await stack.up("--policy-pack", folder);
            assert.equal(up.ended, "badly");
            assert.deepEqual(
                (await stack.resources()).filter(({ type }) => type.startsWith("kubernetes:postgresql.cnpg.io")),
                [],
            );
        });

        it("is refused with the reason when its configuration is wrong", async () => {
            const refusal = async (configuration: object): Promise<string> => {
                const file = join(stage().directory, "pack.json");
                writeFileSync(file, JSON.stringify(configuration));
                const { ended, output } = await stack.preview("--policy-pack", folder, "--policy-pack-config", file);
                assert.equal(ended, "badly");
                return output;
            };
            assert.match(
                await refusal({ "postgres-supruser-access": "disabled" }),
                /postgres-supruser-access: there is no policy of this name; write a rule's id as a finding shows it, or all/,
            );
            assert.match(
                await refusal({ "hardened-db": { waivers: "nowhere.yaml" } }),
                /hardened-db.waivers is "nowhere.yaml": there is no such file in /,
            );
            assert.match(await refusal({ "hardened-db": { trustAnnotations: "yes" } }), /trustAnnotations.*boolean/i);
        });

        it("mends what is safe to mend when a policy is set to remediate", async () => {
            const file = join(stage().directory, "remediate.json");
            writeFileSync(file, JSON.stringify({ all: "disabled", "postgres-superuser-access": "remediate" }));
            const preview = endedWell(await stack.preview("--policy-pack", folder, "--policy-pack-config", file));
            assert.deepEqual(preview.violations, []);
            assert.match(preview.output, /postgres-superuser-access/);
        });
    });

    describe("on the quickstart", () => {
        let quickstart: TestStack;
        before(async () => {
            const example = join(root, "examples", "quickstart");
            const config = at(parse(readFileSync(join(example, "Pulumi.sandbox.yaml"), "utf8")) as unknown, "config");
            assert.ok(isRecord(config));
            quickstart = await createStack(stage(), {
                project: "hardened-db-quickstart",
                stack: "sandbox",
                program: { folder: example, runtime: "nodejs" },
                config,
            });
        });

        for (const [form, pack] of forms) {
            it(`finds nothing, ${form}, and tells how many verdicts are unknown`, async () => {
                const preview = endedWell(await quickstart.preview("--policy-pack", pack));
                assert.deepEqual(preview.violations, []);
                assert.ok(
                    preview.notes.some((note) => /hardened-db: \d+ verdicts? (is|are) unknown/.test(note)),
                    preview.output,
                );
            });
        }

        it("finds nothing while it is made, and nothing in what was made", async () => {
            const up = endedWell(await quickstart.up("--policy-pack", folder));
            assert.deepEqual(up.violations, []);
            const analyzed = await quickstart.pulumi("policy", "analyze", "--policy-pack", folder, "--json");
            assert.ok(!analyzed.includes("policyEvent"), analyzed);
        });
    });
});

/** A program in JavaScript, which starts faster than one in TypeScript, whose Kubernetes objects go into files. */
function writeProgram(program: string, resources: readonly PackResource[]): void {
    mkdirSync(program, { recursive: true });
    symlinkSync(join(root, "node_modules"), join(program, "node_modules"));
    writeFileSync(join(program, "package.json"), JSON.stringify({ name: "bad", main: "index.js" }));
    const listed = resources.map(({ type, urn, inputs }) => ({ type, name: nameOf(urn), inputs }));
    writeFileSync(join(program, "resources.json"), JSON.stringify(listed));
    writeFileSync(
        join(program, "index.js"),
        `const pulumi = require("@pulumi/pulumi");
const provider = new pulumi.ProviderResource("kubernetes", "files", { renderYamlToDirectory: "rendered" }, { version: "4.25.0" });
for (const { type, name, inputs } of require("./resources.json")) {
    new pulumi.CustomResource(type, name, inputs, { provider, version: "4.25.0" });
}
`,
    );
}
