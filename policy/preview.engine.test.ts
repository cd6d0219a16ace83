import assert from "node:assert/strict";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { readSource } from "../audit/read/source";
import { at, textAt } from "../sandbox/json";
import { auditForTests } from "../testing/audit";
import type { PackResource } from "../testing/policyPack";
import { createStack, endedWell, nameOf, type TestStack } from "../testing/stack";
import { exampleStack } from "../testing/exampleStack";
import { stageForTests } from "../testing/stageForTests";
import { weakCluster } from "../testing/weakResources";
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
        /**
         * What pulumi-kubernetes hands on as it was written: Helm resources fetch their charts when they are checked, what names no
         * namespace gets `default`, and a Secret's stringData becomes data.
         */
        const resources = exampleResources("fail").filter(
            ({ type, inputs }) =>
                /^kubernetes:(?!helm|core\/v1:Secret)/.test(type) &&
                textAt(inputs, "metadata", "namespace") !== undefined,
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
                assert.deepEqual(
                    { missing: without(expected, found), unexpected: without(found, expected) },
                    { missing: [], unexpected: [] },
                    preview.errors.join("\n"),
                );
                const mandatory = preview.violations.filter(({ level }) => level === "mandatory").length;
                assert.ok(mandatory > 50 && mandatory < found.length, `${mandatory} of ${found.length} are mandatory`);
            });
        }

        it("does not make the resource whose violation needs no other one to be seen", async () => {
            const program = join(stage().directory, "forbidden-program");
            writeProgram(program, [weakCluster]);
            const forbidden = await createStack(stage(), {
                project: "forbidden",
                program: { folder: program, runtime: "nodejs" },
            });
            const up = await forbidden.up("--policy-pack", folder);
            assert.equal(up.ended, "badly");
            assert.match(up.output, /postgres-superuser-access/);
            assert.deepEqual(
                (await forbidden.resources()).filter(({ type }) => type === weakCluster.type),
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
            const program = join(stage().directory, "weak-program");
            writeProgram(program, [weakCluster]);
            const weak = await createStack(stage(), {
                project: "weak",
                program: { folder: program, runtime: "nodejs" },
            });
            const flags = ["--policy-pack", folder, "--policy-pack-config", file];
            const preview = endedWell(await weak.preview(...flags));
            assert.deepEqual(preview.violations, []);
            endedWell(await weak.up(...flags));
            const [cluster] = (await weak.resources()).filter(({ type }) => type === weakCluster.type);
            assert.equal(at(cluster?.state, "inputs", "spec", "enableSuperuserAccess"), false);
        });
    });

    describe("on the quickstart", () => {
        let quickstart: TestStack;
        before(async () => {
            const example = join(root, "examples", "quickstart");
            quickstart = await exampleStack(stage(), "hardened-db-quickstart", example);
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

/** What stands in one list more often than in another. */
function without(some: readonly string[], others: readonly string[]): readonly string[] {
    const rest = [...others];
    return some.filter((each) => {
        const at = rest.indexOf(each);
        if (at >= 0) {
            rest.splice(at, 1);
        }
        return at < 0;
    });
}

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
